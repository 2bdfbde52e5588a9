import type { Positions } from '../../text/positions';
import type { CommandMention, VariableMention, Word } from '../mentions';
import { readSource } from './source';
import { runStatement } from './statement';
import type { ShellVariables } from './variables';
import type { ShellWord } from './word';

/** What a shell's text starts and sets. */
export interface ShellMentions {
  readonly commands: readonly CommandMention[];
  readonly variables: readonly VariableMention[];
}

export interface ShellOptions {
  /** Variables that are known from elsewhere (ENV and ARG of a Dockerfile, a manifest's `env`). */
  readonly known?: ReadonlyMap<string, string>;
  /** The scope of all mentions. */
  readonly scope?: string;
  /** Whether lines of comments between continued lines are left out, as a Dockerfile does. */
  readonly commentLines?: boolean;
}

/**
 * The commands and variables of a POSIX or Bash text, tolerant of what is broken: quotes, escapes, continued lines, comments, substitutions and
 * branches are understood, texts for standard input (`<<EOF`) are skipped. Wrappers (`sudo`, `env`, `srun` …) are taken off, of which those that
 * say something by themselves (`srun`, `mpirun`) are told as commands of their own; the text of `bash -c` is read as well. Variables with known
 * values are put in; a word that comes from one has the place where its value was written. Takes time in proportion to the text.
 * `offset`: where the text stands among the `positions`.
 */
export function shellCommands(
  text: string,
  positions: Positions,
  offset: number,
  options: ShellOptions = {},
): ShellMentions {
  const range = (start: number, end: number) => positions.range(offset + start, offset + end);
  return readSource({ text, positions: { range }, depth: 0, ...context(options) });
}

/** One element of a command that is written as a list. */
export interface ListedWord extends Word {
  /** Ranges in the source for offsets of the text; absent: all of it has the word's range. */
  readonly positions?: Positions;
}

/** The same of a command that is written as a list: `CMD ["vllm", "serve"]`, `command:` and `args:` of a container. */
export function wordsOf(list: readonly Word[] | readonly ListedWord[], options: ShellOptions = {}): ShellMentions {
  const { variables, ...rest } = context(options);
  // Every element has a place of its own: the words count as their own positions.
  const words = list.map(({ text, literal }, at): ShellWord => {
    return { text, literal, offsets: Array.from(text, () => at), start: at, end: at + 1 };
  });
  const range = (start: number, end: number) => {
    const first = list[start]?.range;
    const last = list[end - 1]?.range ?? first;
    const nowhere = { line: 1, column: 1 };
    return { start: first?.start ?? nowhere, end: last?.end ?? nowhere };
  };
  const within = (word: ShellWord) => (list[word.start] as ListedWord | undefined)?.positions;
  return runStatement(words, { positions: { range }, depth: 0, within, variables, ...rest });
}

function context({ known, scope, commentLines = false }: ShellOptions) {
  const variables: ShellVariables = new Map();
  for (const [name, text] of known ?? []) {
    variables.set(name, { text, offsets: [], literal: true });
  }
  return { variables, commentLines, ...(scope !== undefined && { scope }) };
}
