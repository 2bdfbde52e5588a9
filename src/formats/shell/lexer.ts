import type { ShellVariables } from './variables';

/** The state of reading one source. */
export interface Lexer {
  readonly text: string;
  at: number;
  readonly variables: ShellVariables;
  /** Whether lines of comments between continued lines are left out, as a Dockerfile does. */
  readonly commentLines: boolean;
  /** Commands whose output is put into a word, by their offsets; to be read as well. */
  readonly substitutions: (readonly [start: number, end: number])[];
  /** Words that end a text for standard input, which begins on the next line. */
  readonly heredocs: { readonly word: string; readonly tabs: boolean }[];
  /** Where each line stands last, for the ends of such texts; made when the first is met. */
  lastLines: ReadonlyMap<string, number> | null;
  /** How many characters variables may still put in: a value that doubles would never end. */
  budget: number;
}

const BLANKS = /(?:[ \t\r\f\v]|\\\r?\n)+/y;
const COMMENT_LINES = /(?:[ \t]*(?:#[^\n]*)?\n)+/y;

/** Moves over spaces, continued lines and a comment. */
export function skipBlanks(lexer: Lexer): void {
  const { text, at } = lexer;
  const blanks = matchAt(BLANKS, text, at)?.[0] ?? '';
  lexer.at += blanks.length;
  if (lexer.commentLines && blanks.includes('\n')) {
    const line = at + blanks.lastIndexOf('\n') + 1;
    const comments = matchAt(COMMENT_LINES, text, line)?.[0] ?? '';
    if (comments !== '') lexer.at = line + comments.length;
    lexer.at += matchAt(BLANKS, text, lexer.at)?.[0].length ?? 0;
  }
  if (text[lexer.at] !== '#') return;
  const end = text.indexOf('\n', lexer.at);
  lexer.at = end < 0 ? text.length : end;
}

/** What a sticky expression matches at a place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
