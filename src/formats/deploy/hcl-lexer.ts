/**
 * The words of HCL, Terraform's language. No parser of HCL in JavaScript keeps places and fits the size of this tool, so this is a small tolerant
 * reader of our own: blocks, attributes, texts, heredocs, lists and objects; of any other expression it keeps the words as they stand.
 */
export interface HclToken {
  /** end: of the file. break: one or more ends of lines. */
  readonly kind: 'name' | 'text' | 'number' | 'mark' | 'break' | 'end';
  readonly start: number;
  readonly end: number;
  /** Of a text without its quotes, with its escapes resolved; else as written. */
  readonly value: string;
}

const NAME = /[A-Za-z_][\w-]*/y;
const NUMBER = /\d[\w.]*/y;
const BLANK = /[ \t\r]+/y;
const HEREDOC = /<<-?([A-Za-z_]\w{0,60})[ \t]*\r?\n/y;

/** The token that begins at or behind an offset. Every character is looked at a bounded number of times. */
export function nextToken(text: string, from: number): HclToken {
  let at = from;
  let broken = -1;
  for (;;) {
    at = endOf(BLANK, text, at) ?? at;
    const char = text[at];
    if (char === '\n') {
      if (broken < 0) broken = at;
      at += 1;
    } else if (char === '#' || text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = behind(text, '*/', at + 2);
    else break;
  }
  if (broken >= 0) return { kind: 'break', start: broken, end: at, value: '\n' };
  const char = text[at];
  if (char === undefined) return { kind: 'end', start: text.length, end: text.length, value: '' };
  if (char === '"') return quoted(text, at);
  if (char === '<') {
    const heredoc = heredocAt(text, at);
    if (heredoc !== null) return heredoc;
  }
  for (const [kind, pattern] of [
    ['name', NAME],
    ['number', NUMBER],
  ] as const) {
    const end = endOf(pattern, text, at);
    if (end !== null) return { kind, start: at, end, value: text.slice(at, end) };
  }
  return { kind: 'mark', start: at, end: at + 1, value: char };
}

/** A text in quotes; an expression `${…}` in it may hold quotes of its own. */
function quoted(text: string, start: number): HclToken {
  let value = '';
  let depth = 0;
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\n') break;
    if (char === '\\' && depth === 0) {
      at += 1;
      value += text[at] === 'n' ? '\n' : (text[at] ?? '');
      continue;
    }
    if (char === '"' && depth === 0) break;
    if ((char === '$' || char === '%') && text[at + 1] === '{') depth += 1;
    else if (char === '}' && depth > 0) depth -= 1;
    value += char;
  }
  return { kind: 'text', start, end: Math.min(at + 1, text.length), value };
}

function heredocAt(text: string, start: number): HclToken | null {
  HEREDOC.lastIndex = start;
  const [opening, mark] = HEREDOC.exec(text) ?? [];
  if (opening === undefined || mark === undefined) return null;
  const from = start + opening.length;
  for (let line = from; line < text.length; line = endOfLine(text, line) + 1) {
    const end = endOfLine(text, line);
    if (text.slice(line, end).trim() === mark) return { kind: 'text', start, end, value: text.slice(from, line) };
  }
  return { kind: 'text', start, end: text.length, value: text.slice(from) };
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function behind(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end + mark.length;
}
