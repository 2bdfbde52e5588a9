import type { TextRange } from '../../src/model/finding';

/** The text that a range covers; lines end with "\n". */
export function textAt(text: string, { start, end }: TextRange): string {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return lines.join('\n');
}
