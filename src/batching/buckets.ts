import type { Lengths } from './lengths';

/** More buckets than this are never searched for. */
export const MAX_BUCKETS = 64;

/** The best set of so many buckets. */
export interface Best {
  /** Positions in {@link Lengths.lengths}, ascending; the last is the longest length. */
  readonly bounds: readonly number[];
  /** Elements that are computed: of each request the length of its bucket. */
  readonly computed: number;
}

/**
 * For 1, 2, … buckets the set that computes the fewest elements, where each request is padded to the smallest bucket that holds it. An
 * optimal set only has lengths that occur as bounds, and the last is the longest. There are at most `most` sets, and no more than
 * different lengths.
 *
 * Exact, by dynamic programming over the bound of the last bucket. The best bound before it never moves back when the last one moves on
 * (the cost of a bucket satisfies the quadrangle inequality), so that each further bucket takes n·log n steps for n different lengths.
 */
export function bestBuckets({ lengths, requests }: Pick<Lengths, 'lengths' | 'requests'>, most: number): Best[] {
  const n = lengths.length;
  const upTo = cumulated(requests);
  const of = (bound: number): number => lengths[bound] ?? 0;
  const count = (after: number, bound: number): number => (upTo[bound + 1] ?? 0) - (upTo[after + 1] ?? 0);
  // The cost of the best set of k buckets for the lengths up to each bound.
  let costs = lengths.map((length, bound) => length * count(-1, bound));
  const before: Int32Array[] = [new Int32Array(n).fill(-1)];
  const sets: Best[] = [];
  for (let k = 1; k <= Math.min(most, n, MAX_BUCKETS); k++) {
    if (k > 1) {
      const { next, choice } = oneMore(costs, k, (after, bound) => of(bound) * count(after, bound));
      costs = next;
      before.push(choice);
    }
    sets.push({ bounds: boundsOf(before, n - 1), computed: costs[n - 1] ?? 0 });
  }
  return sets;
}

/** The costs with one bucket more, and the bound before the last one that gives each. `k`: the buckets there are then. */
function oneMore(
  costs: readonly number[],
  k: number,
  cost: (after: number, bound: number) => number,
): { next: number[]; choice: Int32Array } {
  const n = costs.length;
  const next = costs.map(() => Number.POSITIVE_INFINITY);
  const choice = new Int32Array(n).fill(-1);
  // Ranges of bounds still to be settled, each with the range in which its best bound before lies; a stack, so that nothing recurses.
  const pending: [from: number, to: number, least: number, most: number][] = [[k - 1, n - 1, k - 2, n - 2]];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const [from, to, least, most] = range;
    if (from > to) continue;
    const middle = (from + to) >> 1;
    let best = least;
    for (let after = least; after <= Math.min(most, middle - 1); after++) {
      const whole = (costs[after] ?? Number.POSITIVE_INFINITY) + cost(after, middle);
      if (whole < (next[middle] ?? 0)) {
        next[middle] = whole;
        best = after;
      }
    }
    choice[middle] = best;
    pending.push([from, middle - 1, least, best], [middle + 1, to, best, most]);
  }
  return { next, choice };
}

function boundsOf(before: readonly Int32Array[], last: number): number[] {
  const bounds: number[] = [];
  for (let k = before.length - 1, bound = last; k >= 0 && bound >= 0; k--) {
    bounds.unshift(bound);
    bound = before[k]?.[bound] ?? -1;
  }
  return bounds;
}

function cumulated(numbers: readonly number[]): Float64Array {
  const sums = new Float64Array(numbers.length + 1);
  for (const [at, number] of numbers.entries()) sums[at + 1] = (sums[at] ?? 0) + number;
  return sums;
}
