/** What can be said of a dimension whatever the sizes of its symbols are. */
import type { Atom, Dim } from './dim';

/** Both inclusive. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of an expression whose symbols are sizes of at least `least`: 0 is always true, 1 holds for every tensor that is not empty.
 */
export function bounds(dim: Dim, least: 0 | 1): Bounds {
  if (typeof dim === 'number') return { low: dim, high: dim };
  let low = 0;
  let high = 0;
  for (const { atoms, coefficient } of dim.terms) {
    let product: Bounds = { low: 1, high: 1 };
    for (const atom of atoms) product = times(product, atomBounds(atom, least));
    const scaled = times(product, { low: coefficient, high: coefficient });
    low += scaled.low;
    high += scaled.high;
  }
  return { low, high };
}

function atomBounds(atom: Atom, least: 0 | 1): Bounds {
  if (atom.kind === 'symbol') return { low: least, high: Number.POSITIVE_INFINITY };
  const left = bounds(atom.left, least);
  const right = bounds(atom.right, least);
  if (atom.kind === 'min') return { low: Math.min(left.low, right.low), high: Math.min(left.high, right.high) };
  if (atom.kind === 'max') return { low: Math.max(left.low, right.low), high: Math.max(left.high, right.high) };
  if (right.low <= 0) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const corners = [left.low, left.high].flatMap((x) => [over(x, right.low), over(x, right.high)]);
  return { low: Math.floor(Math.min(...corners)), high: Math.floor(Math.max(...corners)) };
}

function times(a: Bounds, b: Bounds): Bounds {
  const corners = [product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high)];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

/** Zero times infinity is zero here: no size is infinite. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** A quotient towards an infinite divisor goes to zero from its own side. */
function over(a: number, b: number): number {
  if (b === Number.POSITIVE_INFINITY) return a < 0 ? -1 : 0;
  return a / b;
}

/** True, false, or null where it depends on the symbols. */
export function isLess(a: Dim, b: Dim, difference: Dim): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const { low, high } = bounds(difference, 0);
  if (high < 0) return true;
  return low >= 0 ? false : null;
}
