import type { BreakEven, CostInput } from '../model/cost';
import { type Amounts, currencyOf } from './amounts';
import { type Assumption, assumptionsOf } from './assumptions';
import { isKnown, type Known, known, onceOf, savingOf } from './evaluate';
import { evenThroughput, evenValue } from './even-value';
import { compare, type Exact, grouped, magnitude, minus, over, times, whole, ZERO } from './exact';
import { figure, money } from './figures';
import { sideName } from './side';

/** Months until one-off costs are earned back, then of each assumption the value at which both sides cost the same. */
export function breakEvenOf(input: CostInput, amounts: Amounts): readonly BreakEven[] {
  const currency = currencyOf(input);
  const saving = savingOf(amounts);
  const values = isKnown(saving)
    ? assumptionsOf(input, amounts).flatMap((assumption) => {
        const even = evenThroughput(assumption, amounts) ?? evenValue(assumption, saving);
        return even === null ? [] : [evenAt(assumption, even, saving, currency)];
      })
    : [];
  return [months(input, amounts, saving, currency), ...values];
}

function months(
  input: CostInput,
  { current, neuron, work }: Amounts,
  saving: Known,
  currency: string | null,
): BreakEven {
  const own = onceOf(neuron, work);
  const spared = onceOf(current, work);
  const extra = known([own, spared], minus);
  const result = known([extra, saving], (once, saved) => {
    if (compare(once, ZERO) <= 0) return 'No one-off cost of the Neuron side is entered (a price per: once).';
    if (compare(saved, ZERO) <= 0) return 'Never: the Neuron side does not cost less a month.';
    return over(once, saved) ?? 'Never.';
  });
  const shown = (value: Known) => (isKnown(value) ? money(value, currency) : 'unknown');
  return {
    id: 'months',
    title: 'Months until the one-off cost is earned back',
    figure: figure(result, {
      unit: 'months',
      formula: '(one-off cost of Neuron − one-off cost of current) ÷ monthly saving',
      inputs: [
        { name: `one-off cost of ${sideName(input, 'neuron')}`, shown: shown(own), from: 'calculated above' },
        { name: `one-off cost of ${sideName(input, 'current')}`, shown: shown(spared), from: 'calculated above' },
        { name: 'monthly saving', shown: shown(saving), from: 'calculated above' },
      ],
      currency,
    }),
  };
}

function evenAt(assumption: Assumption, even: Exact, saving: Exact, currency: string | null): BreakEven {
  const { where, label, value, unit, show, impossible } = assumption;
  const reason =
    compare(even, ZERO) < 0
      ? 'Never: not even 0 makes both sides cost the same while all else stays.'
      : impossible(even) && `Never: it would take ${show(even)}. ${impossible(even)}`;
  const derived = figure(reason ?? even, {
    unit,
    formula: 'the value at which current monthly cost = Neuron monthly cost, all else as entered',
    inputs: [
      { name: label, shown: show(value), from: `planner file, ${where}` },
      { name: 'monthly saving', shown: money(saving, currency), from: 'calculated above' },
    ],
    currency,
  });
  return {
    id: where,
    title: `${label} at which both sides cost the same`,
    figure: derived.value === null ? derived : { ...derived, shown: `${show(even)}, ${changeWords(value, even)}` },
  };
}

/** "23 % more than entered". */
function changeWords(value: Exact, even: Exact): string {
  const change = over(times(minus(even, value), whole(100)), value);
  if (change === null) return 'entered as 0';
  if (change.n === 0n) return 'as entered';
  return `${grouped(magnitude(change), 0, 1)} % ${change.n < 0n ? 'less' : 'more'} than entered`;
}
