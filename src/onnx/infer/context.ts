/** What the inference of one node sees, and the questions that operators ask of it. */
import type { Attribute, Graph, Node, TensorInfo } from '../graph';
import { type Dim, isLost, type Origin, symbol } from './dim';
import type { State } from './state';
import {
  type Constant,
  MAX_INFERRED_RANK,
  type TensorType,
  tensor,
  tensorType,
  UNKNOWN,
  unranked,
  type Value,
} from './value';
import type { Work } from './work';

/** One graph, or one call of a function, while it is walked. */
export interface Scope {
  /** "main"; of a subgraph and of a call its path from there. */
  readonly path: string;
  /** Where names are looked up that this one does not hold; null for the main graph and for functions. */
  readonly parent: Scope | null;
  readonly values: Map<string, Value>;
  readonly opsets: ReadonlyMap<string, number>;
  /** In a function: the attributes of the call. */
  readonly parameters: ReadonlyMap<string, Attribute>;
  /** Multiply-accumulates of the nodes walked so far. */
  readonly work: Work;
  readonly depth: number;
  /** Whether the values are those of a function's body, which belong to no graph of the file. */
  readonly inFunction: boolean;
}

export interface NodeContext {
  readonly proto: Node;
  /** Version of the operator set that the node is from; 1 where the model imports none. */
  readonly version: number;
  /** Null where an optional input is absent. */
  readonly inputs: readonly (Value | null)[];
  readonly scope: Scope;
  readonly state: State;
  /** Whether the model declares the shape of an output. */
  readonly declares: (output: number) => boolean;
  /** Infers a graph attribute of the node with these inputs, by position; resolves to its outputs. */
  readonly run: (graph: Graph, inputs: readonly Value[]) => Promise<readonly Value[]>;
}

/** Types, shapes and constants of the outputs, in order; outputs that are left out are unknown. */
export type InferFunction = (node: NodeContext) => readonly Value[] | Promise<readonly Value[]>;

/** Of an operator without subgraphs. */
export type Rule = (node: NodeContext) => readonly Value[];

/** By operator, within one domain. */
export type Family = Readonly<Record<string, InferFunction>>;

// ---- inputs

export function has(node: NodeContext, index: number): boolean {
  return (node.inputs[index] ?? null) !== null;
}

export function input(node: NodeContext, index: number): Value {
  return node.inputs[index] ?? UNKNOWN;
}

export function inputTensor(node: NodeContext, index: number): TensorType | null {
  return tensorType(node.inputs[index]);
}

/** Null where the rank is not known. */
export function dimsOf(node: NodeContext, index: number): readonly Dim[] | null {
  return inputTensor(node, index)?.dims ?? null;
}

/** 0 where not known. */
export function dtypeOf(node: NodeContext, index: number): number {
  return inputTensor(node, index)?.dtype ?? 0;
}

/** The data type of the first input that has a known one; 0 where none has. For operators whose inputs share a type. */
export function sharedDtype(node: NodeContext, ...indexes: readonly number[]): number {
  const order = indexes.length > 0 ? indexes : node.inputs.keys();
  for (const index of order) {
    const dtype = dtypeOf(node, index);
    if (dtype !== 0) return dtype;
  }
  return 0;
}

export function constantOfInput(node: NodeContext, index: number): Constant | null {
  return input(node, index).constant;
}

/** Elements of a constant input; null where none of them is known. */
export function elementsOf(node: NodeContext, index: number): readonly (Dim | null)[] | null {
  return constantOfInput(node, index)?.elements ?? null;
}

/** Elements of a constant input that are all numbers; else null. */
export function numbersOf(node: NodeContext, index: number): readonly number[] | null {
  const elements = elementsOf(node, index);
  if (elements === null) return null;
  const numbers = elements.filter((element) => typeof element === 'number');
  return numbers.length === elements.length ? numbers : null;
}

/** The only element of a constant input, where it is known. */
export function scalarOf(node: NodeContext, index: number): Dim | null {
  const elements = elementsOf(node, index);
  return elements?.length === 1 ? (elements[0] ?? null) : null;
}

/** How many elements a one-dimensional input has, where that is a number. */
export function lengthOf(node: NodeContext, index: number): number | null {
  const dims = dimsOf(node, index);
  const length = dims?.length === 1 ? dims[0] : null;
  return typeof length === 'number' ? length : null;
}

