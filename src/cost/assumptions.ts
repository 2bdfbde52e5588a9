/** Every number that the result rests on, each with a way to change it while all others stay. */
import { COST_SIDES, type CostInput, type CostSideName, type CostUnit } from '../model/cost';
import { type Amounts, currencyOf, isMonthHours, isShare, type SideAmounts, type Work } from './amounts';
import { isDerived } from './evaluate';
import type { Exact } from './exact';
import { money, PER_WORDS, shownAs } from './figures';
import { sideName } from './side';

export interface Assumption {
  /** The planner file's key. */
  readonly where: string;
  /** "Neuron: utilization". */
  readonly label: string;
  readonly value: Exact;
  readonly unit: CostUnit;
  /** Whether a number of instances, a whole one, follows from the value: the result then moves in steps. */
  readonly stepped: boolean;
  readonly with: (value: Exact) => Amounts;
  /** Why the value is none that can be, else null. */
  readonly impossible: (value: Exact) => string | null;
  readonly show: (value: Exact) => string;
}

type Changeable = 'instances' | 'hoursPerMonth' | 'instanceHoursPerMonth' | 'tokensPerSecond' | 'utilization';

const OF_SIDE: readonly (readonly [Changeable, string, CostUnit])[] = [
  ['instances', 'instances', 'instances'],
  ['hoursPerMonth', 'hours per month', 'hours'],
  ['instanceHoursPerMonth', 'instance-hours per month', 'hours'],
  ['tokensPerSecond', 'tokens per second', 'tokens/s'],
  ['utilization', 'utilization', 'share'],
];

const OF_WORK: readonly (readonly [keyof Work, string, string])[] = [
  ['all', 'tokensPerMonth', 'tokens per month'],
  ['input', 'inputTokensPerMonth', 'input tokens per month'],
  ['output', 'outputTokensPerMonth', 'output tokens per month'],
  ['requests', 'requestsPerMonth', 'requests per month'],
];

/** In the order of the planner file. */
export function assumptionsOf(input: CostInput, amounts: Amounts): readonly Assumption[] {
  return [...ofWork(amounts), ...COST_SIDES.flatMap((side) => ofSide(side, input, amounts))];
}

function ofWork(amounts: Amounts): Assumption[] {
  const { work } = amounts;
  // Input and output together are all tokens: the total is then no number of its own.
  const parts = work.input !== null && work.output !== null;
  return OF_WORK.flatMap(([key, name, label]): Assumption[] => {
    const value = work[key];
    if (value === null || (key === 'all' && parts)) return [];
    const unit: CostUnit = key === 'requests' ? 'requests' : 'tokens';
    return [
      {
        where: `cost.${name}`,
        label,
        value,
        unit,
        stepped: key !== 'requests' && COST_SIDES.some((side) => isDerived(amounts[side])),
        with: (changed) => ({ ...amounts, work: { ...work, [key]: changed } }),
        impossible: () => null,
        show: (shown) => shownAs(shown, unit, null),
      },
    ];
  });
}

function ofSide(name: CostSideName, input: CostInput, amounts: Amounts): Assumption[] {
  const side = amounts[name];
  const title = sideName(input, name);
  const change = (changed: Partial<SideAmounts>): Amounts => ({ ...amounts, [name]: { ...side, ...changed } });
  const prices = (input[name]?.prices ?? []).flatMap((price, index): Assumption[] => {
    const amount = side.prices[index];
    if (amount === undefined || price.per === 'once') return [];
    const currency = price.currency ?? currencyOf(input);
    return [
      {
        where: `cost.${name}.prices[${index + 1}]`,
        label: `${title}: price of ${price.name}`,
        value: amount.amount,
        unit: 'money',
        stepped: false,
        with: (changed) =>
          change({ prices: side.prices.map((one, i) => (i === index ? { ...one, amount: changed } : one)) }),
        impossible: () => null,
        show: (shown) => `${money(shown, currency)} ${PER_WORDS[price.per]}`,
      },
    ];
  });
  const others = OF_SIDE.flatMap(([key, words, unit]): Assumption[] => {
    const value = side[key];
    if (value === null) return [];
    return [
      {
        where: `cost.${name}.${key}`,
        label: `${title}: ${words}`,
        value,
        unit,
        stepped: isDerived(side),
        with: (changed) => change({ [key]: changed }),
        impossible: (changed) => beyond(key, changed),
        show: (shown) => shownAs(shown, unit, null),
      },
    ];
  });
  return [...prices, ...others];
}

function beyond(key: Changeable, value: Exact): string | null {
  if (key === 'utilization' && !isShare(value)) return 'More than everything cannot be used.';
  if (key === 'hoursPerMonth' && !isMonthHours(value)) return 'No month has that many hours.';
  return null;
}

/** The factor of a change in percent. */
export function factorOf(percent: number): Exact {
  return { n: BigInt(100 + percent), d: 100n };
}
