import type { OnnxReading } from '../formats/reading';
import type { Dimension } from '../model/facts';
import { dtypeName } from '../onnx/dtypes';
import type { Graph, Node, TensorInfo } from '../onnx/graph';
import type { Inference } from '../onnx/infer/engine';
import { graphsUnder } from '../onnx/traverse';

/** What a starting batch takes of a graph: plain numbers, so that the graph need not be kept. */
export interface GraphWork {
  /** The sizes under which the work was counted, of the dimensions that the inputs have. */
  readonly pins: Readonly<Record<string, number>>;
  readonly macs: number;
  /** Operators whose work is not known under these sizes. */
  readonly unknown: number;
  /** Samples of one run, and the axis that says so; null: no input has one. */
  readonly samples: { readonly size: number; readonly from: string } | null;
  /** Elements of the weights, without tables that are only looked up. */
  readonly denseParameters: number;
  /** The type that most of them have, as TensorProto names it; null where there are none. */
  readonly dtype: string | null;
}

/** Types of numbers that count or index; such constants are no weights. */
const NO_WEIGHTS = new Set(['INT64', 'INT32', 'UINT64', 'UINT32', 'INT16', 'UINT16', 'BOOL', 'STRING', 'UNDEFINED']);

/** Operators that look rows up in their first input. */
const LOOKUPS = new Set(['Gather', 'GatherND', 'GatherElements']);

/** @param pins Those of the inference. */
export function graphWork(
  { model, facts }: OnnxReading,
  inference: Inference,
  pins: Readonly<Record<string, number>>,
): GraphWork {
  const work = [...inference.work.values()];
  const weights = new Set(model.graph.initializers.map(({ name }) => name));
  const inputs = facts.inputs.filter(({ name }) => !weights.has(name));
  const own = new Set(
    inputs.flatMap(({ name, dims }) => (dims ?? []).flatMap((dim, axis) => [String(dim), `${name}:${axis}`])),
  );
  return {
    pins: Object.fromEntries(Object.entries(pins).filter(([name]) => own.has(name))),
    macs: work.reduce((sum, { macs }) => sum + macs, 0),
    unknown: work.reduce((sum, { unknown }) => sum + unknown, 0),
    samples: samplesOf(inputs, pins),
    ...denseWeights(model.graph),
  };
}

/** The size of the batch symbol where an input has one, else of axis 0 of the first input of two or more axes. */
function samplesOf(
  inputs: readonly { readonly name: string; readonly dims: readonly Dimension[] | null }[],
  pins: Readonly<Record<string, number>>,
): GraphWork['samples'] {
  const axes = inputs.flatMap(({ name, dims }) =>
    (dims ?? []).map((dim, axis) => ({ dim, place: `${name}:${axis}`, axis, rank: dims?.length ?? 0 })),
  );
  const axis =
    axes.find(({ dim }) => typeof dim === 'string' && isBatchName(dim)) ??
    axes.find(({ axis, rank }) => axis === 0 && rank > 1);
  if (axis === undefined) return null;
  const { dim, place } = axis;
  const size = typeof dim === 'number' ? dim : (pins[place] ?? pins[dim ?? '']);
  return size === undefined || size < 1 ? null : { size, from: place };
}

/** Whether a symbol is called as batches usually are. */
export function isBatchName(name: string): boolean {
  return /batch|^n$/i.test(name);
}

/** Initializers and constants of all graphs that some operator multiplies by: not those that are only looked up. */
function denseWeights(graph: Graph): Pick<GraphWork, 'denseParameters' | 'dtype'> {
  const graphs = [graph, ...graphsUnder(graph.nodes)];
  const dense = new Set<string>();
  for (const { nodes } of graphs)
    for (const node of nodes)
      for (const [at, name] of node.inputs.entries()) if (at > 0 || !LOOKUPS.has(node.op)) dense.add(name);
  const elements = new Map<string, number>();
  for (const { name, dtype, dims } of graphs.flatMap(tensorsOf)) {
    const type = dtypeName(dtype);
    if (!dense.has(name) || NO_WEIGHTS.has(type)) continue;
    elements.set(type, (elements.get(type) ?? 0) + dims.reduce((product, dim) => product * dim, 1));
  }
  const [most] = [...elements].sort(([, a], [, b]) => b - a);
  return { denseParameters: [...elements.values()].reduce((a, b) => a + b, 0), dtype: most?.[0] ?? null };
}

function tensorsOf({ initializers, nodes }: Graph): Pick<TensorInfo, 'name' | 'dtype' | 'dims'>[] {
  return [...initializers, ...nodes.flatMap(constantOf)];
}

/** The tensor of a Constant node under the name of its output. */
function constantOf({ op, outputs, attributes }: Node): Pick<TensorInfo, 'name' | 'dtype' | 'dims'>[] {
  const tensor = op === 'Constant' ? attributes.find(({ t }) => t !== undefined)?.t : undefined;
  return tensor === undefined ? [] : [{ ...tensor, name: outputs[0] ?? '' }];
}
