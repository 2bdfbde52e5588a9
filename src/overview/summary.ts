import type { OnnxReading } from '../formats/reading';
import { weightsOf } from '../inspect/inspect';
import type { TensorFact } from '../model/facts';
import type { Deployment } from '../model/settings';
import { pinFields, pinOf } from './pins';
import { largestTensors } from './tensors';
import type { InputShape, Summary } from './types';

/** What can be said of a model before anything is inferred. Linear in its initializers. */
export function summaryOf(reading: OnnxReading, deployment: Deployment): Summary {
  const { facts, model } = reading;
  const defaults = new Set(model.graph.initializers.map(({ name }) => name));
  const inputs = facts.inputs.filter(({ name }) => !defaults.has(name)).map(inputShape);
  return {
    reason: reading.reason,
    graphName: facts.graphName,
    producer: [model.producer, model.producerVersion].filter((part) => part !== '').join(' '),
    irVersion: facts.irVersion,
    opsets: Object.entries(facts.opsets),
    nodes: facts.nodeCount,
    subgraphNodes: facts.subgraphNodeCount,
    functionNodes: facts.functionNodeCount,
    parameters: facts.parameters,
    weights: weightsOf(model.graph.initializers),
    externalFiles: facts.externalFiles.length,
    inputs,
    outputs: facts.outputs.map(({ name, dtype, dims }) => ({ name, dtype, dims })),
    fields: pinFields(inputs, deployment),
    tensors: largestTensors(model.graph.initializers),
  };
}

function inputShape({ name, dtype, dims }: TensorFact): InputShape {
  const axes =
    dims?.map((dim, axis) => {
      const pin = pinOf(name, dim, axis);
      return {
        size: pin === null && typeof dim === 'number' ? dim : null,
        symbol: typeof dim === 'string' && dim !== '' ? dim : null,
        pin,
      };
    }) ?? null;
  return { name, dtype, axes };
}
