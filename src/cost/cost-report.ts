import { COST_SIDES, type CostFigureInput, type CostInput, type CostReport } from '../model/cost';
import { amountsOf, currencyOf } from './amounts';
import { known, monthlyOf, savingOf } from './evaluate';
import { over, times, whole } from './exact';
import { figure } from './figures';
import { costOfSide, sideName } from './side';

/** Everything that follows from the entered numbers. Pure: the same input on the same day gives the same report. */
export function costOf(input: CostInput): CostReport {
  const amounts = amountsOf(input);
  const currency = currencyOf(input);
  const saving = savingOf(amounts);
  const monthly = monthlyOf(amounts.current, amounts.work);
  const sides = COST_SIDES.map((side) => costOfSide(side, input, amounts));
  const inputs: CostFigureInput[] = sides.map((side) => ({
    name: `monthly cost of ${sideName(input, side.side)}`,
    shown: side.monthly.shown,
    from: 'calculated above',
  }));
  return {
    currency,
    input,
    sides,
    saving: figure(saving, { unit: 'money', formula: 'current monthly cost − Neuron monthly cost', inputs, currency }),
    savingPercent: figure(
      known(
        [saving, monthly],
        (saved, now) => over(times(saved, whole(100)), now) ?? 'The current side costs nothing.',
      ),
      { unit: 'percent', formula: 'saving ÷ current monthly cost × 100', inputs, currency },
    ),
    breakEven: [],
    sensitivity: [],
    problems: [],
    claims: [],
  };
}
