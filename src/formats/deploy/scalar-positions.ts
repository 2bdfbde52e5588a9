import type { TextRange } from '../../model/finding';
import type { Positions } from '../../text/positions';

/**
 * Where the characters of a text in YAML stand in its file: of a literal block ("|") and of a text on one line that is written as it is read. Null of
 * others, whose characters have no place of their own. `lines`: of the file; `written`: where the text stands; `value`: what was read.
 */
export function scalarPositions(lines: readonly string[], written: TextRange, value: string): Positions | null {
  const first = lines[written.start.line - 1] ?? '';
  const from = written.start.column - 1;
  if (first[from] === '|') return blockPositions(lines, written.start.line + 1, value);
  if (written.start.line !== written.end.line) return null;
  const at = first.slice(0, written.end.column - 1).indexOf(value, from);
  if (at < 0) return null;
  const place = (offset: number) => ({ line: written.start.line, column: at + offset + 1 });
  return { range: (start, end) => ({ start: place(start), end: place(end) }) };
}

/** Each line of a literal block is one line of the file behind the block's indentation. */
function blockPositions(lines: readonly string[], from: number, value: string): Positions {
  const starts = [0];
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) starts.push(at + 1);
  const place = (offset: number) => {
    const line = lineOf(starts, offset);
    const text = value.slice(starts[line] ?? 0, (starts[line + 1] ?? value.length + 1) - 1);
    const indent = Math.max(0, (lines[from + line - 1] ?? '').length - text.length);
    return { line: from + line, column: indent + offset - (starts[line] ?? 0) + 1 };
  };
  return { range: (start, end) => ({ start: place(start), end: place(end) }) };
}

/** Index of the last start that is at most the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
