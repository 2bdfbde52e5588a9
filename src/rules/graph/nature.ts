import type { Node } from '../../onnx/graph';
import type { Value } from '../../onnx/infer/value';
import type { Scope } from './scopes';
import type { ValueOf } from './types';

/**
 * Where a value comes from. constant: initializers and constants only. static: also shapes, so it folds to a constant once every
 * input has a fixed shape. data: values of graph inputs, or chance. unknown: cannot be told (a loop's inputs, a function's, an
 * operator that is not known).
 */
export type Nature = 'constant' | 'static' | 'data' | 'unknown';

export type NatureOf = (scope: Scope, name: string) => Nature;

const RANK: Readonly<Record<Nature, number>> = { constant: 0, static: 1, unknown: 2, data: 3 };

/** Operators whose result depends on the shape of the input, not on its values. */
const OF_SHAPE: ReadonlySet<string> = new Set(['Shape', 'Size', 'EyeLike']);

const BY_CHANCE: ReadonlySet<string> = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Bernoulli',
  'Multinomial',
]);

/** One pass over the nodes, in file order, outer graphs before the graphs in their attributes. */
export function natureIndex(scopes: readonly Scope[], isLocal: (node: Node) => boolean, inferred: ValueOf): NatureOf {
  const natures = new Map<Scope, Map<string, Nature>>();
  const natureOf: NatureOf = (scope, name) => {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const nature = natures.get(at)?.get(name);
      if (nature !== undefined) return nature;
    }
    return 'unknown';
  };
  for (const scope of scopes) {
    const own = beforeNodes(scope);
    natures.set(scope, own);
    for (const node of scope.nodes) {
      const nature = ofNode(node, isLocal(node), (name) => natureOf(scope, name));
      for (const output of node.outputs) {
        if (output !== '') own.set(output, isFolded(inferred(scope, output)) ? 'constant' : nature);
      }
    }
  }
  return natureOf;
}

/** Whether the inference knows every element of the value. */
function isFolded(value: Value | null): boolean {
  return value?.constant?.elements.every((element) => typeof element === 'number') ?? false;
}

function beforeNodes({ body, parent }: Scope): Map<string, Nature> {
  const own = new Map<string, Nature>();
  if (!('initializers' in body)) {
    for (const name of body.inputs) own.set(name, 'unknown');
    return own;
  }
  for (const { name } of body.inputs) own.set(name, parent === null ? 'data' : 'unknown');
  // An input with an initializer is a default that a caller may override; exporters once listed every weight as an input.
  for (const { name } of body.initializers) own.set(name, 'constant');
  for (const { values } of body.sparseInitializers) own.set(values.name, 'constant');
  return own;
}

function ofNode(node: Node, isLocal: boolean, natureOf: (name: string) => Nature): Nature {
  const standard = node.domain === '' || node.domain === 'ai.onnx';
  if (standard && OF_SHAPE.has(node.op)) return 'static';
  if (standard && BY_CHANCE.has(node.op)) return 'data';
  let nature: Nature = 'constant';
  for (const input of node.inputs) {
    const next = input === '' ? 'constant' : natureOf(input);
    if (RANK[next] > RANK[nature]) nature = next;
  }
  if (nature === 'data') return isLocal || (!standard && node.domain !== 'com.microsoft') ? 'unknown' : 'data';
  // A graph in an attribute may reach values of the outer graph that are no inputs of the node.
  return node.attributes.some((attribute) => attribute.g !== undefined || attribute.graphs !== undefined)
    ? 'unknown'
    : nature;
}
