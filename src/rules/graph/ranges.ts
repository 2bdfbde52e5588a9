import type { Attribute, Node } from '../../onnx/graph';
import { bounds } from '../../onnx/infer/bounds';
import type { Dim } from '../../onnx/infer/dim';
import { type Interval, interval, ofType, union } from '../../onnx/infer/ranges/interval';
import { hasRange, type RangeNode, rangeOf } from '../../onnx/infer/ranges/operators';
import type { Value } from '../../onnx/infer/value';
import type { DefinitionOf } from './definitions';
import { outputName } from './nature';
import type { Scope } from './scopes';
import type { TypeOf, ValueOf } from './types';

/** Between which numbers the elements of a value lie; null where nothing tells. Of a graph input what its type can hold, unless its use says more. */
export type RangeOf = (scope: Scope, name: string) => Interval | null;

/** What the ranges are worked out from. */
export interface RangeSources {
  readonly definitionOf: DefinitionOf;
  readonly inferred: ValueOf;
  readonly typeOf: TypeOf;
  readonly bodiesOf: (scope: Scope, node: Node) => readonly Scope[];
  readonly isLocal: (node: Node) => boolean;
  /** Of an input of the main graph, what its uses say. */
  readonly ofInput: (name: string) => Interval | null;
}

/** Stands for a size that is not known: more than any real one. */
const LARGEST_SIZE = 2 ** 30;

interface Question {
  readonly scope: Scope;
  readonly name: string;
}

/** Works a range out when it is asked for, each value once. */
export function rangeIndex(sources: RangeSources): RangeOf {
  const known = new Map<Scope, Map<string, Interval | null>>();
  const get = ({ scope, name }: Question) => known.get(scope)?.get(name);
  const set = ({ scope, name }: Question, found: Interval | null) => {
    const own = known.get(scope) ?? new Map<string, Interval | null>();
    known.set(scope, own);
    own.set(name, found);
  };
  return (scope, name) => {
    const asked = { scope, name };
    // A stack of its own: graphs may be deeper than the call stack reaches.
    const open: { readonly question: Question; entered: boolean }[] = [{ question: asked, entered: false }];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const { question } = at;
      if (!at.entered && get(question) !== undefined) {
        open.pop();
        continue;
      }
      const ahead = at.entered ? [] : neededFor(question, sources).filter((each) => get(each) === undefined);
      if (!at.entered) {
        at.entered = true;
        // What is asked for again while it is worked out lies on a cycle, and is not known.
        set(question, null);
        open.push(...ahead.map((each) => ({ question: each, entered: false })));
        if (ahead.length > 0) continue;
      }
      set(
        question,
        settle(question, sources, (from, of) => get({ scope: from, name: of }) ?? null),
      );
      open.pop();
    }
    return get(asked) ?? null;
  };
}

/** The values that the range hangs on. */
function neededFor({ scope, name }: Question, { definitionOf, inferred, bodiesOf, isLocal }: RangeSources): Question[] {
  if (constantRange(inferred(scope, name)) !== null) return [];
  const found = definitionOf(scope, name);
  if (found === null || found.definition === 'constant' || !('op' in found.definition)) return [];
  const { definition: node, scope: at } = found;
  if (isLocal(node) || !isStandard(node)) return [];
  if (node.op === 'If') {
    const output = node.outputs.indexOf(name);
    return bodiesOf(at, node).map((body) => ({ scope: body, name: outputName(body, output) }));
  }
  return hasRange(node.op)
    ? node.inputs.filter((input) => input !== '').map((input) => ({ scope: at, name: input }))
    : [];
}

