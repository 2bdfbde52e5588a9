/** What both sides cost, when one breaks even with the other, what moves the answer, and what is wrong with the numbers. */
import type { CostFigure, CostOfSide, CostReport, Sensitivity } from '../../model/cost';
import { visibleName } from '../escape';
import { capital, count } from '../words';
import { bar, legend, percent } from './chart';
import { glyph } from './glyphs';
import { html, type Markup, NOTHING, name, when } from './markup';

const ITEMS = 40;
const ASSUMPTIONS = 24;
const PROBLEMS = 60;

const PROBLEM_GLYPHS = { error: 'blocked', doubt: 'attention', trust: 'note' } as const;
const CLAIM_GLYPHS = { agrees: 'ready', differs: 'attention', 'cannot-tell': 'unknown' } as const;
const CLAIM_LABELS = { agrees: 'Agrees', differs: 'Differs', 'cannot-tell': 'Cannot be told' } as const;

export function costSection(cost: CostReport | null): Markup {
  if (cost === null) return NOTHING;
  const { sides, saving, savingPercent, breakEven, problems, claims } = cost;
  return html`<section aria-labelledby="cost"><h2 id="cost">Cost</h2>
<p>${savingWords(saving, savingPercent)} <span class="quiet">Every number was entered by the team; the tool fills in none.</span></p>
${listOf(problems, PROBLEMS, ({ kind, where, message }) => html`<li>${glyph(PROBLEM_GLYPHS[kind])} <b>${capital(kind)}</b> ${message} <span class="at">${name(where)}</span></li>`)}
${sumTable(sides)}
${breakEvenChart(cost)}
${when(breakEven.length > 0, () => html`<dl class="formula">${breakEven.map(({ title, figure }) => figureRow(title, figure))}</dl>`)}
${sensitivityTable(cost)}
${when(claims.length > 0, () => html`<h3>Claims</h3>${listOf(claims, PROBLEMS, ({ claim, verdict, words }) => html`<li>${glyph(CLAIM_GLYPHS[verdict])} <b>${CLAIM_LABELS[verdict]}: ${name(claim)}</b> ${words}</li>`)}`)}
<h3>Prices, sums and their formulas</h3>
<div class="scroll" role="region" aria-label="Cost of both sides" tabindex="0"><table class="wide"><thead><tr>${['Price', 'Cost', 'Formula and inputs'].map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
${sides.map(sideRows)}</table></div></section>`;
}

