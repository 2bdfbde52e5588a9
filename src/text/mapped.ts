import type { Positions } from './positions';

/**
 * Positions of a text that was made from another one (escapes taken out, parts joined): `offsets` says where each of its characters stands in the
 * text that `positions` are of.
 */
export function mappedPositions(offsets: readonly number[], positions: Positions): Positions {
  const last = (offsets.at(-1) ?? -1) + 1;
  return {
    range(start, end) {
      const from = offsets[start] ?? last;
      const to = end > start ? (offsets[end - 1] ?? last - 1) + 1 : from;
      return positions.range(from, Math.max(from, to));
    },
  };
}
