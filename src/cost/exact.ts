/** Exact numbers: fractions of whole numbers, so that money never shows what binary fractions make of it. */

import type { Decimal } from '../model/cost';
import { withoutZeros } from '../text/decimal';

/** n / d with d > 0. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };

export function whole(value: number | bigint): Exact {
  return { n: BigInt(value), d: 1n };
}

/** A decimal in plain digits, as the planner file's reader gives it. */
export function exactOf(decimal: Decimal): Exact {
  const [before = '0', after = ''] = decimal.split('.');
  return reduced(BigInt(before + after), 10n ** BigInt(after.length));
}

export function plus(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function times(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.n, a.d * b.d);
}

/** Null for a division by zero. */
export function over(a: Exact, b: Exact): Exact | null {
  return b.n === 0n ? null : b.n < 0n ? reduced(-a.n * b.d, a.d * -b.n) : reduced(a.n * b.d, a.d * b.n);
}

/** Below 0, 0 or above 0, as for sorting. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function magnitude(a: Exact): Exact {
  return a.n < 0n ? { n: -a.n, d: a.d } : a;
}

/** The least whole number that is not below. */
export function ceiling(a: Exact): Exact {
  const down = a.n / a.d;
  return whole(down * a.d < a.n ? down + 1n : down);
}

/** The greatest whole number that is not above; for numbers of at least 0. */
export function floor(a: Exact): Exact {
  return whole(a.n / a.d);
}

/** Rounded to 12 significant digits, half away from zero: the nearest number that a reader would write. */
export function approximate(a: Exact): number {
  if (a.n === 0n) return 0;
  const exponent = 11 - magnitudeDigits(a);
  return Number(`${scaled(a, exponent)}e${-exponent}`);
}

/** "1,234.50": grouped by thousands, with between `least` and `most` digits after the point, half away from zero. */
export function grouped(a: Exact, least: number, most: number): string {
  const digits = scaled(magnitude(a), most)
    .toString()
    .padStart(most + 1, '0');
  const before = BigInt(digits.slice(0, digits.length - most)).toLocaleString('en-US');
  const after = withoutZeros(digits.slice(digits.length - most)).padEnd(least, '0');
  const sign = a.n < 0n && /[1-9]/.test(digits) ? '-' : '';
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}

/** {@link grouped} with as many digits after the point as four significant ones need where the number is small. */
export function readable(a: Exact, least: number): string {
  return grouped(a, least, a.n === 0n ? least : Math.min(18, Math.max(least, 3 - magnitudeDigits(a))));
}

/** The power of ten of the first digit: 0 for 1 to 9.99, -1 for 0.1. */
function magnitudeDigits({ n, d }: Exact): number {
  const absolute = n < 0n ? -n : n;
  const guess = absolute.toString().length - d.toString().length;
  const atLeast = guess >= 0 ? absolute >= d * 10n ** BigInt(guess) : absolute * 10n ** BigInt(-guess) >= d;
  return atLeast ? guess : guess - 1;
}

/** a × 10^exponent as a whole number, half away from zero. */
function scaled({ n, d }: Exact, exponent: number): bigint {
  const [up, down] = exponent >= 0 ? [n * 10n ** BigInt(exponent), d] : [n, d * 10n ** BigInt(-exponent)];
  const half = up < 0n ? -down : down;
  return (2n * up + half) / (2n * down);
}

function reduced(n: bigint, d: bigint): Exact {
  const by = divisor(n < 0n ? -n : n, d);
  return by === 1n ? { n, d } : { n: n / by, d: d / by };
}

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
