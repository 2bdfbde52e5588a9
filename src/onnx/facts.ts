/** What a report says of a model. */

import type { OnnxFacts, TensorFact } from '../model/facts';
import { compareText } from '../model/order';
import { dtypeName } from './dtypes';
import type { Dim, Model, Node, TensorInfo, ValueInfo, ValueType } from './graph';
import { eachTensor, graphsUnder } from './traverse';

/** Domain as reports write it: the default one, stored as "" or spelled out, is "ai.onnx". */
export const domainName = (domain: string): string => (domain === '' ? 'ai.onnx' : domain);

/** "domain::Op". */
export const operatorName = (node: { readonly domain: string; readonly op: string }): string =>
  `${domainName(node.domain)}::${node.op}`;

export function onnxFacts(model: Model): OnnxFacts {
  const { graph, functions } = model;
  const inGraph = [graph.nodes, ...graphsUnder(graph.nodes).map((each) => each.nodes)];
  const inFunctions = functions.flatMap((fn) => [fn.nodes, ...graphsUnder(fn.nodes).map((each) => each.nodes)]);
  const opsets = [...model.opsets].map(([domain, version]) => [domainName(domain), version] as const);
  return {
    irVersion: model.irVersion,
    opsets: Object.fromEntries(opsets),
    producer: model.producer,
    graphName: graph.name,
    nodeCount: graph.nodes.length,
    subgraphNodeCount: total(inGraph) - graph.nodes.length,
    functionCount: functions.length,
    functionNodeCount: total(inFunctions),
    opCounts: countBy(inGraph, operatorName),
    functionOpCounts: countBy(inFunctions, operatorName),
    inputs: graph.inputs.map(tensorFact),
    outputs: graph.outputs.map(tensorFact),
    initializerCount: graph.initializers.length,
    sparseInitializerCount: graph.sparseInitializers.length,
    initializerDtypes: countBy([graph.initializers], (tensor) => dtypeName(tensor.dtype)),
    parameters: exact(graph.initializers.map(elements).reduce((a, b) => a + b, 0n)),
    externalFiles: externalLocations(model),
  };
}

const total = (lists: readonly (readonly Node[])[]): number => lists.reduce((sum, list) => sum + list.length, 0);

/** Occurrences by key, the keys sorted. */
function countBy<T>(lists: readonly (readonly T[])[], key: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const items of lists) {
    for (const item of items) {
      const at = key(item);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}

/** Elements of a tensor: the product of its dimensions, 1 for a scalar. */
function elements(tensor: TensorInfo): bigint {
  const rounded = tensor.dims.reduce((a, b) => a * b, 1);
  if (Number.isSafeInteger(rounded)) return BigInt(rounded);
  return (tensor.exactDims ?? tensor.dims).map(BigInt).reduce((a, b) => a * b, 1n);
}

/** As a number where that is exact, else in decimal. */
function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function tensorFact(value: ValueInfo): TensorFact {
  const tensor = innermost(value.type);
  if (tensor === null) return { name: value.name, dtype: null, dims: null };
  return { name: value.name, dtype: dtypeName(tensor.dtype), dims: tensor.dims };
}

/** The tensor type in a sequence, optional or map of any depth; null where there is none. */
function innermost(type: ValueType | null): { readonly dtype: number; readonly dims: readonly Dim[] | null } | null {
  let at = type;
  while (at !== null && 'elem' in at) at = at.elem;
  return at !== null && 'dtype' in at ? at : null;
}

function externalLocations(model: Model): string[] {
  const locations = new Set<string>();
  eachTensor(model, ({ external }) => {
    if (external !== null) locations.add(external.location);
  });
  return [...locations].sort();
}
