import type { TextLocation, TextRange } from '../../model/finding';
import type { RelativePath } from '../../model/host';

/** More places than this are counted, not listed. */
const LISTED = 20;

/** Where something stands in a text file: the first places, each once, with the count of all. */
export function placesAt(
  path: RelativePath,
  ranges: readonly TextRange[],
): { locations: TextLocation[]; occurrences: number } {
  const once = [...new Map(ranges.map((range) => [keyOf(range), range])).values()];
  return { locations: once.slice(0, LISTED).map((range) => ({ path, range })), occurrences: once.length };
}

function keyOf({ start, end }: TextRange): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}
