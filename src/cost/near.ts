import { compare, type Exact, magnitude, minus, times } from './exact';

/** What two numbers may differ by and still say the same: claims are rounded. One percent. */
const ROUNDING: Exact = { n: 1n, d: 100n };

/** Whether a claim, as people round, says the computed number. */
export function agrees(claimed: Exact, computed: Exact): boolean {
  return compare(magnitude(minus(claimed, computed)), times(magnitude(computed), ROUNDING)) <= 0;
}