/** Both sides beside each other. */
function sumTable(sides: readonly CostOfSide[]): Markup {
  const rows = sides.map(
    ({ name: side, monthly, once, perMillionTokens }) =>
      html`<tr><th scope="row">${name(side)}</th>${[monthly, once, perMillionTokens].map(({ shown }) => html`<td>${shown}</td>`)}</tr>`,
  );
  return html`<table class="sums"><thead><tr><th scope="col">Side</th><th scope="col">A month</th><th scope="col">Once</th><th scope="col">Per million tokens</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function savingWords(saving: CostFigure, share: CostFigure): Markup {
  if (saving.value === null) return html`What is saved cannot be told: ${saving.reason ?? 'a number is missing'}.`;
  const words = saving.value < 0 ? 'The Neuron side costs more each month' : 'Saved each month';
  return html`<b>${words}: ${saving.shown}</b>${when(share.value !== null, () => html` (${share.shown})`)}.`;
}

function sideRows({ name: side, items, monthly, once, perMillionTokens, instances, capacity }: CostOfSide): Markup {
  const sums: readonly (readonly [string, CostFigure])[] = [
    ['A month in all', monthly],
    ['Once', once],
    ['Per million tokens', perMillionTokens],
    ['Instances', instances],
    ['Tokens a month they can serve', capacity],
  ];
  const rows = [
    ...items
      .slice(0, ITEMS)
      .map(
        ({ name: price, cost, threeWays }) =>
          html`<th scope="row">${name(price)}${when(threeWays.length > 0, () => html`<br><span class="at">${threeWays.join(' = ')}</span>`)}</th>${figureCells(cost)}`,
      ),
    ...sums
      .filter(([, figure]) => figure.value !== null || figure === monthly)
      .map(([words, figure]) => html`<th scope="row"><b>${words}</b></th>${figureCells(figure)}`),
  ];
  return html`<tbody><tr><th scope="rowgroup" colspan="3" class="group">${name(side)}</th></tr>
${rows.map((row) => html`<tr>${row}</tr>`)}</tbody>
`;
}

function figureCells(figure: CostFigure): Markup {
  return html`<td><b>${figure.shown}</b></td><td class="at">${howOf(figure)}</td>`;
}

function howOf({ formula, inputs, reason }: CostFigure): Markup {
  const from = inputs.map((input) => `${input.name} ${input.shown} (${input.from})`).join('; ');
  return html`${when(reason !== null, () => html`${reason ?? ''} `)}${formula}${when(from !== '', () => html`<br>${from}`)}`;
}

function figureRow(heading: string, figure: CostFigure): Markup {
  return html`<div><dt>${heading}</dt><dd><b>${figure.shown}</b> <span class="at">${howOf(figure)}</span></dd></div>
`;
}

/** What each side has cost in all after so many months, where one-off costs make the lines meet later than at once. */
function breakEvenChart({ sides, breakEven }: CostReport): Markup {
  const meet = breakEven.find(({ id }) => id === 'months')?.figure;
  const [current, neuron] = ['current', 'neuron'].map((side) => sides.find((one) => one.side === side));
  if (meet?.value == null || meet.value <= 0 || current?.monthly.value == null || neuron?.monthly.value == null)
    return NOTHING;
  const months = meet.value * 2;
  const end = ({ monthly, once }: CostOfSide): readonly [number, number] => [
    once.value ?? 0,
    (once.value ?? 0) + (monthly.value ?? 0) * months,
  ];
  const [a, b] = [end(current), end(neuron)];
  const top = Math.max(...a, ...b);
  const line = (kind: string, [from, to]: readonly [number, number]) =>
    html`<line class="${kind}" x1="0" x2="100%" y1="${percent(1 - from / top)}" y2="${percent(1 - to / top)}"/>`;
  return html`<figure><figcaption>Break-even after ${meet.shown}: what each side has cost in all, over twice that time${legend(
    [
      ['now', visibleName(current.name)],
      ['neu', visibleName(neuron.name)],
      ['lim', 'break-even'],
    ],
  )}</figcaption>
<svg class="lines" role="img" aria-label="Both sides have cost the same after ${meet.shown}"><line class="base" x1="0" x2="100%" y1="100%" y2="100%"/>${line('now', a)}${line('neu', b)}<line class="lim" x1="50%" x2="50%" y1="0" y2="100%"/></svg></figure>
`;
}

function sensitivityTable({ sensitivity }: CostReport): Markup {
  const shown = sensitivity.slice(0, ASSUMPTIONS);
  const most = Math.max(
    ...shown.flatMap(({ effects }) => effects.map(({ difference }) => Math.abs(difference.value ?? 0))),
  );
  if (shown.length === 0 || !(most > 0)) return NOTHING;
  const hidden = sensitivity.length - shown.length;
  return html`<h3>What moves the monthly saving</h3>
<div class="scroll" role="region" aria-label="What moves the monthly saving" tabindex="0"><table class="chart moves"><caption>${legend(
    [
      ['k', lowest(shown)],
      ['w', highest(shown)],
      ['lim', 'the saving as entered'],
    ],
  )}</caption><thead><tr><th scope="col">Assumption</th><th scope="col">Less saved, more saved</th><th scope="col">Saving then</th></tr></thead>
<tbody>${shown.map((one) => sensitivityRow(one, most))}</tbody></table></div>${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more assumption')} in the JSON report.</p>`)}`;
}

function lowest([one]: readonly Sensitivity[]): string {
  return `assumption ${one?.effects[0]?.changePercent ?? 0} %`;
}

function highest([one]: readonly Sensitivity[]): string {
  return `assumption +${one?.effects.at(-1)?.changePercent ?? 0} %`;
}

function sensitivityRow({ assumption, shown, effects }: Sensitivity, most: number): Markup {
  const [first, last] = [effects[0], effects.at(-1)];
  const parts = [first, last].flatMap((effect) => {
    const at = 0.5 + (effect?.difference.value ?? 0) / most / 2;
    return [
      { kind: effect === first ? ('k' as const) : ('w' as const), from: Math.min(at, 0.5), to: Math.max(at, 0.5) },
    ];
  });
  const words = effects.map(
    ({ changePercent, saving }) => `${changePercent > 0 ? '+' : '−'}${Math.abs(changePercent)} %: ${saving.shown}`,
  );
  return html`<tr><th scope="row">${name(assumption)} <span class="at">${name(shown)}</span></th><td>${bar(parts, 0.5)}</td><td class="at">${words.join('; ')}</td></tr>
`;
}

function listOf<T>(entries: readonly T[], limit: number, item: (entry: T) => Markup): Markup {
  if (entries.length === 0) return NOTHING;
  return html`<ul class="plain">${entries.slice(0, limit).map(item)}</ul>${when(entries.length > limit, () => html`<p class="quiet">${count(entries.length - limit, 'more', 'more')} in the JSON report.</p>`)}`;
}
