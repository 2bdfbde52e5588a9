import type { OnnxReading } from '../formats/reading';
import type { Dimension } from '../model/facts';
import { dtypeName } from '../onnx/dtypes';
import type { Graph } from '../onnx/graph';
import type { Inference } from '../onnx/infer/engine';
import { namesRead } from '../onnx/infer/order';
import { staticSize, tensorType } from '../onnx/infer/value';
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
  /** Weights whose size is not known; they count as nothing. */
  readonly unknownWeights: number;
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
    ...denseWeights(model.graph, inference),
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

/**
 * What operators multiply by: values that hang on no input of the graph, where an operator that does reads them; not the tables that it looks
 * up rows of. So weights count however they are stored or made: as initializers, constants, filled shapes, dequantized or transposed.
 */
function denseWeights(
  graph: Graph,
  { main, order }: Inference,
): Pick<GraphWork, 'denseParameters' | 'unknownWeights' | 'dtype'> {
  const constants = new Set(graph.initializers.map(({ name }) => name));
  const varying = new Set(graph.inputs.map(({ name }) => name).filter((name) => !constants.has(name)));
  const weights = new Set<string>();
  for (const node of order) {
    if (!namesRead(node).some((name) => varying.has(name))) continue;
    for (const [at, name] of node.inputs.entries())
      if (name !== '' && !varying.has(name) && (at > 0 || !LOOKUPS.has(node.op))) weights.add(name);
    for (const name of node.outputs) varying.add(name);
  }
  const elements = new Map<string, number>();
  const add = (dtype: number, size: number): void => {
    const type = dtypeName(dtype);
    if (!NO_WEIGHTS.has(type)) elements.set(type, (elements.get(type) ?? 0) + size);
  };
  let unknownWeights = 0;
  for (const name of weights) {
    const type = tensorType(main.values.get(name));
    const size = type?.dims == null ? null : staticSize(type.dims);
    if (type !== null && size !== null) add(type.dtype, size);
    else if (type === null || !NO_WEIGHTS.has(dtypeName(type.dtype))) unknownWeights += 1;
  }
  for (const { dtype, dims } of graphsUnder(graph.nodes).flatMap(({ initializers }) => initializers))
    add(
      dtype,
      dims.reduce((product, dim) => product * dim, 1),
    );
  const [most] = [...elements].sort(([, a], [, b]) => b - a);
  return {
    denseParameters: [...elements.values()].reduce((a, b) => a + b, 0),
    unknownWeights,
    dtype: most?.[0] ?? null,
  };
}
