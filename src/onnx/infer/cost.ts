/** What running a model costs: multiply-accumulates, and the memory that its activations take. */
import { compareText } from '../../model/order';
import { bitsPerElement } from '../dtypes';
import type { Graph } from '../graph';
import type { Inference } from './engine';
import { namesRead } from './order';
import { staticSize, tensorType, type Value } from './value';
import type { OperatorWork } from './work';

export interface Cost {
  /** Operators that multiply and accumulate, most work first; those of functions and subgraphs included. */
  readonly operators: readonly (OperatorWork & { readonly op: string })[];
  /** Multiply-accumulates of the nodes whose sizes are known. */
  readonly macs: number;
  /** Nodes among those operators whose work is not known. */
  readonly unknownMacs: number;
  readonly activations: Activations;
}

/** Inputs and results of the nodes of the main graph; weights are not among them. */
export interface Activations {
  readonly tensors: number;
  /** Bytes of all of them together, as if none were ever freed. */
  readonly bytes: number;
  /**
   * The most bytes alive at once when nodes run one after another: a tensor lives from the node that makes it to the last one that
   * reads it, inputs and outputs of the graph from beginning to end. Without views, fusion or reuse in place.
   */
  readonly peakBytes: number;
  /** The node during which that is; null where there are no nodes. */
  readonly peakAt: { readonly node: string; readonly op: string } | null;
  /** Tensors whose size in bytes is not known; they count as nothing. */
  readonly unknown: number;
  /** The first of them. */
  readonly unknownNames: readonly string[];
}

/** So many tensors of unknown size are named. */
const NAMED = 20;

/** Adds up what is known under the pins of the inference. */
export function costOf(inference: Inference, graph: Graph): Cost {
  const operators = [...inference.work].map(([op, work]) => ({ op, ...work }));
  return {
    operators: operators.sort((a, b) => b.macs - a.macs || compareText(a.op, b.op)),
    macs: operators.reduce((total, { macs }) => total + macs, 0),
    unknownMacs: operators.reduce((total, { unknown }) => total + unknown, 0),
    activations: activationsOf(inference, graph),
  };
}

/** Null where type or shape are not known, or where elements have no fixed size. */
function bytesOf(value: Value | undefined): number | null {
  const type = tensorType(value);
  const size = type?.dims == null ? null : staticSize(type.dims);
  const bits = bitsPerElement(type?.dtype ?? 0);
  return size === null || bits === null ? null : Math.ceil((size * bits) / 8);
}

function activationsOf({ main, order }: Inference, graph: Graph): Activations {
  const weights = new Set(
    [...graph.initializers, ...graph.sparseInitializers.map(({ values }) => values)].map(({ name }) => name),
  );
  const inputs = graph.inputs.map(({ name }) => name).filter((name) => !weights.has(name));
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const unknown: string[] = [];
  const alive = new Map<string, number>();
  let bytes = 0;
  let now = 0;
  const begin = (name: string): void => {
    const size = bytesOf(main.values.get(name));
    if (size === null) unknown.push(name);
    alive.set(name, size ?? 0);
    bytes += size ?? 0;
    now += size ?? 0;
  };
  for (const name of inputs) begin(name);

  const lastReader = new Map<string, number>();
  for (const [index, node] of order.entries()) for (const name of namesRead(node)) lastReader.set(name, index);
  const kept = new Set([...inputs, ...outputs]);
  const end = (name: string, index: number): void => {
    if (kept.has(name) || (lastReader.get(name) ?? index) !== index) return;
    now -= alive.get(name) ?? 0;
    kept.add(name);
  };
  let peakBytes = now;
  let peakAt: Activations['peakAt'] = null;
  for (const [index, node] of order.entries()) {
    for (const name of node.outputs) if (name !== '' && !alive.has(name)) begin(name);
    if (now > peakBytes || peakAt === null) {
      peakBytes = now;
      peakAt = { node: node.name, op: node.op };
    }
    for (const name of namesRead(node)) end(name, index);
    for (const name of node.outputs) end(name, index);
  }
  return {
    tensors: alive.size,
    bytes,
    peakBytes,
    peakAt,
    unknown: unknown.length,
    unknownNames: unknown.slice(0, NAMED),
  };
}
