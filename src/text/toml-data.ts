import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { type DataDocument, DataFault, type DataPath } from './data';
import { positionsOf } from './positions';
import { mayNestTooDeeply } from './yaml-depth';

interface Place {
  value: unknown;
  key: readonly [number, number] | null;
  span: readonly [number, number];
  children: Map<string, Place> | null;
}

/** Parses TOML with the place of every value. Throws a {@link DataFault} on a syntax error and on too deep nesting. */
export function tomlData(text: string): DataDocument {
  if (mayNestTooDeeply(text)) throw new DataFault('it is nested too deeply', null);
  const positions = positionsOf(text);
  const root = place([0, text.length], null);
  for (const entry of parsed(text).body[0].body) {
    if (entry.type === 'TOMLKeyValue') put(root, entry);
    else putTable(root, entry);
  }
  const value = plain(root);
  const at = (path: DataPath) =>
    path.reduce<Place | undefined>((found, step) => found?.children?.get(String(step)), root);
  const range = (span: readonly [number, number] | null | undefined) => (span ? positions.range(...span) : null);
  return { value, rangeOf: (path) => range(at(path)?.span), keyRangeOf: (path) => range(at(path)?.key) };

  function parsed(source: string): AST.TOMLProgram {
    try {
      return parseTOML(source);
    } catch (error) {
      if (error instanceof RangeError) throw new DataFault('it is nested too deeply', null);
      if (!(error instanceof ParseError)) throw error;
      const words = error.message.replace(/\.$/, '');
      throw new DataFault(
        words.charAt(0).toLowerCase() + words.slice(1),
        positions.range(error.index, error.index + 1),
      );
    }
  }
}

function place(span: readonly [number, number], key: readonly [number, number] | null): Place {
  return { value: undefined, key, span, children: null };
}

function putTable(root: Place, table: AST.TOMLTable): void {
  let at = root;
  for (const [index, step] of table.resolvedKey.entries()) {
    const key = table.key.keys[Math.min(index, table.key.keys.length - 1)];
    at = childOf(at, String(step), table.range, key?.range ?? null);
    if (typeof table.resolvedKey[index + 1] === 'number') at.value = LIST;
  }
  at.children ??= new Map();
  for (const entry of table.body) put(at, entry);
}

/** Marks a place whose children are the elements of a list. */
const LIST = Symbol('list');

function put(table: Place, entry: AST.TOMLKeyValue): void {
  let at = table;
  for (const key of entry.key.keys) {
    at = childOf(at, key.type === 'TOMLBare' ? key.name : key.value, entry.value.range, key.range);
  }
  fill(at, entry.value);
}

function fill(at: Place, node: AST.TOMLContentNode): void {
  at.span = node.range;
  if (node.type === 'TOMLValue') {
    at.value =
      node.kind === 'string' || node.kind === 'boolean' || node.kind === 'float' ? node.value : numberOrText(node);
    return;
  }
  at.children ??= new Map();
  if (node.type === 'TOMLInlineTable') for (const entry of node.body) put(at, entry);
  else {
    at.value = LIST;
    for (const [index, element] of node.elements.entries())
      fill(childOf(at, String(index), element.range, null), element);
  }
}

function numberOrText(node: Exclude<AST.TOMLValue, AST.TOMLStringValue>): unknown {
  return node.kind === 'integer' ? node.value : 'datetime' in node ? node.datetime : node.value;
}

function childOf(
  at: Place,
  step: string,
  span: readonly [number, number],
  key: readonly [number, number] | null,
): Place {
  at.children ??= new Map();
  const known = at.children.get(step);
  if (known !== undefined) return known;
  const made = place(span, key);
  at.children.set(step, made);
  return made;
}

/** As deep as the text nests, which {@link mayNestTooDeeply} bounds. */
function plain({ value, children }: Place): unknown {
  if (children === null) return value === LIST ? [] : value;
  if (value === LIST) return [...children.values()].map(plain);
  return Object.fromEntries([...children].map(([key, child]) => [key, plain(child)]));
}
