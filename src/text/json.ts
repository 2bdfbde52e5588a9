import { JsonFault, readString, readWord } from './json-scalar';
import { quoted } from './quote';

export interface JsonNode {
  /** Offsets in the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Plain data; numbers beyond the range of a double are rounded or infinite. */
  readonly value: unknown;
  /** Of the key with its quotes; absent in arrays and at the top. */
  readonly key?: readonly [start: number, end: number];
  /** Of an object by key, of an array by index; absent for scalars. */
  readonly children?: ReadonlyMap<string | number, JsonNode>;
}

export interface JsonText {
  readonly root: JsonNode;
  /** Clauses on what the standard does not allow, e.g. "it holds comments". */
  readonly oddities: readonly string[];
}

interface Cursor {
  readonly text: string;
  at: number;
  readonly oddities: Set<string>;
}

/** An object or array that is not closed yet. */
interface Open {
  readonly start: number;
  readonly close: '}' | ']';
  readonly value: Record<string, unknown> | unknown[];
  readonly children: Map<string | number, JsonNode>;
  /** The key whose value comes next. */
  key: string;
  keyPlace: readonly [start: number, end: number];
}

const MAX_DEPTH = 200;

/**
 * Reads JSON with the place of every value. More lenient than the standard where people are (comments, commas before a closing bracket, repeated
 * keys; all of it is told) and where Python is (NaN, Infinity). Throws a {@link JsonFault}. Does not recurse: no nesting overflows the stack.
 */
export function parseJson(text: string): JsonText {
  const cursor: Cursor = { text, at: 0, oddities: new Set() };
  const stack: Open[] = [];
  for (;;) {
    skipGap(cursor);
    const node = advance(cursor, stack);
    const parent = stack.at(-1);
    if (node !== null && parent) attach(parent, node);
    else if (node !== null) {
      skipGap(cursor);
      if (cursor.at < text.length)
        throw new JsonFault(cursor.at, text.length, 'more text follows after the end of the JSON');
      return { root: node, oddities: [...cursor.oddities] };
    }
  }
}

/** Reads one scalar or one bracket. Gives the value that is complete with it; null after an opening bracket. */
function advance(cursor: Cursor, stack: Open[]): JsonNode | null {
  const { text } = cursor;
  const open = stack.at(-1);
  if (open) {
    const filled = open.children.size > 0;
    const comma = filled && text[cursor.at] === ',';
    if (comma) {
      cursor.at += 1;
      skipGap(cursor);
    }
    if (text[cursor.at] === open.close) {
      if (comma) cursor.oddities.add('it holds commas before a closing bracket');
      stack.pop();
      cursor.at += 1;
      return { start: open.start, end: cursor.at, value: open.value, children: open.children };
    }
    if (filled && !comma) throw expected(cursor, `a comma or ${open.close}`);
    if (open.close === '}') open.key = readKey(cursor, open);
  }
  const start = cursor.at;
  const char = text[start];
  if (char === '{' || char === '[') {
    if (stack.length >= MAX_DEPTH)
      throw new JsonFault(start, start + 1, `it is nested deeper than ${MAX_DEPTH} levels`);
    const close = char === '{' ? '}' : ']';
    stack.push({ start, close, value: char === '{' ? {} : [], children: new Map(), key: '', keyPlace: [0, 0] });
    cursor.at += 1;
    return null;
  }
  const { value, end } = char === '"' ? readString(text, start) : readWord(text, start);
  cursor.at = end;
  return { start, end, value };
}

/** Reads `"key" :` and the gap behind it. */
function readKey(cursor: Cursor, open: Open): string {
  if (cursor.text[cursor.at] !== '"') throw expected(cursor, `a key in double quotes or ${open.close}`);
  const { value, end } = readString(cursor.text, cursor.at);
  if (open.children.has(value)) {
    cursor.oddities.add(`the key ${quoted(value)} stands in it twice, of which the last counts`);
  }
  open.keyPlace = [cursor.at, end];
  cursor.at = end;
  skipGap(cursor);
  if (cursor.text[cursor.at] !== ':') throw expected(cursor, 'a colon');
  cursor.at += 1;
  skipGap(cursor);
  return value;
}

function attach(parent: Open, node: JsonNode): void {
  if (Array.isArray(parent.value)) {
    parent.children.set(parent.value.length, node);
    parent.value.push(node.value);
  } else {
    parent.children.set(parent.key, { ...node, key: parent.keyPlace });
    // Not by assignment: "__proto__" would set the prototype.
    Object.defineProperty(parent.value, parent.key, {
      value: node.value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

/** Moves on to the next character that is neither space nor comment. */
function skipGap(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    while (isSpace(text.charCodeAt(cursor.at))) cursor.at += 1;
    const start = cursor.at;
    if (text[start] === '#' || text.startsWith('//', start)) {
      const end = text.indexOf('\n', start);
      cursor.at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', start)) {
      const end = text.indexOf('*/', start + 2);
      if (end < 0) throw new JsonFault(start, text.length, 'a comment is not closed');
      cursor.at = end + 2;
    } else return;
    cursor.oddities.add('it holds comments');
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function expected({ text, at }: Cursor, what: string): JsonFault {
  if (at >= text.length) return new JsonFault(at, at, 'the file ends before the JSON is complete');
  return new JsonFault(at, at + 1, `${what} is missing`);
}
