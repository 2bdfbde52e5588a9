import { type Lexer, matchAt, skipBlanks } from './lexer';
import { readWord } from './read-word';
import { closing } from './scan';
import type { ShellWord } from './word';

export type Token = { readonly words: readonly ShellWord[] } | { readonly operator: string };

const REDIRECTION = /\d*(&>>?|<<<|<<-?|<>|>>|>\||[<>]&?)(?!\()/y;
const OPERATOR = /;;&?|;&?|&&|\|\||\|&?|&|[()]|[<>](?=\()/y;

/** The next word or operator (";", "&&", "|", "(", ")", a line's end …); null at the end. Redirections are left out. */
export function nextToken(lexer: Lexer): Token | null {
  const { text } = lexer;
  for (;;) {
    skipBlanks(lexer);
    const char = text[lexer.at];
    if (char === undefined) return null;
    if (char === '\n') {
      lexer.at += 1;
      skipHeredocs(lexer);
      return { operator: char };
    }
    const redirection = matchAt(REDIRECTION, text, lexer.at);
    const operator = redirection === null ? matchAt(OPERATOR, text, lexer.at)?.[0] : undefined;
    if (operator !== undefined) {
      lexer.at += operator.length;
      return { operator };
    }
    if (redirection === null) return { words: readWord(lexer) };
    lexer.at += redirection[0].length;
    redirect(lexer, redirection[1] ?? '');
  }
}

function redirect(lexer: Lexer, operator: string): void {
  skipBlanks(lexer);
  // At an operator or a line's end the redirection is broken: nothing is taken for its target.
  if (/^[\n;&|()<>]?$/.test(lexer.text[lexer.at] ?? '')) return;
  const [target] = readWord(lexer);
  if (target !== undefined && /^<<-?$/.test(operator)) {
    lexer.heredocs.push({ word: target.text, tabs: operator === '<<-' });
  }
}

function skipHeredocs(lexer: Lexer): void {
  for (const { word, tabs } of lexer.heredocs.splice(0)) {
    lexer.lastLines ??= linesOf(lexer.text);
    // Where its end is missing it was none: an operator of arithmetic, say.
    if ((lexer.lastLines.get(word) ?? -1) < lexer.at) continue;
    let line: string;
    do {
      const end = closing(lexer.text, '\n', lexer.at);
      line = lexer.text.slice(lexer.at, end).replace(/\r?\n$/, '');
      lexer.at = end;
    } while ((tabs ? line.trim() : line) !== word && lexer.at < lexer.text.length);
  }
}

function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  for (const line of text.split('\n')) {
    lines.set(line.trim(), at);
    at += line.length + 1;
  }
  return lines;
}
