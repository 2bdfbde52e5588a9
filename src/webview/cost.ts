/** What both sides cost, as the team entered it, and what moves the answer. */
import type { CostFigure, CostReport } from '../model/cost';
import type { Child } from './dom';
import { h } from './dom';
import { formulas, table } from './figures';
import { renderFolding } from './folding';
import type { Actions, Shown, State } from './state';
import { t } from './text';

const PROBLEMS = 20;
const ASSUMPTIONS = 12;

export function renderCost(element: HTMLElement, shown: Shown, state: State, actions: Actions): void {
  const { cost } = shown.report;
  renderFolding(element, 'cost', state, actions, {
    signature: cost,
    summary: cost === null ? t('cost.none') : t('cost.saving', cost.saving.shown),
    build: () => (cost === null ? [h('p', { class: 'quiet' }, t('cost.how'))] : content(cost, actions)),
  });
}

function content(
  { sides, saving, savingPercent, breakEven, sensitivity, problems, claims }: CostReport,
  actions: Actions,
): Child[] {
  const rows: (readonly [string, CostFigure])[] = [
    [t('cost.monthlySaving'), saving],
    [t('cost.savingShare'), savingPercent],
    ...breakEven.map(({ title, figure }) => [title, figure] as const),
    ...sides.flatMap(({ name: side, monthly, perMillionTokens }) => [
      [`${side}: ${t('cost.month')}`, monthly] as const,
      [`${side}: ${t('cost.million')}`, perMillionTokens] as const,
    ]),
  ];
  return [
    problems.length > 0 &&
      h(
        'ul',
        {},
        ...problems
          .slice(0, PROBLEMS)
          .map(({ message, where }) => h('li', {}, message, ' ', h('span', { class: 'quiet mono' }, where))),
      ),
    table(
      t('cost.sides'),
      [t('cost.side'), t('cost.month'), t('cost.once'), t('cost.million')],
      sides.map(({ name: side, monthly, once, perMillionTokens }) => [
        side,
        monthly.shown,
        once.shown,
        perMillionTokens.shown,
      ]),
    ),
    breakEven.length > 0 &&
      table(
        t('cost.breakEven'),
        [t('cost.question'), t('cost.answer')],
        breakEven.map(({ title, figure }) => [
          title,
          figure.value === null ? (figure.reason ?? figure.shown) : figure.shown,
        ]),
      ),
    sensitivity.length > 0 &&
      table(
        t('cost.moves'),
        [t('cost.assumption'), t('cost.then')],
        sensitivity
          .slice(0, ASSUMPTIONS)
          .map(({ assumption, shown, effects }) => [
            `${assumption} (${shown})`,
            effects
              .map(
                ({ changePercent, saving: then }) =>
                  `${changePercent > 0 ? '+' : '−'}${Math.abs(changePercent)} %: ${then.shown}`,
              )
              .join('; '),
          ]),
      ),
    claims.length > 0 && h('ul', {}, ...claims.map(({ claim, words }) => h('li', {}, h('b', {}, claim), ' ', words))),
    formulas(
      rows.map(([label, { shown, formula, inputs, reason }]) => ({
        label,
        shown,
        formula: formula ?? '',
        inputs: inputs.map((input) => `${input.name} ${input.shown} (${input.from})`),
        note: reason ?? '',
        evidence: [],
      })),
      'cost',
      actions,
    ),
  ];
}
