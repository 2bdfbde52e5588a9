/** The sums, on exact numbers. What cannot be known is a sentence that says why. */
import type { PriceUnit, TokenKind } from '../model/cost';
import { type Amounts, MONTH_HOURS, type PriceAmount, type SideAmounts, type Work } from './amounts';
import { ceiling, compare, type Exact, minus, over, plus, times, whole, ZERO } from './exact';

/** A number, or why there is none. */
export type Known = Exact | string;

const SECONDS = whole(3600);
export const MILLION = whole(1_000_000);

/** Tokens that one price is for; null for a price that does not count tokens. */
export const TOKENS_PER: Readonly<Record<PriceUnit, Exact | null>> = {
  token: whole(1),
  'thousand-tokens': whole(1000),
  'million-tokens': MILLION,
  'instance-hour': null,
  request: null,
  month: null,
  once: null,
};

export function isKnown(known: Known): known is Exact {
  return typeof known !== 'string';
}

/** The result of known operands, else the reason of the first that is not known. */
export function known<T extends readonly Known[]>(
  operands: readonly [...T],
  then: (...values: { [K in keyof T]: Exact }) => Known,
): Known {
  const missing = operands.find((operand) => typeof operand === 'string');
  return missing ?? then(...(operands as unknown as { [K in keyof T]: Exact }));
}

/** Tokens a month of one kind; of all, input and output two are enough. */
export function tokensOf({ all, input, output }: Work, kind: TokenKind): Known {
  if (kind === 'all') {
    if (input !== null && output !== null) return plus(input, output);
    return all ?? 'cost.tokensPerMonth is not entered.';
  }
  const [own, other] = kind === 'input' ? [input, output] : [output, input];
  if (own !== null) return own;
  const rest = all !== null && other !== null ? minus(all, other) : null;
  return rest !== null && compare(rest, ZERO) >= 0 ? rest : `cost.${kind}TokensPerMonth is not entered.`;
}

/** Tokens that one instance serves in an hour. */
function hourlyTokens({ side, tokensPerSecond, utilization }: SideAmounts): Known {
  if (tokensPerSecond === null) return `cost.${side}.tokensPerSecond, a measured throughput, is not entered.`;
  if (utilization === null) return `cost.${side}.utilization is not entered, or not a share above 0 and up to 1.`;
  return times(times(tokensPerSecond, utilization), SECONDS);
}

export function hoursOf({ hoursPerMonth }: SideAmounts): Exact {
  return hoursPerMonth ?? MONTH_HOURS;
}

/** Whether the number of instances follows from the tokens. */
export function isDerived({ instances, instanceHoursPerMonth }: SideAmounts): boolean {
  return instances === null && instanceHoursPerMonth === null;
}

/** Instances that are paid for: as entered, else as many as the measured throughput asks for. */
export function instancesOf(side: SideAmounts, work: Work): Known {
  if (side.instances !== null) return side.instances;
  if (side.instanceHoursPerMonth !== null) return `cost.${side.side}.instances is not entered; instance-hours are.`;
  return known([tokensOf(work, side.tokensPerSecondOf), hourlyTokens(side)], (tokens, hourly) => {
    const needed = over(tokens, times(hourly, hoursOf(side)));
    return needed === null ? `cost.${side.side}.tokensPerSecond is 0.` : ceiling(needed);
  });
}

export function instanceHoursOf(side: SideAmounts, work: Work): Known {
  return side.instanceHoursPerMonth ?? known([instancesOf(side, work)], (count) => times(count, hoursOf(side)));
}

/** Tokens a month that the paid instance-hours can serve. */
export function capacityOf(side: SideAmounts, work: Work): Known {
  return known([hourlyTokens(side), instanceHoursOf(side, work)], times);
}

/** What a price comes to in a month; of a price paid once, that sum. */
export function costOfPrice({ amount, per, tokens }: PriceAmount, side: SideAmounts, work: Work): Known {
  const unit = TOKENS_PER[per];
  if (unit !== null)
    return known([tokensOf(work, tokens)], (count) => over(times(count, amount), unit) ?? 'A price counts no tokens.');
  if (per === 'instance-hour') return known([instanceHoursOf(side, work)], (hours) => times(hours, amount));
  if (per === 'request')
    return work.requests === null ? 'cost.requestsPerMonth is not entered.' : times(work.requests, amount);
  return amount;
}

export function monthlyOf(side: SideAmounts, work: Work): Known {
  const running = side.prices.filter(({ per }) => per !== 'once');
  if (running.length === 0) return `cost.${side.side}.prices holds no price of what runs.`;
  return total(side, running, work);
}

export function onceOf(side: SideAmounts, work: Work): Known {
  return total(
    side,
    side.prices.filter(({ per }) => per === 'once'),
    work,
  );
}

export function savingOf({ current, neuron, work }: Amounts): Known {
  return known([monthlyOf(current, work), monthlyOf(neuron, work)], minus);
}

function total(side: SideAmounts, prices: readonly PriceAmount[], work: Work): Known {
  if (side.foreign !== null)
    return `cost.${side.side}.prices are in several currencies, and no rate between them is entered.`;
  return prices.reduce<Known>((sum, price) => known([sum, costOfPrice(price, side, work)], plus), ZERO);
}
