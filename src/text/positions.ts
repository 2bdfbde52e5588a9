import type { TextRange } from '../model/finding';

/** Turns offsets of one text (UTF-16 code units) to 1-based lines and columns, as editors count them: "\n", "\r\n" and "\r" end a line. */
export interface Positions {
  /** `end` is exclusive. Offsets beyond the text are taken for its end. */
  range(start: number, end: number): TextRange;
}

/** Reads the text once; each position then takes a binary search. */
export function positionsOf(text: string): Positions {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  const position = (offset: number) => {
    const at = Math.min(Math.max(offset, 0), text.length);
    const line = lastNotAbove(starts, at);
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
  return { range: (start, end) => ({ start: position(start), end: position(end) }) };
}

/** Index of the last element that is at most `value`; `sorted` ascends and starts with 0. */
function lastNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
