/** Lengths that requests have: different lengths in ascending order, how many requests have each, and how many elements those hold. */
export interface Lengths {
  /** Ascending, each once. */
  readonly lengths: readonly number[];
  /** Requests of each length. */
  readonly requests: readonly number[];
  /** Elements of these requests; length × requests, and less where lengths were put together under the longest of them. */
  readonly elements: readonly number[];
  /** What lengths were rounded up to a multiple of; 1: none were. */
  readonly step: number;
  /** Different lengths before any were put together. */
  readonly distinct: number;
  readonly shortest: number;
}

/** Dimensions of tensors are 32-bit numbers on the device. */
export const MAX_LENGTH = 2 ** 31 - 1;

/**
 * Different lengths that the search for buckets takes: it needs memory and time for each of them, and the loss of rounding up to the next
 * multiple is then below a thousandth of the longest.
 */
export const MAX_DISTINCT = 4096;

/** Of counted requests by length; lengths beyond {@link MAX_DISTINCT} different ones are rounded up. Null of none. */
export function lengthsOf(counts: ReadonlyMap<number, number>): Lengths | null {
  const sorted = [...counts].filter(([, requests]) => requests > 0).sort(([a], [b]) => a - b);
  const [first] = sorted;
  const longest = sorted.at(-1)?.[0];
  if (first === undefined || longest === undefined) return null;
  const step = sorted.length <= MAX_DISTINCT ? 1 : Math.ceil(longest / MAX_DISTINCT);
  const groups = new Map<number, { requests: number; elements: number }>();
  for (const [length, requests] of sorted) {
    const bound = Math.min(Math.ceil(length / step) * step, longest);
    const group = groups.get(bound) ?? { requests: 0, elements: 0 };
    group.requests += requests;
    group.elements += length * requests;
    groups.set(bound, group);
  }
  return grouped(groups, { step, distinct: sorted.length, shortest: first[0] });
}

/** Every whole length from `first` to `last` once. Takes time by the number of groups, not of lengths. */
export function uniformLengths(first: number, last: number): Lengths {
  const distinct = last - first + 1;
  const step = distinct <= MAX_DISTINCT ? 1 : Math.ceil(last / MAX_DISTINCT);
  const groups = new Map<number, { requests: number; elements: number }>();
  for (let from = first; from <= last; ) {
    const bound = Math.min(Math.ceil(from / step) * step, last);
    const requests = bound - from + 1;
    groups.set(bound, { requests, elements: (requests * (from + bound)) / 2 });
    from = bound + 1;
  }
  return grouped(groups, { step, distinct, shortest: first });
}

function grouped(
  groups: ReadonlyMap<number, { readonly requests: number; readonly elements: number }>,
  rest: Pick<Lengths, 'step' | 'distinct' | 'shortest'>,
): Lengths {
  return {
    lengths: [...groups.keys()],
    requests: [...groups.values()].map(({ requests }) => requests),
    elements: [...groups.values()].map(({ elements }) => elements),
    ...rest,
  };
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Null where all requests padded to the longest are still a number that is exact; else a clause. */
export function tooMany({ lengths, requests }: Lengths): string | null {
  return Number.isSafeInteger((lengths.at(-1) ?? 0) * total(requests))
    ? null
    : 'the lengths add up to more than 2^53; scale the counts down';
}
