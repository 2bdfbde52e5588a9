import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { type DataDocument, DataFault, type DataPath } from './data';
import { type Positions, positionsOf } from './positions';
import { composed, MAX_YAML_ERRORS, yamlRefusal } from './yaml-limits';

/** Aliases that one document may spend: more is a bomb, not a config. */
const MAX_ALIASES = 100;

/**
 * Parses a stream of YAML documents; empty ones are left out. Anchors, aliases and merge keys are resolved, unknown tags are kept as the plain value
 * below them. Throws a {@link DataFault} on the first syntax error, on too many aliases, on too deep nesting and on a text that is too large.
 */
export function yamlData(text: string): readonly DataDocument[] {
  const refusal = yamlRefusal(text);
  if (refusal !== null) throw new DataFault(refusal, null);
  const positions = positionsOf(text);
  const documents = guarded(() =>
    // Repeated keys are allowed, the last counts: the parser's own search for them takes quadratic time.
    composed(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent', merge: true }),
  );
  if (documents === null) throw new DataFault(`it holds more than ${MAX_YAML_ERRORS} mistakes as YAML`, null);
  const data: DataDocument[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      const [start, end] = error.pos;
      throw new DataFault(lower(error.message.replace(/\.$/, '')), positions.range(start, end));
    }
    const found = dataOf(document, text, positions);
    if (found.value !== null) data.push(found);
  }
  return data;
}

function dataOf(document: Document.Parsed, text: string, positions: Positions): DataDocument {
  const value: unknown = guarded(() => document.toJS({ maxAliasCount: MAX_ALIASES }));
  if (holdsItself(value, [])) throw new DataFault('it holds an alias that stands within its own anchor', null);
  const rangeOf = (node: unknown) => {
    if (!isNode(node) || !node.range) return null;
    const [start, end] = node.range;
    return positions.range(start, start + text.slice(start, end).trimEnd().length);
  };
  return {
    value,
    rangeOf: (path) => rangeOf(nodeAt(document, path)?.value),
    keyRangeOf: (path) => rangeOf(nodeAt(document, path)?.key),
  };
}

/** Whether data is a circle; `above`: what it is part of. As deep as the document, which {@link mayNestTooDeeply} bounds. */
function holdsItself(value: unknown, above: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (above.includes(value)) return true;
  const path = [...above, value];
  return Object.values(value).some((part) => holdsItself(part, path));
}

/** Plain data from the parser, whose own limits and full stack become faults. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new DataFault('it is nested too deeply', null);
    if (error instanceof ReferenceError)
      throw new DataFault('it holds too many aliases, or one that leads nowhere', null);
    throw error;
  }
}

interface Place {
  readonly key: unknown;
  readonly value: unknown;
}

function nodeAt(document: Document.Parsed, path: DataPath): Place | null {
  let at: Place = { key: null, value: document.contents };
  for (const step of path) {
    const next = childOf(resolved(document, at.value), step, document);
    if (next === null) return null;
    at = next;
  }
  return at;
}

function childOf(node: unknown, step: string | number, document: Document.Parsed): Place | null {
  if (isSeq(node))
    return typeof step === 'number' && step in node.items ? { key: null, value: node.items[step] } : null;
  if (!isMap<Node, Node | null>(node)) return null;
  const own = node.items.findLast(({ key }) => nameOf(key) === String(step));
  if (own !== undefined) return { key: own.key, value: own.value };
  for (const { key, value } of node.items) {
    if (nameOf(key) !== '<<') continue;
    const merged = resolved(document, value);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = childOf(resolved(document, source), step, document);
      if (found !== null) return found;
    }
  }
  return null;
}

function nameOf(key: unknown): string | null {
  if (!isScalar(key)) return null;
  // The parser keeps a merge key as a symbol.
  return typeof key.value === 'symbol' ? (key.value.description ?? null) : String(key.value);
}

function resolved(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
