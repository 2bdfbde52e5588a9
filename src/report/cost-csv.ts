import type { CostFigure, CostReport } from '../model/cost';
import { csvRow } from './csv';

const HEAD = ['part', 'name', 'value', 'unit', 'shown', 'formula', 'inputs', 'reason'];

/** Every figure a row, with formula and inputs; then the problems and the claims. A cell never starts a formula in a spreadsheet. */
export function costCsv(cost: CostReport): string {
  const unit = (figure: CostFigure) => (figure.unit === 'money' ? (cost.currency ?? 'money') : figure.unit);
  const row = (part: string, name: string, figure: CostFigure) => [
    part,
    name,
    figure.value === null ? '' : String(figure.value),
    unit(figure),
    figure.shown,
    figure.formula,
    figure.inputs.map(({ name: input, shown, from }) => `${input} = ${shown} [${from}]`).join('; '),
    figure.reason ?? '',
  ];
  const rows = [
    HEAD,
    ...cost.sides.flatMap((side) => [
      ...side.items.map((item) => row(side.side, item.name, item.cost)),
      row(side.side, 'monthly cost', side.monthly),
      row(side.side, 'one-off cost', side.once),
      row(side.side, 'cost per million tokens', side.perMillionTokens),
      row(side.side, 'instances', side.instances),
      row(side.side, 'capacity per month', side.capacity),
    ]),
    row('saving', 'monthly saving', cost.saving),
    row('saving', 'saving in percent', cost.savingPercent),
    ...cost.breakEven.map(({ title, figure }) => row('break-even', title, figure)),
    ...cost.sensitivity.flatMap(({ assumption, effects }) =>
      effects.map(({ changePercent, saving }) =>
        row(
          'sensitivity',
          `${assumption} ${changePercent > 0 ? 'plus' : 'minus'} ${Math.abs(changePercent)} %`,
          saving,
        ),
      ),
    ),
    ...cost.problems.map(({ kind, where, message }) => ['problem', where, '', kind, message, '', '', '']),
    ...cost.claims.map(({ claim, verdict, words }) => ['claim', claim, '', verdict, words, '', '', '']),
  ];
  return rows.map(csvRow).join('');
}
