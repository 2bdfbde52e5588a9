/** The text format of protocol buffers, as far as configs need it. Source: protobuf.dev, "Text Format Language Specification". */
import { type DataDocument, DataFault, type DataPath } from '../../text/data';
import { type Positions, positionsOf } from '../../text/positions';

interface Node {
  /** A text, a number, a bare word, or a message. */
  readonly value: string | number | Message;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** Each field with all its values, in order: whether one repeats is not written in the text. */
type Message = Map<string, Node[]>;

const MAX_DEPTH = 100;

/** A token: what it is, and where. */
interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Parses a message. Its value is an object that holds for each field the list of its values; numbers stay numbers, bare words (true, KIND_GPU)
 * become texts. Throws a {@link DataFault}.
 */
export function pbtxtData(text: string): DataDocument {
  const positions = positionsOf(text);
  const root = parse(text, positions);
  const at = (path: DataPath): Node | null => {
    let message: Message | undefined = root;
    let node: Node | null = null;
    for (let i = 0; i < path.length; i += 2) {
      node = message?.get(String(path[i]))?.[Number(path[i + 1] ?? 0)] ?? null;
      if (node === null) return null;
      message = node.value instanceof Map ? node.value : undefined;
    }
    return node;
  };
  return {
    value: plain(root),
    rangeOf(path) {
      const node = at(path);
      return node === null ? null : positions.range(node.start, node.end);
    },
    keyRangeOf(path) {
      const node = at(path);
      return node === null ? null : positions.range(node.nameStart, node.nameEnd);
    },
  };
}

/** As deep as the message, which {@link MAX_DEPTH} bounds. */
function plain(message: Message): Record<string, unknown> {
  return Object.fromEntries(
    [...message].map(([name, nodes]) => [
      name,
      nodes.map(({ value }) => (value instanceof Map ? plain(value) : value)),
    ]),
  );
}

/** A message that is being read. */
interface Open {
  readonly message: Message;
  /** The sign that ends it; empty for the file. */
  readonly close: string;
  /** Its place in the message around it. */
  readonly name: Token;
  readonly start: number;
  /** Whether it stands in a list, so that a comma or the end of the list follows. */
  readonly listed: boolean;
}

function parse(text: string, positions: Positions): Message {
  const tokens = tokensOf(text, positions);
  const root: Message = new Map();
  const nothing: Token = { kind: 'end', text: '', start: 0, end: 0 };
  const open: Open[] = [{ message: root, close: '', name: nothing, start: 0, listed: false }];
  /** The field whose list is being read. */
  const lists: (Token | null)[] = [null];
  let i = 0;
  const next = () => tokens[i] ?? nothing;
  const fail = (token: Token, what: string): never => {
    throw new DataFault(what, positions.range(token.start, token.end));
  };
  for (;;) {
    const top = open.at(-1);
    if (top === undefined) return root;
    const token = next();
    const list = lists.at(-1) ?? null;
    if (list !== null) {
      // Within "name: [ … ]".
      if (token.text === ',' && token.kind === 'sign') i += 1;
      else if (token.text === ']' && token.kind === 'sign') {
        lists[lists.length - 1] = null;
        i += 1;
      } else readValue(list, true);
      continue;
    }
    if (token.kind === 'end') {
      if (open.length > 1) fail(token, 'a message is not closed');
      return root;
    }
    if (token.kind === 'sign' && (token.text === ',' || token.text === ';')) {
      i += 1;
      continue;
    }
    if (token.kind === 'sign' && token.text === top.close) {
      i += 1;
      close(top, token);
      continue;
    }
    if (token.kind !== 'word') fail(token, `a field is expected here, not ${JSON.stringify(token.text.slice(0, 20))}`);
    i += 1;
    if (next().text === ':' && next().kind === 'sign') i += 1;
    if (next().text === '[' && next().kind === 'sign') {
      i += 1;
      lists[lists.length - 1] = token;
    } else readValue(token, false);
  }

  function readValue(name: Token, listed: boolean): void {
    const token = next();
    i += 1;
    if (token.kind === 'sign' && (token.text === '{' || token.text === '<')) {
      if (open.length > MAX_DEPTH) fail(token, 'it is nested too deeply');
      open.push({ message: new Map(), close: token.text === '{' ? '}' : '>', name, start: token.start, listed });
      lists.push(null);
      return;
    }
    if (token.kind === 'sign' || token.kind === 'end') fail(token, `the field ${name.text.slice(0, 60)} has no value`);
    let { end } = token;
    let value: string | number = token.kind === 'number' ? numberOf(token.text) : token.text;
    // Texts one after the other are one text.
    while (token.kind === 'text' && next().kind === 'text') {
      value = `${value}${next().text}`;
      end = next().end;
      i += 1;
    }
    add(open.at(-1)?.message ?? root, name, { value, start: token.start, end });
  }

  function close(top: Open, token: Token): void {
    open.pop();
    lists.pop();
    add(open.at(-1)?.message ?? root, top.name, { value: top.message, start: top.start, end: token.end });
  }
}

function add(message: Message, name: Token, value: Pick<Node, 'value' | 'start' | 'end'>): void {
  const node = { ...value, nameStart: name.start, nameEnd: name.end };
  const nodes = message.get(name.text);
  if (nodes === undefined) message.set(name.text, [node]);
  else nodes.push(node);
}

function numberOf(text: string): number {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replace(/[fF]$/, (suffix) => (/^[-+]?0x/i.test(text) ? suffix : ''));
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return negative ? -value : value;
}

const SIGNS = '{}<>[]:,;';
const WORD = /[A-Za-z_][\w./]*/y;
const NUMBER = /[-+]?(?:0x[0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?[fF]?|(?:inf|infinity|nan)\b)/iy;
const EXTENSION = /\[[\w./ -]{1,200}\](?=\s*[:{])/y;

function tokensOf(text: string, positions: Positions): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], value: string, start: number, end: number) => {
    tokens.push({ kind, text: value, start, end });
    at = end;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s|\ufeff/.test(character)) at += 1;
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '"' || character === "'") {
      const end = endOfText(text, at);
      if (end === null) throw new DataFault('a text is not closed', positions.range(at, at + 1));
      push('text', unescaped(text.slice(at + 1, end - 1)), at, end);
    } else if (character === '[' && tokens.at(-1)?.text !== ':' && matchAt(EXTENSION, text, at) !== null) {
      push('word', matchAt(EXTENSION, text, at) ?? '', at, at + (matchAt(EXTENSION, text, at)?.length ?? 1));
    } else if (SIGNS.includes(character)) push('sign', character, at, at + 1);
    else {
      const word = matchAt(WORD, text, at);
      const number = word === null ? matchAt(NUMBER, text, at) : null;
      const found = word ?? number;
      if (found === null)
        throw new DataFault(`there is no place for ${JSON.stringify(character)}`, positions.range(at, at + 1));
      push(word === null ? 'number' : 'word', found, at, at + found.length);
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Behind the closing quote; null where the text ends before it, or the line does. */
function endOfText(text: string, start: number): number | null {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '\n') return null;
    else if (character === quote) return at + 1;
  }
  return null;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}
