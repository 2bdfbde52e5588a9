import { type Expansion, expansionAt } from './expansion';
import { type Lexer, matchAt, skipBlanks } from './lexer';
import { closing } from './scan';
import type { ShellValue } from './variables';
import { appendValue, appendWritten, emptyDraft, extentOf, type ShellWord, type WordDraft } from './word';

const ENDS = /[ \t\r\f\v\n;&|)<>]/;
const PLAIN = /[^ \t\r\f\v\n'"\\$`;&|()<>{]+/y;
const QUOTED = /[^"\\$`]+/y;
const ASSIGNMENT = /[A-Za-z_]\w*\+?=/y;
/** An action of a template, which an engine fills in before a shell sees it. */
const TEMPLATE = /\{\{[^\n{}]{0,300}\}\}/y;

interface WordReader {
  readonly lexer: Lexer;
  readonly start: number;
  /** `NAME=value`: its value is not split. */
  readonly assigns: boolean;
  readonly words: ShellWord[];
  draft: WordDraft;
}

/**
 * Reads the word at the cursor, which is neither blank nor operator: none where a variable is empty, several where it holds several. `nested`:
 * within an array, which holds no other one.
 */
export function readWord(lexer: Lexer, nested = false): readonly ShellWord[] {
  const { text, at: start } = lexer;
  const assigns = matchAt(ASSIGNMENT, text, start) !== null;
  const reader: WordReader = { lexer, start, assigns, words: [], draft: emptyDraft() };
  for (;;) {
    const char = text[lexer.at];
    if (char === undefined || ENDS.test(char)) break;
    if (char === '(') {
      if (nested || !assigns || !reader.draft.text.endsWith('=')) break;
      return [...reader.words, readArray(reader)];
    }
    if (char === '"') readDoubleQuoted(reader);
    else if (char === "'") readSingleQuoted(reader, lexer.at + 1);
    else if (text.startsWith("$'", lexer.at)) readSingleQuoted(reader, lexer.at + 2);
    else if (char === '$' || char === '`') readExpansion(reader, !assigns);
    else if (char === '\\') readEscape(reader);
    else readPlain(reader);
  }
  finish(reader);
  return reader.words;
}

function finish(reader: WordReader): void {
  const { draft, start, lexer, words } = reader;
  if (draft.text !== '' || draft.quoted) words.push(wordOf(draft, start, lexer.at));
  reader.draft = emptyDraft();
}

function wordOf({ text, offsets, literal }: WordDraft, start: number, end: number): ShellWord {
  const here = offsets.length === 0 || offsets.some((offset) => offset >= start && offset < end);
  const [from, to] = here ? [start, end] : extentOf(offsets, start, end);
  return { text, offsets, start: from, end: to, literal };
}

function readArray({ lexer, draft, start }: WordReader): ShellWord {
  lexer.at += 1;
  const elements: ShellWord[] = [];
  for (;;) {
    skipBlanks(lexer);
    const char = lexer.text[lexer.at];
    if (char === undefined) break;
    if (/[\n;&|<>(]/.test(char)) lexer.at += 1;
    else if (char !== ')') elements.push(...readWord(lexer, true));
    else {
      lexer.at += 1;
      break;
    }
  }
  return { text: draft.text, offsets: draft.offsets, literal: true, start, end: lexer.at, elements };
}

function readPlain(reader: WordReader): void {
  const { text, at } = reader.lexer;
  const plain = matchAt(PLAIN, text, at)?.[0];
  const template = plain === undefined ? matchAt(TEMPLATE, text, at)?.[0] : undefined;
  if (template !== undefined) reader.draft.literal = false;
  take(reader, plain ?? template ?? text.charAt(at));
}

function readSingleQuoted({ lexer, draft }: WordReader, at: number): void {
  draft.quoted = true;
  const end = closing(lexer.text, "'", at);
  const closed = end > at && lexer.text[end - 1] === "'";
  appendWritten(draft, lexer.text.slice(at, closed ? end - 1 : end), at);
  lexer.at = end;
}

function readDoubleQuoted(reader: WordReader): void {
  const { lexer } = reader;
  const { text } = lexer;
  reader.draft.quoted = true;
  lexer.at += 1;
  while (lexer.at < text.length && text[lexer.at] !== '"') {
    const run = matchAt(QUOTED, text, lexer.at)?.[0];
    if (run !== undefined) take(reader, run);
    else if (text[lexer.at] !== '\\') readExpansion(reader, false);
    else if (/["\\$`\r\n]/.test(text.charAt(lexer.at + 1))) readEscape(reader);
    else take(reader, '\\');
  }
  lexer.at = Math.min(lexer.at + 1, text.length);
}

function readEscape({ lexer, draft }: WordReader): void {
  const { text, at } = lexer;
  const continued = /\r?\n/y;
  continued.lastIndex = at + 1;
  if (continued.test(text)) {
    lexer.at = continued.lastIndex;
    return;
  }
  const escaped = text.charAt(at + 1);
  appendWritten(draft, escaped === '' ? '\\' : escaped, escaped === '' ? at : at + 1);
  lexer.at = Math.min(at + 2, text.length);
}

/** `split`: outside quotes, where a value with spaces makes several words. */
function readExpansion(reader: WordReader, split: boolean): void {
  const { lexer } = reader;
  const { text, at } = lexer;
  const expansion = expansionAt(text, at, lexer.variables);
  if (expansion === null) {
    take(reader, text.charAt(at));
    return;
  }
  lexer.at = expansion.end;
  if (expansion.commands !== null) lexer.substitutions.push(expansion.commands);
  if (expansion.sets !== undefined) lexer.variables.set(expansion.sets, expansion.value);
  const value = located(expansion.value, at);
  if (expansion.spread) spread(reader, expansion);
  else if (value === null || !spend(lexer, value.text.length)) {
    appendWritten(reader.draft, text.slice(at, expansion.end), at);
    reader.draft.literal = false;
  } else if (split && /\s/.test(value.text)) splitIn(reader, value);
  else {
    appendValue(reader.draft, value.text, value.offsets);
    reader.draft.literal &&= value.literal;
  }
}

/** A value that was not written in this text stands where it is put in. */
function located(value: ShellValue | null, at: number): ShellValue | null {
  if (value === null || value.offsets.length === value.text.length) return value;
  return { ...value, offsets: Array.from({ length: value.text.length }, () => at) };
}

function splitIn(reader: WordReader, value: ShellValue): void {
  for (const { 0: run, index } of value.text.matchAll(/\s+|\S+/g)) {
    if (/^\s/.test(run)) finish(reader);
    else {
      appendValue(reader.draft, run, value.offsets.slice(index, index + run.length));
      reader.draft.literal &&= value.literal || !/[$`{]/.test(run);
    }
  }
}

/** Each element of the array is a word. */
function spread(reader: WordReader, { value }: Expansion): void {
  if (reader.draft.text === '') reader.draft = emptyDraft();
  finish(reader);
  for (const element of value?.elements ?? []) {
    if (spend(reader.lexer, element.text.length + 1)) reader.words.push(element);
  }
}

/** Takes a run of characters as they are written. */
function take({ lexer, draft }: WordReader, run: string): void {
  appendWritten(draft, run, lexer.at);
  lexer.at += run.length;
}

function spend(lexer: Lexer, characters: number): boolean {
  if (lexer.budget < characters) return false;
  lexer.budget -= characters;
  return true;
}
