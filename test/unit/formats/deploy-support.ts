import type { OtherReading } from '../../../src/formats/reading';
import type { TextRange } from '../../../src/model/finding';
import { read } from '../../support/rule-fixture';

/** The reading of a file that was read, with its mentions. */
export async function mentionsOf(path: string, text: string) {
  const reading = await read(path, text);
  if (!('mentions' in reading)) throw new Error(`${path} was not read: ${reading.reason}`);
  return { reading: reading as OtherReading, mentions: reading.mentions };
}

/** The text at a range of one line, or of several. */
export function slice(text: string, range: TextRange | null | undefined): string | null {
  if (!range) return null;
  const lines = text.split(/\r\n|\r|\n/).slice(range.start.line - 1, range.end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, range.end.column - 1);
  lines[0] = (lines[0] ?? '').slice(range.start.column - 1);
  return lines.join('\n');
}
