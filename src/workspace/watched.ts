import type { RelativePath } from '../model/host';
import type { Discovery } from './discover';

/** For a caller that is told of every change below a root: what need not be looked for again. Kept from one audit to the next. */
export interface Watched {
  /** Files whose content has changed since the last audit that came to its end; null: anything may have, and files may have come or gone. */
  readonly changed: ReadonlySet<RelativePath> | null;
  /** The last search and what it was asked for. An audit fills it. */
  search: { readonly asked: string; readonly found: Discovery } | null;
}

/**
 * What the last search found, where it was asked the same and nothing changed but the content of files that it found, or of files in `beside`, which
 * no search finds; otherwise what `search` finds.
 */
export async function searchAgain(
  watched: Watched,
  asked: string,
  beside: readonly RelativePath[],
  search: () => Promise<Discovery>,
): Promise<Discovery> {
  const { changed, search: last } = watched;
  if (changed !== null && last?.asked === asked && last.found.cutShort.length === 0) {
    const known = new Set([...beside, ...last.found.candidates.map(({ path }) => path)]);
    if ([...changed].every((path) => known.has(path))) return last.found;
  }
  const found = await search();
  watched.search = { asked, found };
  return found;
}
