/** Arithmetic on ranges of numbers. Ends are doubles: exact up to 2^53, beyond that the nearest, which no decision here depends on. */

/**
 * How well a range is known. exact: the value holds both ends. reachable: some input of the model makes it hold each end. bound: it
 * holds nothing outside, and perhaps far less.
 */
export type Reach = 'exact' | 'reachable' | 'bound';

/** Both ends inclusive. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly reach: Reach;
}

export function interval(low: number, high: number, reach: Reach = 'bound'): Interval {
  return { low, high, reach };
}

/** The range of numbers that an operation of monotonous parts can give, from what it gives at the corners. */
function hull(corners: readonly number[], ...of: readonly Interval[]): Interval {
  return interval(Math.min(...corners), Math.max(...corners), weakest(of));
}

/** A constant beside another value does not weaken it; two values that vary need not be at their ends together. */
function weakest(parts: readonly Interval[]): Reach {
  const varying = parts.filter(({ low, high }) => low !== high);
  return varying.length > 1 ? 'bound' : (varying[0]?.reach ?? 'exact');
}

export function plus(a: Interval, b: Interval): Interval {
  return hull([a.low + b.low, a.high + b.high], a, b);
}

export function minus(a: Interval, b: Interval): Interval {
  return hull([a.low - b.high, a.high - b.low], a, b);
}

export function times(a: Interval, b: Interval): Interval {
  const corners = [product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high)];
  const found = hull(corners, a, b);
  return isSwitch(a, b) || isSwitch(b, a) ? { ...found, reach: 'reachable' } : found;
}

/** Whether the first keeps or clears what the second counts, as a mask does with positions. */
function isSwitch(mask: Interval, counted: Interval): boolean {
  return (
    mask.low === 0 && mask.high === 1 && counted.low >= 0 && mask.reach !== 'bound' && counted.reach === 'reachable'
  );
}

/** Zero times infinity is zero: an element that is zero stays so. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** Integer division as ONNX has it, towards zero; null where the divisor may be zero. */
export function quotient(a: Interval, b: Interval): Interval | null {
  if (b.low <= 0 && b.high >= 0) return null;
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  return hull(corners.map(Math.trunc), a, b);
}

/** @param truncated As C has it, with the sign of the dividend; else as Python, with that of the divisor. Null where the divisor may be zero. */
export function remainder(a: Interval, b: Interval, truncated: boolean): Interval | null {
  if (b.low <= 0 && b.high >= 0) return null;
  const divisor = Math.max(Math.abs(b.low), Math.abs(b.high)) - 1;
  const most = a.low >= 0 && b.low > 0 ? Math.min(divisor, a.high) : divisor;
  const negative = truncated ? a.low < 0 : b.low < 0;
  const positive = truncated ? a.high > 0 : b.high > 0;
  return interval(negative ? -most : 0, positive ? most : 0);
}

export function negative({ low, high, reach }: Interval): Interval {
  return interval(-high, -low, reach);
}

export function absolute(a: Interval): Interval {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negative(a);
  return interval(0, Math.max(-a.low, a.high));
}

/** What either may be. */
export function union(a: Interval, b: Interval, reach: Reach = 'bound'): Interval {
  return interval(Math.min(a.low, b.low), Math.max(a.high, b.high), reach);
}

/** What both allow; the first where they exclude each other. */
export function within(a: Interval, b: Interval): Interval {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  if (low > high) return a;
  return interval(low, high, low === a.low && high === a.high ? a.reach : 'bound');
}

/** Elementwise minimum. */
export function lesser(a: Interval, b: Interval): Interval {
  return interval(Math.min(a.low, b.low), Math.min(a.high, b.high));
}

/** Elementwise maximum. */
export function greater(a: Interval, b: Interval): Interval {
  return interval(Math.max(a.low, b.low), Math.max(a.high, b.high));
}

/** A sum of `least` to `most` elements. */
export function sumOf({ low, high, reach }: Interval, least: number, most: number): Interval {
  return interval(
    Math.min(product(low, least), product(low, most)),
    Math.max(product(high, least), product(high, most)),
    reach === 'bound' || !Number.isFinite(most) ? 'bound' : 'reachable',
  );
}

/** A product of `count` elements, which may be infinitely many. */
export function productOf({ low, high }: Interval, count: number): Interval {
  const most = Math.max(Math.abs(low), Math.abs(high));
  const largest = most <= 1 ? most : most ** count;
  return interval(low >= 0 ? 0 : -largest, Math.max(largest, count === 0 ? 1 : 0));
}

/** By TensorProto.DataType name: what the type can hold; null of types that are no integers. */
export function ofType(dtype: string): Interval | null {
  if (dtype === 'BOOL') return interval(0, 1, 'reachable');
  const [, unsigned, bits] = /^(U?)INT(\d+)$/.exec(dtype) ?? [];
  if (bits === undefined) return null;
  const size = 2 ** Number(bits);
  return unsigned === 'U' ? interval(0, size - 1) : interval(-size / 2, size / 2 - 1);
}

/** What 32 bits hold of the integer type: signed of INT64, unsigned of UINT64. */
export function in32Bits(dtype: string): Interval {
  return dtype.startsWith('U') ? interval(0, 2 ** 32 - 1) : interval(-(2 ** 31), 2 ** 31 - 1);
}

/** Whether every number of the first lies in the second. */
export function isWithin(a: Interval, b: Interval): boolean {
  return a.low >= b.low && a.high <= b.high;
}
