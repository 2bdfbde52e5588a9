/** Which changes of the last report still fit a document. Pure. */
import type { Edit, Finding, TextChange } from '../../model/finding';
import type { RelativePath } from '../../model/host';

/** Text of a document between two places, 1-based as in reports; null where it has no such place. */
export type TextAt = (range: TextChange['range']) => string | null;

/** The edit of a finding where all of it lies in this document and the document still reads as it did. */
export function fittingEdit({ edit, waived }: Finding, path: RelativePath, textAt: TextAt): Edit | null {
  if (edit === undefined || waived !== null) return null;
  return edit.changes.every((change) => change.path === path && textAt(change.range) === change.before) ? edit : null;
}

/** The changes of several edits that do not touch the same text, in the order of the findings. */
export function withoutOverlap(edits: readonly Edit[]): readonly TextChange[] {
  const taken: TextChange[] = [];
  for (const { changes } of edits) {
    const known = changes.filter((change) => !taken.some((other) => same(change, other)));
    if (known.some((change) => taken.some((other) => overlaps(change, other)))) continue;
    taken.push(...known);
  }
  return taken;
}

function same(a: TextChange, b: TextChange): boolean {
  return a.after === b.after && compare(a.range.start, b.range.start) === 0 && compare(a.range.end, b.range.end) === 0;
}

function overlaps({ range: a }: TextChange, { range: b }: TextChange): boolean {
  return compare(a.start, b.end) < 0 && compare(b.start, a.end) < 0;
}

function compare(a: { line: number; column: number }, b: { line: number; column: number }): number {
  return a.line - b.line || a.column - b.column;
}
