/** Exact numbers as figures of the report. */
import type { CostFigure, CostFigureInput, CostUnit, PriceUnit, Sourced } from '../model/cost';
import { isKnown, type Known } from './evaluate';
import { approximate, type Exact, grouped, readable, times, whole } from './exact';

const UNIT_WORDS: Readonly<Record<Exclude<CostUnit, 'money' | 'percent' | 'share'>, string>> = {
  months: ' months',
  tokens: ' tokens',
  'tokens/s': ' tokens/s',
  requests: ' requests',
  instances: ' instances',
  hours: ' hours',
  ratio: ' ×',
};

export const PER_WORDS: Readonly<Record<PriceUnit, string>> = {
  'instance-hour': 'per instance-hour',
  token: 'per token',
  'thousand-tokens': 'per thousand tokens',
  'million-tokens': 'per million tokens',
  request: 'per request',
  month: 'per month',
  once: 'once',
};

/** "1,200,000.00 USD". */
export function money(value: Exact, currency: string | null): string {
  return `${readable(value, 2)}${currency === null ? '' : ` ${currency}`}`;
}

/** "44.5 %". */
export function percent(value: Exact): string {
  return `${grouped(value, 0, 2)} %`;
}

/** A number with its unit. */
export function shownAs(value: Exact, unit: CostUnit, currency: string | null): string {
  if (unit === 'money') return money(value, currency);
  if (unit === 'percent') return percent(value);
  if (unit === 'share') return `${readable(value, 0)} (${percent(times(value, whole(100)))})`;
  return `${grouped(value, 0, 2)}${UNIT_WORDS[unit]}`;
}

interface Derivation {
  readonly unit: CostUnit;
  readonly formula: string;
  readonly inputs: readonly CostFigureInput[];
  readonly currency: string | null;
}

export function figure(value: Known, { unit, formula, inputs, currency }: Derivation): CostFigure {
  if (!isKnown(value)) return { value: null, unit, shown: 'unknown', formula, inputs, reason: value };
  return { value: approximate(value), unit, shown: shownAs(value, unit, currency), formula, inputs, reason: null };
}

/** Where a number was entered, with what the user says of it. */
export function origin(where: string, { date, source }: Sourced): string {
  return [`planner file, ${where}`, source ?? 'no source', date ?? 'no date'].join('; ');
}
