import {
  COST_PROBLEM_KINDS,
  COST_SIDES,
  type CostFigureInput,
  type CostInput,
  type CostProblem,
  type CostReport,
} from '../model/cost';
import { type Amounts, amountsOf, currencyOf } from './amounts';
import { breakEvenOf } from './break-even';
import { amountProblems } from './checks/amounts';
import { priceProblems } from './checks/prices';
import { trustProblems } from './checks/trust';
import { claimChecks } from './claims';
import { known, monthlyOf, savingOf } from './evaluate';
import { over, times, whole } from './exact';
import { figure } from './figures';
import { sensitivityOf } from './sensitivity';
import { costOfSide, sideName } from './side';

/** Everything that follows from the entered numbers. `asOf`, YYYY-MM-DD, decides which of them are old. */
export function costOf(input: CostInput, asOf: string): CostReport {
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
  const saved = figure(saving, {
    unit: 'money',
    formula: 'current monthly cost − Neuron monthly cost',
    inputs,
    currency,
  });
  return {
    currency,
    input,
    sides,
    saving: saved,
    savingPercent: figure(
      known(
        [saving, monthly],
        (saved, now) => over(times(saved, whole(100)), now) ?? 'The current side costs nothing.',
      ),
      {
        unit: 'percent',
        formula: 'monthly saving ÷ current monthly cost × 100',
        inputs: [{ name: 'monthly saving', shown: saved.shown, from: 'calculated above' }, ...inputs.slice(0, 1)],
        currency,
      },
    ),
    breakEven: breakEvenOf(input, amounts),
    sensitivity: sensitivityOf(input, amounts),
    problems: problemsOf(input, amounts, asOf),
    claims: claimChecks(input, amounts),
  };
}

/** The gravest first. */
function problemsOf(input: CostInput, amounts: Amounts, asOf: string): readonly CostProblem[] {
  const found = [...priceProblems(input), ...amountProblems(input, amounts), ...trustProblems(input, asOf)];
  return COST_PROBLEM_KINDS.flatMap((kind) => found.filter((problem) => problem.kind === kind));
}