// ---- attributes

/** In a function a reference stands for the attribute of the call. */
export function attribute(node: NodeContext, name: string): Attribute | null {
  for (const each of node.proto.attributes) {
    if (each.name !== name) continue;
    return each.refAttrName === '' ? each : (node.scope.parameters.get(each.refAttrName) ?? null);
  }
  return null;
}

export function int(node: NodeContext, name: string): number | null {
  return attribute(node, name)?.i ?? null;
}

export function float(node: NodeContext, name: string): number | null {
  return attribute(node, name)?.f ?? null;
}

export function ints(node: NodeContext, name: string): readonly number[] | null {
  return attribute(node, name)?.ints ?? null;
}

export function floats(node: NodeContext, name: string): readonly number[] | null {
  return attribute(node, name)?.floats ?? null;
}

export function strings(node: NodeContext, name: string): readonly Uint8Array[] | null {
  return attribute(node, name)?.strings ?? null;
}

const utf8 = new TextDecoder();

export function text(node: NodeContext, name: string): string | null {
  const bytes = attribute(node, name)?.s;
  return bytes === undefined ? null : utf8.decode(bytes);
}

export function tensorAttribute(node: NodeContext, name: string): TensorInfo | null {
  return attribute(node, name)?.t ?? null;
}

export function graphAttribute(node: NodeContext, name: string): Graph | null {
  return attribute(node, name)?.g ?? null;
}

/** Counts from the end where negative; null outside the rank. */
export function axisWithin(axis: number, rank: number): number | null {
  const at = axis < 0 ? axis + rank : axis;
  return at >= 0 && at < rank ? at : null;
}

// ---- what is not known

/** Why this node leaves something unknown. */
export function originHere(node: NodeContext, cause: Origin['cause'], output = 0): Origin {
  const { op, domain, name, outputs } = node.proto;
  return {
    cause: cause === 'data' && node.state.broken.has(node.proto) ? 'contradiction' : cause,
    graph: node.scope.path,
    node: name,
    op: domain === '' || domain === 'ai.onnx' ? op : `${domain}::${op}`,
    tensor: outputs[output] ?? '',
  };
}

/** Characters of a tensor's name that the symbol of a size keeps. */
export const MAX_NAME = 200;

/**
 * A size that nothing tells: a symbol of its own.
 *
 * @param axis Only for its name.
 */
export function fresh(node: NodeContext, cause: Origin['cause'], output: number, axis: number): Dim {
  const origin = originHere(node, cause, output);
  const name = (origin.tensor || origin.op).slice(0, MAX_NAME);
  return symbol(node.state.uniqueName(`${name}:${axis}`), origin);
}

/** The dimension, or a symbol of its own where it is no size, or an expression that has grown beyond use. */
export function kept(node: NodeContext, dim: Dim, output: number, axis: number): Dim {
  if (typeof dim !== 'number' || (Number.isFinite(dim) && dim >= 0)) return dim;
  return fresh(node, isLost(dim) ? 'limit' : 'data', output, axis);
}

/** A tensor with these dimensions, each null one a symbol of its own that depends on data. */
export function shaped(node: NodeContext, dtype: number, dims: readonly (Dim | null)[], output = 0): Value {
  if (dims.length > MAX_INFERRED_RANK || !node.state.spend()) return unranked(dtype, originHere(node, 'limit', output));
  return tensor(
    dtype,
    dims.map((dim, axis) => (dim === null ? fresh(node, 'data', output, axis) : kept(node, dim, output, axis))),
  );
}

/** A tensor of unknown rank: because of an input whose rank is not known either, else because of data. */
export function unknownRank(node: NodeContext, dtype: number, output = 0): Value {
  for (const each of node.inputs) {
    if (each !== null && each.origin !== null && (tensorType(each)?.dims ?? null) === null)
      return unranked(dtype, each.origin);
  }
  return unranked(dtype, originHere(node, 'data', output));
}

/** Says that the model contradicts itself at this node. */
export function contradict(node: NodeContext, message: string, output = 0): void {
  const { graph, node: name, op, tensor: value } = originHere(node, 'data', output);
  node.state.contradict({ graph, node: name, op, tensor: value, message }, node.proto);
}
