import type { CostFigure, CostOfSide, CostProblemKind, CostReport, Sensitivity } from '../model/cost';
import { visible, visibleName } from './escape';
import { createPage, type Page, type TextOptions } from './text/page';

const INDENT = '    ';
const KIND_WORDS: Readonly<Record<CostProblemKind, string>> = {
  error: 'Wrong',
  doubt: 'In doubt',
  trust: 'Not backed',
};
const VERDICT_WORDS = { agrees: 'agrees', differs: 'differs', 'cannot-tell': 'cannot be checked' } as const;

/** The costs for a terminal: the result, what is wrong with the numbers, then every figure with its formula and inputs. */
export function costText(cost: CostReport, options: TextOptions = {}): string {
  const page = createPage(options);
  page.paragraph(summary(cost));
  page.gap();
  page.paragraph('All prices and quantities are yours; this tool knows none. What it adds is the arithmetic.');
  if (cost.problems.length > 0) {
    page.heading('Check these first', 'yellow');
    for (const { kind, where, message } of cost.problems)
      page.item(`${KIND_WORDS[kind]}, ${where}: ${visible(message)}`);
  }
  if (cost.claims.length > 0) {
    page.heading('Claims');
    for (const { claim, verdict, words } of cost.claims)
      page.item(`${visibleName(claim)} (${VERDICT_WORDS[verdict]}). ${visible(words)}`);
  }
  for (const side of cost.sides) sideLines(page, side);
  page.heading('Saving');
  figureLines(page, 'Monthly saving', cost.saving);
  figureLines(page, 'Saving in percent', cost.savingPercent);
  page.heading('Break-even');
  for (const { title, figure } of cost.breakEven) figureLines(page, visibleName(title), figure);
  if (cost.sensitivity.length > 0) {
    page.heading('Sensitivity of the monthly saving, largest first');
    for (const one of cost.sensitivity) sensitivityLines(page, one);
  }
  return page.toString();
}

function summary({ sides, saving, savingPercent }: CostReport): string {
  const monthly = sides.map(({ name, monthly: cost }) => `${visibleName(name)} ${cost.shown}`).join(', ');
  const result = saving.value === null ? `saving unknown: ${saving.reason}` : savedWords(saving, savingPercent);
  return `Cost a month: ${monthly}; ${result}${result.endsWith('.') ? '' : '.'}`;
}

function savedWords(saving: CostFigure, percent: CostFigure): string {
  const share = percent.value === null ? '' : ` (${percent.shown})`;
  if (saving.value === 0) return 'both cost the same';
  return `saving ${saving.shown}${share}${(saving.value ?? 0) < 0 ? ': the Neuron side costs more' : ''}`;
}

function sideLines(page: Page, side: CostOfSide): void {
  page.heading(visibleName(side.name));
  for (const { name, cost, threeWays } of side.items) {
    figureLines(page, visibleName(name), cost);
    if (threeWays.length > 0) page.hanging(INDENT, `the same price: ${threeWays.join(' = ')}`, INDENT.length);
  }
  figureLines(page, 'Monthly cost', side.monthly);
  if (side.items.some(({ per }) => per === 'once')) figureLines(page, 'One-off cost', side.once);
  figureLines(page, 'Cost per million tokens', side.perMillionTokens);
  // Of a service that is paid by the token, instances are nothing to speak of.
  const rented = side.items.some(({ per }) => per === 'instance-hour');
  if (rented || side.instances.value !== null) figureLines(page, 'Instances', side.instances);
  if (rented || side.capacity.value !== null) figureLines(page, 'Tokens a month that they can serve', side.capacity);
}

function figureLines(page: Page, name: string, figure: CostFigure): void {
  if (figure.value === null) {
    page.item(`${name}: unknown. ${visible(figure.reason ?? '')}`);
    return;
  }
  page.item(`${name}: ${figure.shown}`);
  page.hanging(INDENT, `= ${figure.formula}`, INDENT.length);
  for (const { name: input, shown, from } of figure.inputs)
    page.hanging(`${INDENT}  `, `${visibleName(input)}: ${shown} (${visibleName(from)})`, INDENT.length + 2);
}

function sensitivityLines(page: Page, { assumption, shown, effects }: Sensitivity): void {
  page.item(`${visibleName(assumption)}, now ${shown}`);
  const moves = effects.map(({ changePercent, saving }) => {
    const change = `${changePercent > 0 ? '+' : '−'}${Math.abs(changePercent)} %`;
    return `${change}: ${saving.value === null ? visible(saving.reason ?? 'unknown') : saving.shown}`;
  });
  page.hanging(INDENT, moves.join('; '), INDENT.length);
}
