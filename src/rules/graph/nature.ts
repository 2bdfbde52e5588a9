import type { Node } from '../../onnx/graph';
import type { Value } from '../../onnx/infer/value';
import type { Scope } from './scopes';
import type { ValueOf } from './types';

/**
 * Where a value comes from. constant: initializers and constants only. static: also shapes, so it folds to a constant once every
 * input has a fixed shape. loop: from round to round of a loop, which the file does not decide. data: values of graph inputs, or
 * chance. unknown: cannot be told (a function's inputs, an operator that is not known).
 */
export type Nature = 'constant' | 'static' | 'loop' | 'unknown' | 'data';

export type NatureOf = (scope: Scope, name: string) => Nature;

const RANK: Readonly<Record<Nature, number>> = { constant: 0, static: 1, loop: 2, unknown: 3, data: 4 };

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

/** One pass over the nodes in file order, the graphs in a node's attributes before what the node gives. */
export function natureIndex(
  scopes: readonly Scope[],
  isLocal: (node: Node) => boolean,
  bodiesOf: (scope: Scope, node: Node) => readonly Scope[],
  inferred: ValueOf,
): NatureOf {
  const natures = new Map<Scope, Map<string, Nature>>();
  const natureOf: NatureOf = (scope, name) => {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const nature = natures.get(at)?.get(name);
      if (nature !== undefined) return nature;
    }
    return 'unknown';
  };
  const visit = (scope: Scope): Visit => {
    natures.set(scope, beforeNodes(scope, natureOf));
    return { scope, next: 0, entered: false };
  };
  // A stack of its own: models may nest graphs deeper than the call stack reaches.
  const open = scopes.filter(({ parent }) => parent === null).map(visit);
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const { scope } = at;
    const node = scope.nodes[at.next];
    if (node === undefined) {
      open.pop();
      continue;
    }
    const inside = node.attributes.some(hasGraph) ? bodiesOf(scope, node) : [];
    if (inside.length > 0 && !at.entered) {
      at.entered = true;
      open.push(...inside.map(visit));
      continue;
    }
    at.next++;
    at.entered = false;
    const given = ofInputs(node, isLocal(node), (name) => natureOf(scope, name));
    for (const [i, output] of node.outputs.entries()) {
      const nature = isFolded(inferred(scope, output)) ? 'constant' : ofOutput(node, i, given, inside, natureOf);
      if (output !== '') natures.get(scope)?.set(output, nature);
    }
  }
  return natureOf;
}

/** Whether the inference knows every element of the value. */
export function isFolded(value: Value | null): boolean {
  return value?.constant?.elements.every((element) => typeof element === 'number') ?? false;
}

/** A scope whose nodes are being passed; `entered`: the graphs of the next node have been. */
interface Visit {
  readonly scope: Scope;
  next: number;
  entered: boolean;
}

function hasGraph({ g, graphs }: Node['attributes'][number]): boolean {
  return g !== undefined || graphs !== undefined;
}

function beforeNodes({ body, parent, owner }: Scope, natureOf: NatureOf): Map<string, Nature> {
  const own = new Map<string, Nature>();
  if (!('initializers' in body)) {
    for (const name of body.inputs) own.set(name, 'unknown');
    return own;
  }
  const outer = (name: string | undefined): Nature =>
    name === undefined || name === '' ? 'constant' : parent === null ? 'unknown' : natureOf(parent, name);
  for (const [i, { name }] of body.inputs.entries())
    own.set(name, owner === null ? 'data' : parameter(owner.node, i, outer));
  // An input with an initializer is a default that a caller may override; exporters once listed every weight as an input.
  for (const { name } of body.initializers) own.set(name, 'constant');
  for (const { values } of body.sparseInitializers) own.set(values.name, 'constant');
  return own;
}

/** The parameter of a graph in an attribute. What a loop carries may change from round to round, but data stays data. */
function parameter(node: Node, at: number, outer: (name: string | undefined) => Nature): Nature {
  if (node.op === 'Loop' && at === 0) return 'static';
  if (node.op === 'Loop' && at === 1) return outer(node.inputs[1]);
  if (node.op !== 'Loop' && node.op !== 'Scan') return 'unknown';
  return worst(['loop', outer(node.inputs[at])]);
}

/** The worst of a node's inputs. */
function ofInputs(node: Node, isLocal: boolean, natureOf: (name: string) => Nature): Nature {
  const standard = node.domain === '' || node.domain === 'ai.onnx';
  if (standard && OF_SHAPE.has(node.op)) return 'static';
  if (standard && BY_CHANCE.has(node.op)) return 'data';
  const nature = worst(node.inputs.map((name) => (name === '' ? 'constant' : natureOf(name))));
  return nature === 'data' && (isLocal || (!standard && node.domain !== 'com.microsoft')) ? 'unknown' : nature;
}

/** An If gives what its branches give, a loop at best what changes from round to round; of other nodes with graphs nothing is known. */
function ofOutput(node: Node, at: number, given: Nature, inside: readonly Scope[], natureOf: NatureOf): Nature {
  if (inside.length === 0) return given;
  const inner = (output: number) => inside.map((scope) => natureOf(scope, outputName(scope, output)));
  if (node.op === 'If') return worst([given, ...inner(at)]);
  if (node.op === 'Loop') return worst(['loop', ...inner(0), ...inner(at + 1)]);
  return worst([given, node.op === 'Scan' ? 'loop' : 'unknown']);
}

/** The name of an output of a graph or function; empty where it has none. */
export function outputName({ body }: Scope, at: number): string {
  const output = body.outputs[at];
  return typeof output === 'string' ? output : (output?.name ?? '');
}

function worst(natures: readonly Nature[]): Nature {
  return natures.reduce<Nature>((bad, nature) => (RANK[nature] > RANK[bad] ? nature : bad), 'constant');
}
