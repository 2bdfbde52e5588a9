/** The entered numbers as exact ones, without those that cannot be right: these are named by the checks and leave figures blank. */
import type { CostInput, CostQuantity, CostSide, CostSideName, PriceUnit, TokenKind } from '../model/cost';
import { compare, type Exact, exactOf, ONE, whole, ZERO } from './exact';

/** Hours of an average month of the calendar: 365 × 24 / 12. */
export const MONTH_HOURS = whole(730);
/** Hours of the longest month. */
export const MOST_HOURS = whole(31 * 24);

export interface PriceAmount {
  readonly amount: Exact;
  readonly per: PriceUnit;
  readonly tokens: TokenKind;
}

export interface SideAmounts {
  readonly side: CostSideName;
  readonly prices: readonly PriceAmount[];
  /** Null where all prices are in the currency of the calculation, else a currency that is not. */
  readonly foreign: string | null;
  readonly instances: Exact | null;
  readonly hoursPerMonth: Exact | null;
  readonly instanceHoursPerMonth: Exact | null;
  readonly tokensPerSecond: Exact | null;
  readonly tokensPerSecondOf: TokenKind;
  readonly utilization: Exact | null;
}

/** What both sides have to do in a month. */
export interface Work {
  readonly all: Exact | null;
  readonly input: Exact | null;
  readonly output: Exact | null;
  readonly requests: Exact | null;
}

export interface Amounts {
  readonly work: Work;
  readonly current: SideAmounts;
  readonly neuron: SideAmounts;
}

export function amountsOf(input: CostInput): Amounts {
  const currency = currencyOf(input);
  return {
    work: {
      all: of(input.tokensPerMonth),
      input: of(input.inputTokensPerMonth),
      output: of(input.outputTokensPerMonth),
      requests: of(input.requestsPerMonth),
    },
    current: sideAmounts('current', input.current, currency),
    neuron: sideAmounts('neuron', input.neuron, currency),
  };
}

/** The currency of the calculation: as entered, else the first that a price names, else null. */
export function currencyOf({ currency, current, neuron }: CostInput): string | null {
  const named = [...(current?.prices ?? []), ...(neuron?.prices ?? [])].flatMap((price) => price.currency ?? []);
  return currency ?? named[0] ?? null;
}

/** Above 0 and at most 1. */
export function isShare(value: Exact): boolean {
  return compare(value, ZERO) > 0 && compare(value, ONE) <= 0;
}

/** Above 0 and no more than the longest month has. */
export function isMonthHours(value: Exact): boolean {
  return compare(value, ZERO) > 0 && compare(value, MOST_HOURS) <= 0;
}

function sideAmounts(side: CostSideName, entered: CostSide | null, currency: string | null): SideAmounts {
  const usable = (value: Exact | null, fits: (value: Exact) => boolean) =>
    value !== null && fits(value) ? value : null;
  return {
    side,
    prices: (entered?.prices ?? []).map(({ amount, per, tokens }) => ({ amount: exactOf(amount), per, tokens })),
    foreign:
      entered?.prices
        .flatMap((price) => price.currency ?? [])
        .find((named) => currency !== null && named !== currency) ?? null,
    instances: of(entered?.instances),
    hoursPerMonth: usable(of(entered?.hoursPerMonth), isMonthHours),
    instanceHoursPerMonth: of(entered?.instanceHoursPerMonth),
    tokensPerSecond: usable(of(entered?.tokensPerSecond), (value) => compare(value, ZERO) > 0),
    tokensPerSecondOf: entered?.tokensPerSecondOf ?? 'all',
    utilization: usable(of(entered?.utilization), isShare),
  };
}

function of(quantity: CostQuantity | null | undefined): Exact | null {
  return quantity ? exactOf(quantity.value) : null;
}
