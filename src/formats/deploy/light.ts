import type { DataDocument } from '../../text/data';

/**
 * The documents with their data at hand and their places on demand: a parsed YAML document takes ten times the memory of its text, and readings are kept
 * until the end of an audit. `parse` gives the same documents again.
 */
export function lightly(
  documents: readonly DataDocument[],
  parse: () => readonly DataDocument[],
): readonly DataDocument[] {
  let known = new WeakRef(documents);
  const parsed = () => {
    const kept = known.deref();
    if (kept !== undefined) return kept;
    const fresh = parse();
    known = new WeakRef(fresh);
    return fresh;
  };
  return documents.map(({ value }, at) => ({
    value,
    rangeOf: (path) => parsed()[at]?.rangeOf(path) ?? null,
    keyRangeOf: (path) => parsed()[at]?.keyRangeOf(path) ?? null,
  }));
}
