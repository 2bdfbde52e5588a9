import { type DataDocument, DataFault, type DataPath } from '../../text/data';
import { positionsOf } from '../../text/positions';
import { type HclToken, nextToken } from './hcl-lexer';

type Key = readonly [start: number, end: number];

/** A value with its place. */
interface HclNode {
  start: number;
  end: number;
  /** Of the name of the attribute or block; null in lists. */
  readonly key: Key | null;
  readonly scalar: string | number | boolean | null;
  readonly entries: Map<string, HclNode> | null;
  readonly items: HclNode[] | null;
}

/** Where the reader is: at the token, which is not yet taken. */
interface State {
  readonly text: string;
  token: HclToken;
}

/** Deeper than any configuration; the reader recurses. */
const MAX_DEPTH = 60;

/**
 * Reads HCL as plain data: an attribute is a key, `resource "a" "b" { … }` is `{ resource: { a: { b: … } } }`, repeated blocks are a list. An expression that
 * is no plain value becomes its own words in `${…}`. Tolerant: what is no HCL is skipped. Throws a {@link DataFault} on too deep nesting.
 */
export function hclData(text: string): DataDocument {
  const positions = positionsOf(text);
  const root = readBody({ text, token: nextToken(text, 0) }, null, 0);
  const at = (path: DataPath) => path.reduce<HclNode | undefined>((node, step) => child(node, step), root);
  return {
    value: plain(root),
    rangeOf(path) {
      const node = at(path);
      return node === undefined ? null : positions.range(node.start, node.end);
    },
    keyRangeOf(path) {
      const key = at(path)?.key;
      return key ? positions.range(...key) : null;
    },
  };
}

function take(state: State): HclToken {
  const { token } = state;
  state.token = nextToken(state.text, token.end);
  return token;
}

function isMark(token: HclToken, ...marks: readonly string[]): boolean {
  return token.kind === 'mark' && marks.includes(token.value);
}

/** Attributes and blocks up to the closing brace, which is taken, or to the end. */
function readBody(state: State, key: Key | null, depth: number): HclNode {
  if (depth > MAX_DEPTH) throw new DataFault('it is nested too deeply', null);
  const body = objectNode(state.token.start, key);
  while (state.token.kind !== 'end') {
    const token = take(state);
    if (isMark(token, '}')) {
      body.end = token.end;
      return body;
    }
    if (token.kind !== 'name' && token.kind !== 'text') continue;
    const name: Key = [token.start, token.end];
    if (isMark(state.token, '=', ':')) {
      take(state);
      put(body, token.value, readExpression(state, name, depth + 1));
    } else readBlock(state, body, token, depth + 1);
  }
  body.end = state.text.length;
  return body;
}

/** `type "label" "label" { … }`, of which the type is taken; anything else is left to be skipped. */
function readBlock(state: State, body: HclNode, type: HclToken, depth: number): void {
  const steps = [type];
  while ((state.token.kind === 'text' || state.token.kind === 'name') && steps.length < 8) steps.push(take(state));
  if (!isMark(state.token, '{')) return;
  take(state);
  let owner = body;
  for (const step of steps.slice(0, -1)) {
    const inner = owner.entries?.get(step.value);
    const next = inner?.entries ? inner : objectNode(step.start, [step.start, step.end]);
    if (next !== inner) put(owner, step.value, next);
    owner = next;
  }
  const last = steps.at(-1) ?? type;
  const block = readBody(state, [last.start, last.end], depth);
  put(owner, last.value, block);
}

/** A repeated name makes a list of its values. */
function put(owner: HclNode, name: string, node: HclNode): void {
  const before = owner.entries?.get(name);
  if (before === undefined) owner.entries?.set(name, node);
  else if (before.items !== null && before.key === null) before.items.push(node);
  else owner.entries?.set(name, { ...listNode(before.start, null), end: node.end, items: [before, node] });
  owner.end = Math.max(owner.end, node.end);
}

function readExpression(state: State, key: Key | null, depth: number): HclNode {
  if (depth > MAX_DEPTH) throw new DataFault('it is nested too deeply', null);
  const { token } = state;
  if (isMark(token, '{')) {
    take(state);
    return readBody(state, key, depth);
  }
  if (isMark(token, '[')) return readList(state, key, depth);
  if (token.kind === 'name' && (token.value === 'jsonencode' || token.value === 'yamlencode')) {
    take(state);
    if (isMark(state.token, '(')) take(state);
    skipBreaks(state);
    const inner = readExpression(state, key, depth + 1);
    skipBreaks(state);
    if (isMark(state.token, ')')) take(state);
    return inner;
  }
  return readPlain(state, key);
}

function readList(state: State, key: Key | null, depth: number): HclNode {
  const list = listNode(take(state).start, key);
  while (state.token.kind !== 'end') {
    skipBreaks(state);
    if (isMark(state.token, ']')) break;
    const before = state.token.start;
    if (isMark(state.token, ',')) take(state);
    else list.items?.push(readExpression(state, null, depth + 1));
    // What belongs nowhere, e.g. a brace too many.
    if (state.token.start === before) take(state);
  }
  list.end = take(state).end;
  return list;
}

/** A text, number, truth value or null that stands alone, else all words up to the end of the expression. */
function readPlain(state: State, key: Key | null): HclNode {
  const first = state.token;
  let last: HclToken | null = null;
  let words = 0;
  let open = 0;
  while (state.token.kind !== 'end') {
    if (open === 0 && (state.token.kind === 'break' || isMark(state.token, ',', ']', '}', ')'))) break;
    if (isMark(state.token, '(', '[', '{')) open += 1;
    else if (isMark(state.token, ')', ']', '}')) open -= 1;
    last = take(state);
    words += 1;
  }
  const end = last?.end ?? first.start;
  const scalar = words === 1 ? scalarOf(first) : undefined;
  return {
    start: first.start,
    end,
    key,
    scalar: scalar === undefined ? `\${${state.text.slice(first.start, end)}}` : scalar,
    entries: null,
    items: null,
  };
}

function scalarOf({ kind, value }: HclToken): string | number | boolean | null | undefined {
  if (kind === 'text') return value;
  if (kind === 'number') return Number.isNaN(Number(value)) ? undefined : Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return value === 'null' ? null : undefined;
}

function skipBreaks(state: State): void {
  while (state.token.kind === 'break') take(state);
}

function objectNode(start: number, key: Key | null): HclNode {
  return { start, end: start, key, scalar: null, entries: new Map(), items: null };
}

function listNode(start: number, key: Key | null): HclNode {
  return { start, end: start, key, scalar: null, entries: null, items: [] };
}

function child(node: HclNode | undefined, step: string | number): HclNode | undefined {
  return typeof step === 'number' ? node?.items?.[step] : node?.entries?.get(step);
}

function plain(node: HclNode): unknown {
  if (node.items !== null) return node.items.map(plain);
  if (node.entries === null) return node.scalar;
  // A key named "__proto__" must stay a key.
  return Object.fromEntries([...node.entries].map(([name, value]) => [name, plain(value)]));
}
