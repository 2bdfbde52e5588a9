import type { Positions } from '../../text/positions';
import type { CommandMention, VariableMention } from '../mentions';
import type { ShellMentions } from './commands';
import type { Lexer } from './lexer';
import { runStatement } from './statement';
import { nextToken } from './tokens';
import type { ShellVariables } from './variables';
import type { ShellWord } from './word';

/** What the commands of a text are read with. */
export interface Context {
  readonly positions: Positions;
  readonly variables: ShellVariables;
  readonly commentLines: boolean;
  readonly scope?: string;
  /** How many texts within texts (`bash -c`, `$(…)`) this one is in. */
  readonly depth: number;
}

export interface Source extends Context {
  readonly text: string;
}

/** Texts within texts are read this deep. */
export const MAX_SHELLS = 4;

/** All that variables may put in, in characters. */
const BUDGET = 500_000;

const OPENS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'until', 'case', 'select', '{']);
const CLOSES: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);
const CONTINUES: ReadonlySet<string> = new Set([
  'then',
  'do',
  'else',
  'elif',
  '!',
  'time',
  'if',
  'while',
  'until',
  '{',
]);

/** Reads all statements of a text. */
export function readSource(source: Source): ShellMentions {
  const lexer = lexerOf(source);
  const commands: CommandMention[] = [];
  const variables: VariableMention[] = [];
  const take = (found: ShellMentions) => {
    for (const command of found.commands) commands.push(command);
    for (const variable of found.variables) variables.push(variable);
  };
  let words: ShellWord[] = [];
  let blocks = 0;
  let operator = '\n';
  let inPattern = false;
  const finish = (next: string) => {
    let at = 0;
    for (; at < words.length; at += 1) {
      const keyword = words[at]?.text ?? '';
      if (OPENS.has(keyword)) blocks += 1;
      if (CLOSES.has(keyword)) blocks = Math.max(0, blocks - 1);
      if (keyword === 'function') at += 1;
      else if (!CONTINUES.has(keyword) && !CLOSES.has(keyword)) break;
    }
    const statement = words.slice(at);
    words = [];
    const sometimes = blocks > 0 || operator === '&&' || operator === '||';
    operator = next;
    if (statement[0]?.text === 'case') inPattern = true;
    // `name (` begins a function.
    else if (next !== '(') take(runStatement(statement, { ...source, sometimes }));
  };
  for (let token = nextToken(lexer); token !== null; token = nextToken(lexer)) {
    if ('words' in token) {
      if (inPattern && words.length === 0 && token.words[0]?.text === 'esac') inPattern = false;
      for (const word of token.words) words.push(word);
    } else if (inPattern && token.operator !== ')') words = [];
    else if (inPattern) {
      words = [];
      inPattern = false;
    } else {
      finish(token.operator);
      inPattern ||= token.operator.startsWith(';;') || token.operator === ';&';
    }
  }
  finish('\n');
  if (source.depth < MAX_SHELLS) {
    for (const [start, end] of lexer.substitutions) take(readSource(partOfSource(source, start, end)));
  }
  return { commands, variables };
}

function lexerOf({ text, variables, commentLines }: Source): Lexer {
  return { text, at: 0, variables, commentLines, substitutions: [], heredocs: [], lastLines: null, budget: BUDGET };
}

function partOfSource(source: Source, start: number, end: number): Source {
  const { positions } = source;
  const range = (from: number, to: number) => positions.range(start + from, start + to);
  return { ...source, text: source.text.slice(start, end), positions: { range }, depth: source.depth + 1 };
}
