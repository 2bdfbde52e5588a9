import { baseName } from '../../text/path';
import type { Positions } from '../../text/positions';
import type { CommandMention, VariableMention, Word } from '../mentions';
import type { ShellMentions } from './commands';
import { type Context, MAX_SHELLS, readSource } from './source';
import { assign, joined } from './variables';
import { extentOf, partOf, type ShellWord } from './word';
import { unwrapped } from './wrappers';

export interface StatementContext extends Context {
  /** Whether it stands in a branch, a loop or behind `&&`: what it assigns may not be so. Default: it does not. */
  readonly sometimes?: boolean;
  /** Positions within a word, where the words' own places do not tell. */
  readonly within?: (word: ShellWord) => Positions | undefined;
}

const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;
const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
const FORGETS: ReadonlySet<string> = new Set(['unset', 'read', 'for', 'select', 'getopts', 'mapfile', 'readarray']);
const SAYS_NOTHING: ReadonlySet<string> = new Set(['in', '[', '[[', 'test', ':']);
const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ash', 'ksh']);
/** So many programs may start each other in one statement. */
const MAX_WRAPPERS = 12;

/** What one statement starts and sets: its words without operators, redirections and keywords of branches. */
export function runStatement(words: readonly ShellWord[], context: StatementContext): ShellMentions {
  const first = words.findIndex(({ text }) => !ASSIGNMENT.test(text));
  if (first < 0) return { commands: [], variables: setAll(words, context) };
  const name = words[first]?.text ?? '';
  const rest = words.slice(first + 1);
  const before = words.slice(0, first).flatMap((word) => mentionOf(word, context));
  if (DECLARES.has(name)) return { commands: [], variables: [...before, ...setAll(rest, context)] };
  if (FORGETS.has(name)) {
    for (const { text } of rest) if (/^[A-Za-z_]\w*$/.test(text)) context.variables.set(text, null);
    return { commands: [], variables: before };
  }
  if (SAYS_NOTHING.has(name) || words.at(-1)?.text === ']]') return { commands: [], variables: before };
  return runProgram(words.slice(first), context, before);
}

function runProgram(
  words: readonly ShellWord[],
  context: StatementContext,
  before: readonly VariableMention[],
): ShellMentions {
  const commands: CommandMention[] = [];
  const variables = [...before];
  let program = words;
  for (let i = 0; i < MAX_WRAPPERS; i += 1) {
    const found = unwrapped(program);
    if (found === null) break;
    variables.push(...found.assignments.flatMap((word) => mentionOf(word, context)));
    if (found.outer !== null) commands.push(commandOf(found.outer, context));
    program = found.inner;
  }
  const script = context.depth < MAX_SHELLS ? scriptOf(program) : null;
  if (script !== null) {
    const { text } = script;
    const positions = context.within?.(script) ?? positionsIn(script, context);
    const { within: _within, sometimes: _sometimes, ...rest } = context;
    const inner = readSource({ ...rest, text, positions, depth: context.depth + 1 });
    return { commands: [...commands, ...inner.commands], variables: [...variables, ...inner.variables] };
  }
  if (program.length > 0) commands.push(commandOf(program, context));
  return { commands, variables };
}

/** The text that a shell is told to run: of `bash -c TEXT` and `eval TEXT`. */
function scriptOf(words: readonly ShellWord[]): ShellWord | null {
  const name = baseName(words[0]?.text ?? '');
  if (name === 'eval') return words.length === 2 ? (words[1] ?? null) : null;
  if (!SHELLS.has(name)) return null;
  for (let at = 1; at < words.length; at += 1) {
    const option = words[at]?.text ?? '';
    if (/^-[a-z]+$/.test(option) && option.includes('c')) return words[at + 1] ?? null;
    if (/^[-+][a-z]*[oO]$/.test(option)) at += 1;
    else if (!/^[-+]/.test(option)) return null;
  }
  return null;
}

function positionsIn({ offsets, start, end }: ShellWord, { positions }: Context): Positions {
  return { range: (from, to) => positions.range(...extentOf(offsets.slice(from, to), start, end)) };
}

function commandOf(words: readonly ShellWord[], { positions, scope }: Context): CommandMention {
  const first = words[0];
  const last = words.findLast(({ end }) => end >= (first?.end ?? 0));
  return {
    words: words.map((word): Word => {
      return { text: word.text, range: positions.range(word.start, word.end), literal: word.literal };
    }),
    range: positions.range(first?.start ?? 0, last?.end ?? 0),
    ...(scope !== undefined && { scope }),
  };
}

/** Sets the variables of `NAME=value` words, and tells them. */
function setAll(words: readonly ShellWord[], context: StatementContext): VariableMention[] {
  for (const word of words) {
    const [prefix, name, plus] = ASSIGNMENT.exec(word.text) ?? [];
    if (prefix === undefined || name === undefined) continue;
    const { text, offsets, literal } = partOf(word, prefix.length);
    const value = { text, offsets, literal, ...(word.elements !== undefined && { elements: word.elements }) };
    const after = plus === '+' ? joined(context.variables.get(name), value) : value;
    // The output of commands is not known, however it is put together.
    assign(context.variables, name, /\$\(|`/.test(text) ? null : after, context.sometimes === true);
  }
  return words.flatMap((word) => mentionOf(word, context));
}

function mentionOf(word: ShellWord, { positions, scope }: Context): VariableMention[] {
  const [prefix, name] = ASSIGNMENT.exec(word.text) ?? [];
  if (prefix === undefined || name === undefined || word.elements !== undefined) return [];
  const value = partOf(word, prefix.length);
  return [
    {
      name,
      value: word.literal ? value.text : null,
      valueRange: value.text === '' ? null : positions.range(value.start, value.end),
      range: positions.range(word.start, word.end),
      ...(scope !== undefined && { scope }),
    },
  ];
}
