import type { OnnxReading } from '../formats/reading';
import type { Dimension, OnnxFacts } from '../model/facts';
import { declaredValues } from '../onnx/declared';
import { dtypeName, packedBytes } from '../onnx/dtypes';
import type { Graph, TensorInfo } from '../onnx/graph';
import { subgraphsOf } from './subgraphs';

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
}

/** Facts, weights, and data type and shape of every value that has a declared data type, the pinned dimensions with their sizes. */
export function inspectModel(reading: OnnxReading, pins: Readonly<Record<string, number>>): Inspection {
  const { graph } = reading.model;
  const values: Record<string, GraphValues> = { main: valuesOf(graph, pins) };
  for (const [key, subgraph] of subgraphsOf(graph)) values[key] = valuesOf(subgraph, pins);
  return { facts: reading.facts, weights: weightsOf(graph.initializers), values };
}

function valuesOf(graph: Graph, pins: Readonly<Record<string, number>>): GraphValues {
  const inputs = new Set(graph.inputs.map((input) => input.name));
  const pinned = (name: string, dim: Dimension, axis: number): Dimension => {
    if (typeof dim === 'number') return dim;
    if (dim !== null && Object.hasOwn(pins, dim)) return pins[dim] ?? dim;
    return (inputs.has(name) ? pins[`${name}:${axis}`] : undefined) ?? dim;
  };
  return Object.fromEntries(
    [...declaredValues(graph)].map(([name, { dtype, dims }]) => [
      name,
      { dtype, dims: dims?.map((dim, axis) => pinned(name, dim, axis)) ?? null },
    ]),
  );
}

function weightsOf(tensors: readonly TensorInfo[]): WeightGroup[] {
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
  return [...groups.values()].sort((a, b) => b.elements - a.elements || (a.dtype < b.dtype ? -1 : 1));
}