function settle({ scope, name }: Question, sources: RangeSources, rangeOfOther: RangeOf): Interval | null {
  const { definitionOf, inferred, typeOf, ofInput } = sources;
  const constant = constantRange(inferred(scope, name));
  if (constant !== null) return constant;
  const { dtype } = typeOf(scope, name);
  const held = dtype === null ? null : ofType(dtype);
  // What cannot be told of a 64-bit integer is not known; narrower ones hold no more than their type does.
  const fallback = held !== null && held.high - held.low < 2 ** 33 ? held : null;
  const found = definitionOf(scope, name);
  if (found === null || found.definition === 'constant') return fallback;
  const { definition, scope: at } = found;
  if ('op' in definition) return ofNode(definition, at, name, dtype ?? '', sources, rangeOfOther) ?? fallback;
  if (at.parent === null && at.owner === null) return ofInput(name) ?? held;
  const isRound = at.owner?.node.op === 'Loop' && outerName(at, 0) === name;
  return isRound ? interval(0, LARGEST_SIZE) : fallback;
}

function outerName({ body }: Scope, at: number): string | undefined {
  const input = body.inputs[at];
  return typeof input === 'string' ? input : input?.name;
}

function ofNode(
  node: Node,
  scope: Scope,
  name: string,
  dtype: string,
  sources: RangeSources,
  rangeOfOther: RangeOf,
): Interval | null {
  if (sources.isLocal(node) || !isStandard(node)) return null;
  const output = node.outputs.indexOf(name);
  if (node.op === 'If') {
    const branches = sources.bodiesOf(scope, node).map((body) => rangeOfOther(body, outputName(body, output)));
    return branches.reduce((a, b) => (a === null || b === null ? null : union(a, b)), branches[0] ?? null);
  }
  return hasRange(node.op) ? rangeOf(rangeNode(node, scope, output, dtype, sources, rangeOfOther)) : null;
}

/** One node as the ranges see it. */
export function rangeNode(
  node: Node,
  scope: Scope,
  output: number,
  dtype: string,
  { inferred, typeOf }: Pick<RangeSources, 'inferred' | 'typeOf'>,
  rangeOfOther: RangeOf,
): RangeNode {
  const attribute = (name: string): Attribute | undefined => node.attributes.find((each) => each.name === name);
  const input = (index: number) => node.inputs[index] ?? '';
  return {
    op: node.op,
    output,
    dtype,
    input: (index) => (input(index) === '' ? null : rangeOfOther(scope, input(index))),
    inputCount: node.inputs.length,
    isTwice: input(0) !== '' && input(0) === input(1),
    isAbsent: (index) => input(index) === '',
    dims: (index) =>
      typeOf(scope, input(index)).dims?.map((dim) => (typeof dim === 'number' && dim >= 0 ? dim : null)) ?? null,
    elements: (index) => numbers(inferred(scope, input(index))),
    int: (name) => attribute(name)?.i ?? attribute(name)?.f ?? null,
    ints: (name) => attribute(name)?.ints ?? null,
    text: (name) => {
      const bytes = attribute(name)?.s;
      return bytes === undefined ? null : new TextDecoder().decode(bytes);
    },
  };
}

function isStandard({ domain }: Node): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function numbers(value: Value | null): readonly number[] | null {
  const elements = value?.constant?.elements ?? null;
  const found = elements?.filter((element) => typeof element === 'number') ?? null;
  return found !== null && found.length === elements?.length ? found : null;
}

/** Of a constant the least and the largest element; sizes that are still open lie between none and the largest. */
function constantRange(value: Value | null): Interval | null {
  const elements = value?.constant?.elements ?? [];
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const element of elements) {
    const { low: least, high: most } = elementBounds(element);
    if (Number.isNaN(least) || Number.isNaN(most)) return null;
    low = Math.min(low, least);
    high = Math.max(high, most);
  }
  if (low > high) return null;
  return interval(low, high, elements.every((element) => typeof element === 'number') ? 'exact' : 'bound');
}

function elementBounds(element: Dim | null): { readonly low: number; readonly high: number } {
  if (element === null) return { low: Number.NaN, high: Number.NaN };
  const { low, high } = bounds(element, 0);
  const isSize = typeof element !== 'number' && high === Number.POSITIVE_INFINITY && low >= 0;
  return isSize && element.terms.length === 1 ? { low, high: LARGEST_SIZE } : { low, high };
}
