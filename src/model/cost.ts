/** What both sides cost: as the user entered it, and what follows from it. Nothing here is filled in by the tool. */

/** A decimal number exactly as it was written, in plain digits: "0.12". Money is never held as a binary fraction. */
export type Decimal = string;

/** Of what one price is the price. `month`: a fixed sum each month. `once`: a sum that is paid one time. */
export const PRICE_UNITS = [
  'instance-hour',
  'token',
  'thousand-tokens',
  'million-tokens',
  'request',
  'month',
  'once',
] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

/** Which tokens a price per token counts. */
export const TOKEN_KINDS = ['all', 'input', 'output'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export const COST_SIDES = ['current', 'neuron'] as const;
export type CostSideName = (typeof COST_SIDES)[number];

/** When and where a number was read; null where nobody said. */
export interface Sourced {
  /** YYYY-MM-DD. */
  readonly date: string | null;
  readonly source: string | null;
}

/** A number that the user entered. */
export interface CostQuantity extends Sourced {
  readonly value: Decimal;
}

export interface CostPrice extends Sourced {
  readonly name: string;
  readonly amount: Decimal;
  readonly per: PriceUnit;
  /** Of a price per token, thousand or million tokens. */
  readonly tokens: TokenKind;
  /** As entered, e.g. "USD"; null: that of the whole calculation. */
  readonly currency: string | null;
}

export interface CostSide {
  readonly name: string | null;
  readonly prices: readonly CostPrice[];
  readonly instances: CostQuantity | null;
  /** Hours a month that one instance is paid for; null: all of them. */
  readonly hoursPerMonth: CostQuantity | null;
  /** Hours a month that all instances together are paid for. */
  readonly instanceHoursPerMonth: CostQuantity | null;
  /** Tokens a second of one instance, as the user measured them. */
  readonly tokensPerSecond: CostQuantity | null;
  /** Which tokens that throughput counts. */
  readonly tokensPerSecondOf: TokenKind;
  /** Share of that throughput that is used on average: above 0, at most 1. */
  readonly utilization: CostQuantity | null;
}

/** What somebody says of the cost; held against the own sums. At least one of the numbers is there. */
export interface CostClaim extends Sourced {
  readonly name: string;
  /** A monthly cost of that side. */
  readonly currentMonthly: Decimal | null;
  readonly neuronMonthly: Decimal | null;
  /** A saving as percent of the current monthly cost. */
  readonly savingPercent: Decimal | null;
  /** Less electrical power for the same output, in percent. */
  readonly powerReductionPercent: Decimal | null;
  /** Tokens per megawatt of the Neuron side, as a multiple of the current side's. */
  readonly tokensPerMegawattFactor: Decimal | null;
}

/** The key `cost` of the planner file. */
export interface CostInput {
  /** Of every price that names no other. */
  readonly currency: string | null;
  readonly tokensPerMonth: CostQuantity | null;
  readonly inputTokensPerMonth: CostQuantity | null;
  readonly outputTokensPerMonth: CostQuantity | null;
  readonly requestsPerMonth: CostQuantity | null;
  /** Days after which a price counts as old. */
  readonly maxAgeDays: number | null;
  readonly current: CostSide | null;
  readonly neuron: CostSide | null;
  readonly claims: readonly CostClaim[];
}

/** `money` is in the report's currency. `share` is a fraction of 1. */
export type CostUnit =
  | 'money'
  | 'percent'
  | 'share'
  | 'months'
  | 'tokens'
  | 'tokens/s'
  | 'requests'
  | 'instances'
  | 'hours'
  | 'ratio';

export interface CostFigureInput {
  /** As it stands in the formula. */
  readonly name: string;
  /** With its unit, ready to be shown: "0.12 USD per thousand tokens". */
  readonly shown: string;
  /** "planner file, cost.current.prices[1]; invoice of October, 2026-11-02". */
  readonly from: string;
}

/** A number that shows how it came about; without a value, why there is none. */
export interface CostFigure {
  /** The exact result rounded to 12 significant digits. */
  readonly value: number | null;
  readonly unit: CostUnit;
  /** Ready to be shown, grouped and rounded: "1,200,000.00 USD", "50 %"; "unknown" without a value. */
  readonly shown: string;
  /** In words and signs that name the inputs. */
  readonly formula: string;
  readonly inputs: readonly CostFigureInput[];
  /** One sentence, where there is no value or the value needs a word (no break-even, say); else null. */
  readonly reason: string | null;
}

/** What one price comes to. */
export interface CostItem {
  readonly name: string;
  readonly per: PriceUnit;
  /** A month; of a price paid once, that sum. */
  readonly cost: CostFigure;
  /** Of a price by tokens, the same price by token, by thousand and by million: the line that shows a slip of 1,000. */
  readonly threeWays: readonly string[];
}

export interface CostOfSide {
  readonly side: CostSideName;
  /** The user's name for it, else "Current" or "Neuron". */
  readonly name: string;
  readonly items: readonly CostItem[];
  readonly monthly: CostFigure;
  readonly once: CostFigure;
  readonly perMillionTokens: CostFigure;
  /** Instances that are paid: as entered, else from the measured throughput. */
  readonly instances: CostFigure;
  /** Tokens a month that they can serve at the utilization. */
  readonly capacity: CostFigure;
}

export interface BreakEven {
  /** "months": until one-off costs are earned back. Else the planner file's key of an assumption: its value at which both sides cost the same. */
  readonly id: string;
  /** "Months until the one-off cost is earned back". */
  readonly title: string;
  readonly figure: CostFigure;
}

/** What the saving does when one assumption moves and all others stay. */
export interface Sensitivity {
  /** "Neuron: utilization". */
  readonly assumption: string;
  /** The planner file's key. */
  readonly where: string;
  readonly shown: string;
  /** By change in percent, from the lowest: -25, -10, 10, 25. */
  readonly effects: readonly {
    readonly changePercent: number;
    /** The monthly saving then, and how far it is from the saving now. */
    readonly saving: CostFigure;
    readonly difference: CostFigure;
  }[];
}

/** error: the numbers contradict each other, or one cannot be right. doubt: worth a second look. trust: date or source is missing, or old. */
export const COST_PROBLEM_KINDS = ['error', 'doubt', 'trust'] as const;
export type CostProblemKind = (typeof COST_PROBLEM_KINDS)[number];

export interface CostProblem {
  readonly kind: CostProblemKind;
  /** The planner file's key: "cost.current.prices[1]". */
  readonly where: string;
  /** What is wrong and what to do, in one or two sentences. */
  readonly message: string;
}

/** A claim beside what the entered numbers give. */
export interface ClaimCheck {
  readonly claim: string;
  readonly verdict: 'agrees' | 'differs' | 'cannot-tell';
  /** What was claimed, what comes out, and where the difference is explained, how. */
  readonly words: string;
}

export interface CostReport {
  /** As entered; "money" figures are in it. Null where nobody said. */
  readonly currency: string | null;
  readonly input: CostInput;
  readonly sides: readonly CostOfSide[];
  /** Current monthly cost less the Neuron side's; negative where that costs more. */
  readonly saving: CostFigure;
  readonly savingPercent: CostFigure;
  readonly breakEven: readonly BreakEven[];
  /** By size of the effect, largest first. */
  readonly sensitivity: readonly Sensitivity[];
  readonly problems: readonly CostProblem[];
  readonly claims: readonly ClaimCheck[];
}
