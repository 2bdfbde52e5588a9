import type { Word } from '../mentions';
import type { RangeOf } from './requirement';

const PART = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)|(\s+)|./gs;

/** The words of a command that is one text: Compose splits at spaces and takes quotes off, no shell is asked. */
export function splitCommand(command: string, rangeOf: RangeOf): readonly Word[] {
  const words: Word[] = [];
  let text = '';
  let start = -1;
  const finish = (end: number) => {
    if (start >= 0) words.push({ text, range: rangeOf(start, end), literal: !text.includes('$') });
    text = '';
    start = -1;
  };
  for (const found of command.matchAll(PART)) {
    const [whole, double, single, escaped, bare, space] = found;
    if (space !== undefined) {
      finish(found.index);
      continue;
    }
    if (start < 0) start = found.index;
    text += double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? bare ?? whole;
  }
  finish(command.length);
  return words;
}
