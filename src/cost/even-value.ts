/** Values of one assumption at which both sides cost the same. */
import type { Amounts, SideAmounts } from './amounts';
import type { Assumption } from './assumptions';
import { costOfPrice, hoursOf, isDerived, isKnown, type Known, known, monthlyOf, savingOf, tokensOf } from './evaluate';
import { compare, type Exact, floor, minus, ONE, over, plus, times, whole, ZERO } from './exact';

/** The value that makes the saving 0 where the saving moves in proportion to the value, else null. */
export function evenValue({ value, stepped, with: changed }: Assumption, saving: Exact): Exact | null {
  const at = (multiple: bigint): Known => savingOf(changed(times(value, whole(multiple))));
  const [twice, thrice] = [at(2n), at(3n)];
  if (!isKnown(twice) || !isKnown(thrice) || compare(value, ZERO) === 0) return null;
  const slope = minus(twice, saving);
  if (compare(minus(thrice, twice), slope) !== 0) return null;
  const steps = over(saving, slope);
  if (steps === null) return null;
  const even = times(value, minus(ONE, steps));
  // What holds for multiples need not hold between them where instances are rounded up to whole ones.
  if (!stepped) return even;
  const there = compare(even, ZERO) < 0 ? null : savingOf(changed(even));
  return there !== null && isKnown(there) && compare(there, ZERO) === 0 ? even : null;
}

/** Of the throughput or utilization from which the number of instances follows, the least at which the side is not the dearer one. */
export function evenThroughput({ where }: Assumption, amounts: Amounts): Exact | null {
  const [, name, key] = where.split('.');
  if ((key !== 'tokensPerSecond' && key !== 'utilization') || (name !== 'current' && name !== 'neuron')) return null;
  const side = amounts[name];
  if (!isDerived(side)) return null;
  const affordable = affordableInstances(side, amounts);
  const tokens = tokensOf(amounts.work, side.tokensPerSecondOf);
  if (affordable === null || !isKnown(tokens)) return null;
  const perUnit = hourlyAtOne(side, key);
  const even = perUnit && over(tokens, times(times(affordable, hoursOf(side)), perUnit));
  return even && isKnown(monthlyOf(side, amounts.work)) ? even : null;
}

/** Instances that the side can pay for without costing more than the other one; null where not even one. */
function affordableInstances(side: SideAmounts, amounts: Amounts): Exact | null {
  const { work } = amounts;
  const other = monthlyOf(side.side === 'current' ? amounts.neuron : amounts.current, work);
  const hourly = side.prices.filter(({ per }) => per === 'instance-hour');
  const rate = hourly.reduce((sum, { amount }) => plus(sum, amount), ZERO);
  const fixed = side.prices
    .filter(({ per }) => per !== 'instance-hour' && per !== 'once')
    .reduce<Known>((sum, price) => known([sum, costOfPrice(price, side, work)], plus), ZERO);
  if (!isKnown(other) || !isKnown(fixed)) return null;
  const each = over(minus(other, fixed), times(rate, hoursOf(side)));
  return each === null || compare(each, ONE) < 0 ? null : floor(each);
}

/** Tokens an hour of one instance for each unit of the throughput or of the utilization. */
function hourlyAtOne(side: SideAmounts, key: 'tokensPerSecond' | 'utilization'): Exact | null {
  const other = key === 'utilization' ? side.tokensPerSecond : side.utilization;
  return other && times(other, whole(3600));
}
