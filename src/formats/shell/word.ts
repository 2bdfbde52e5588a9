/** A word of a shell's text before it has a place for the reader. Offsets are those of the source that is read. */
export interface ShellWord {
  /** Without quotes, with known variables put in. */
  readonly text: string;
  /** Where each character of the text was written: of a variable's value, where the variable was set. */
  readonly offsets: readonly number[];
  readonly start: number;
  readonly end: number;
  /** Whether all of the text is known. */
  readonly literal: boolean;
  /** Of an array that is set, `NAME=(…)`: its elements. */
  readonly elements?: readonly ShellWord[];
}

/** A word that is being read. */
export interface WordDraft {
  text: string;
  offsets: number[];
  literal: boolean;
  /** Whether quotes stood in it: `""` is a word, nothing is none. */
  quoted: boolean;
}

export function emptyDraft(): WordDraft {
  return { text: '', offsets: [], literal: true, quoted: false };
}

/** Adds characters that stand in the source one after the other from `at` on. */
export function appendWritten(draft: WordDraft, text: string, at: number): void {
  for (let i = 0; i < text.length; i += 1) draft.offsets.push(at + i);
  draft.text += text;
}

/** Adds a value that was written elsewhere. */
export function appendValue(draft: WordDraft, text: string, offsets: readonly number[]): void {
  for (const offset of offsets) draft.offsets.push(offset);
  draft.text += text;
}

/** Part of a word from the character `from` up to `to`. */
export function partOf(word: ShellWord, from: number, to = word.text.length): ShellWord {
  const offsets = word.offsets.slice(from, to);
  const [start, end] = extentOf(offsets, word.start, word.end);
  return { text: word.text.slice(from, to), offsets, start, end, literal: word.literal };
}

/** The place that shows a text best: the run of its characters as they were written, or the word that stands for them. */
export function extentOf(offsets: readonly number[], start: number, end: number): readonly [number, number] {
  const first = offsets[0];
  if (first === undefined) return [start, end];
  let last = first;
  for (const offset of offsets) {
    if (offset < last || offset > last + MAX_GAP) break;
    last = offset;
  }
  return [first, last + 1];
}

/** Between two characters of a word that stand side by side there may be quotes, escapes and a continued line. */
const MAX_GAP = 80;
