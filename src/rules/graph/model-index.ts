import { domainName, operatorName } from '../../onnx/facts';
import type { Model, Node } from '../../onnx/graph';
import type { Inference } from '../../onnx/infer/engine';
import { definitionIndex } from './definitions';
import { indexBounds } from './index-bounds';
import { type InputsBehind, inputsBehindIndex } from './inputs-behind';
import { isFolded, type NatureOf, natureIndex } from './nature';
import { type RangeOf, rangeIndex } from './ranges';
import { bodiesIndex, type Scope, scopesOf } from './scopes';
import { type TypeOf, typeIndex, type ValueOf, valueIndex } from './types';
import { type IsUsed, usageIndex } from './usage';

/** A node with the scope that holds it. */
export interface Place {
  readonly scope: Scope;
  readonly node: Node;
}

/** What several rules ask of one model, worked out once for all of them and for every target. */
export interface ModelIndex {
  readonly scopes: readonly Scope[];
  /** Places by "domain::Op", in the order of the file; calls of local functions are not among them. */
  readonly operators: ReadonlyMap<string, readonly Place[]>;
  readonly natureOf: NatureOf;
  /** The graph that a node holds in an attribute; null where there is none. */
  readonly graphIn: (place: Place, attribute: string) => Scope | null;
  readonly inputsBehind: InputsBehind;
  readonly typeOf: TypeOf;
  /** What the inference knows of a value. */
  readonly valueOf: ValueOf;
  readonly rangeOf: RangeOf;
  /** Whether the inference knows every element of every output, so that constant folding removes the node. */
  readonly isFolded: (place: Place) => boolean;
  readonly isUsed: IsUsed;
}

const indexes = new WeakMap<Inference, ModelIndex>();

/** Reading order, time and memory linear in the model's nodes; kept as long as the inference is. */
export function modelIndex(model: Model, inference: Inference): ModelIndex {
  const known = indexes.get(inference);
  if (known !== undefined) return known;
  const scopes = scopesOf(model, inference);
  const inferred = valueIndex(inference);
  const local = new Set(model.functions.map((body) => functionKey(body.domain, body.name, body.overload)));
  const isLocal = (node: Node) => local.size > 0 && local.has(functionKey(node.domain, node.op, node.overload));
  const bodiesOf = bodiesIndex(scopes);
  const typeOf = typeIndex(inferred);
  const definitionOf = definitionIndex();
  const main = scopes.find(({ body }) => body === model.graph);
  const index: ModelIndex = {
    scopes,
    operators: operatorsOf(scopes, isLocal),
    natureOf: natureIndex(scopes, isLocal, bodiesOf, inferred),
    graphIn: ({ scope, node }, attribute) =>
      bodiesOf(scope, node).find(({ owner }) => owner?.attribute === attribute) ?? null,
    inputsBehind: inputsBehindIndex(definitionOf),
    typeOf,
    valueOf: inferred,
    rangeOf: rangeIndex({
      definitionOf,
      inferred,
      typeOf,
      bodiesOf,
      isLocal,
      ofInput: main === undefined ? () => null : indexBounds(main, definitionOf, typeOf),
    }),
    isFolded: ({ scope, node }) => node.outputs.every((name) => name === '' || isFolded(inferred(scope, name))),
    isUsed: usageIndex(scopes),
  };
  indexes.set(inference, index);
  return index;
}

function operatorsOf(scopes: readonly Scope[], isLocal: (node: Node) => boolean): Map<string, Place[]> {
  const operators = new Map<string, Place[]>();
  for (const scope of scopes) {
    for (const node of scope.nodes) {
      if (isLocal(node)) continue;
      const op = operatorName(node);
      const places = operators.get(op);
      if (places === undefined) operators.set(op, [{ scope, node }]);
      else places.push({ scope, node });
    }
  }
  return operators;
}

function functionKey(domain: string, name: string, overload: string): string {
  return `${domainName(domain)}\0${name}\0${overload}`;
}
