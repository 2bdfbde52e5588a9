import type { OnnxReading } from '../formats/reading';
import type { Dimension, OnnxFacts } from '../model/facts';
import type { Pace } from '../model/host';
import { compareText } from '../model/order';
import { dtypeName, packedBytes } from '../onnx/dtypes';
import type { TensorInfo } from '../onnx/graph';
import { type Cost, costOf } from '../onnx/infer/cost';
import { formatDim } from '../onnx/infer/dim';
import { type Dynamics, explainDynamic } from '../onnx/infer/dynamic';
import { infer } from '../onnx/infer/engine';
import type { Contradiction } from '../onnx/infer/state';
import { tensorType, type Value } from '../onnx/infer/value';

export interface InspectedValue {
  /** TensorProto.DataType name. */
  readonly dtype: string;
  /** Null where the rank is unknown. */
  readonly dims: readonly Dimension[] | null;
}

export interface WeightGroup {
  /** TensorProto.DataType name. */
  readonly dtype: string;
  readonly tensors: number;
  readonly elements: number;
  /** Bytes that the elements take as ONNX packs them; null for strings, which have no fixed size. */
  readonly bytes: number | null;
}

export type GraphValues = Readonly<Record<string, InspectedValue>>;

/** What one model holds. */
export interface Inspection {
  readonly facts: OnnxFacts;
  /** Dense initializers of the main graph by data type, most elements first. */
  readonly weights: readonly WeightGroup[];
  /** By graph: "main", and of subgraphs "NODE.attribute" or "#index.attribute", nested ones joined by "/". */
  readonly values: Readonly<Record<string, GraphValues>>;
  /** Multiply-accumulates and memory of activations, under the pins. */
  readonly cost: Cost;
  /** Why values are dynamic, and which pins would change that. */
  readonly dynamic: Dynamics;
  /** Places where the model contradicts itself. */
  readonly contradictions: readonly Contradiction[];
  /** Sentences: nodes out of order or in cycles, and what a limit left unknown. */
  readonly notes: readonly string[];
}

/**
 * Facts, weights, and the inferred data type and shape of every tensor whose data type is known, under the pins. A size that nothing
 * tells is named after the tensor and the axis where it arises: of an input as a pin names it.
 */
export async function inspectModel(
  reading: OnnxReading,
  pins: Readonly<Record<string, number>>,
  pace: Pace,
): Promise<Inspection> {
  const { graph } = reading.model;
  const inference = await infer(reading.model, pins, pace);
  const values = Object.fromEntries([...inference.graphs.values()].map((each) => [each.path, listed(each.values)]));
  return {
    facts: reading.facts,
    weights: weightsOf(graph.initializers),
    values,
    cost: costOf(inference, graph),
    dynamic: await explainDynamic(reading.model, inference, pins, pace),
    contradictions: inference.contradictions,
    notes: inference.notes.map(({ text }) => text),
  };
}

function listed(values: ReadonlyMap<string, Value>): GraphValues {
  const entries: [string, InspectedValue][] = [];
  for (const [name, value] of values) {
    const type = tensorType(value);
    if (type === null || type.dtype === 0) continue;
    const dims = type.dims?.map((dim) => (typeof dim === 'number' ? dim : formatDim(dim))) ?? null;
    entries.push([name, { dtype: dtypeName(type.dtype), dims }]);
  }
  return Object.fromEntries(entries);
}

/** Dense initializers by data type, most elements first. */
export function weightsOf(tensors: readonly TensorInfo[]): WeightGroup[] {
  const groups = new Map<string, { dtype: string; tensors: number; elements: number; bytes: number | null }>();
  for (const tensor of tensors) {
    const dtype = dtypeName(tensor.dtype);
    const group = groups.get(dtype) ?? { dtype, tensors: 0, elements: 0, bytes: 0 };
    const bytes = packedBytes(tensor.dtype, tensor.dims);
    group.tensors += 1;
    group.elements += tensor.dims.reduce((product, dim) => product * dim, 1);
    group.bytes = group.bytes === null || bytes === null ? null : group.bytes + bytes;
    groups.set(dtype, group);
  }
  return [...groups.values()].sort((a, b) => b.elements - a.elements || compareText(a.dtype, b.dtype));
}
