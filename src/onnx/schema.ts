/** ModelProto, GraphProto, NodeProto, AttributeProto, FunctionProto and what is only found in them. Field numbers: onnx/onnx.proto, ONNX 1.23.0. */

import { isAttributeType, settleAttribute } from './attributes';
import {
  type AttributeDraft,
  type Draft,
  type FunctionDraft,
  type GraphDraft,
  type ModelDraft,
  type NodeDraft,
  newAttribute,
  newFunction,
  newGraph,
  newNode,
  newSparse,
  newTensor,
  type TypeDraft,
  type TypeSlot,
  type ValueDraft,
} from './draft';
import type { Model } from './graph';
import { ANNOTATION, ENTRY, OPERATOR_SET } from './leaf';
import { bytes, bytesList, float, floats, leaf, type Message, message, number, numbers, text, texts } from './message';
import { addTensor, SPARSE_TENSOR, TENSOR } from './schema-tensor';
import { TYPE, VALUE_INFO } from './schema-type';
import { int32, int64 } from './wire';

/** Adds to a list and gives back what was added. */
function added<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

export const MODEL: Message<ModelDraft> = {
  name: 'ModelProto',
  counted: null,
  fields: {
    1: number((model, value) => {
      model.irVersion = int64(value);
    }),
    2: text((model, value) => {
      model.producer = value;
    }),
    3: text((model, value) => {
      model.producerVersion = value;
    }),
    4: text((model, value) => {
      model.domain = value;
    }),
    5: number((model, value) => {
      model.modelVersion = int64(value);
    }),
    7: message(
      () => GRAPH,
      (model) => {
        model.graph ??= newGraph();
        return model.graph;
      },
    ),
    8: leaf(OPERATOR_SET, 'metadata entries', addOperatorSet),
    14: leaf(ENTRY, 'metadata entries', (model, { key, value }) => {
      model.metadata.set(key, value);
    }),
    20: message(
      () => TRAINING,
      (model) => added(model.training, { initialization: null, algorithm: null }),
    ),
    25: message(
      () => FUNCTION,
      (model) => added(model.functions, newFunction()),
    ),
    26: message(
      () => DEVICES,
      (model) => {
        model.deviceConfigurations ??= [];
        return added(model.deviceConfigurations, { name: '', devices: 0 });
      },
    ),
  },
};

function addOperatorSet(
  into: { opsets: Map<string, number> },
  set: { domain: string; version: number | { toNumber(): number } },
): void {
  // Deleted first, so that the order is that of the last entries: "" and "ai.onnx" are one domain.
  into.opsets.delete(set.domain);
  into.opsets.set(set.domain, typeof set.version === 'number' ? set.version : set.version.toNumber());
}

type Training = Draft<Model['training'][number]>;

const TRAINING: Message<Training> = {
  name: 'TrainingInfoProto',
  counted: 'metadata entries',
  fields: {
    1: message(
      () => GRAPH,
      (training) => {
        training.initialization ??= newGraph();
        return training.initialization;
      },
    ),
    2: message(
      () => GRAPH,
      (training) => {
        training.algorithm ??= newGraph();
        return training.algorithm;
      },
    ),
    3: leaf(ENTRY, null, () => undefined),
    4: leaf(ENTRY, null, () => undefined),
  },
};

const DEVICES: Message<{ name: string; devices: number }> = {
  name: 'DeviceConfigurationProto',
  counted: 'metadata entries',
  fields: {
    1: text((devices, value) => {
      devices.name = value;
    }),
    2: number((devices, value) => {
      devices.devices = int32(value);
    }),
  },
};

const GRAPH: Message<GraphDraft> = {
  name: 'GraphProto',
  counted: 'graphs',
  fields: {
    1: message(
      () => NODE,
      (graph) => added(graph.nodes, newNode()),
    ),
    2: text((graph, value) => {
      graph.name = value;
    }),
    5: message(
      () => TENSOR,
      (graph) => addTensor(graph.initializers),
    ),
    11: message(
      () => VALUE_INFO,
      (graph) => addValue(graph.inputs),
    ),
    12: message(
      () => VALUE_INFO,
      (graph) => addValue(graph.outputs),
    ),
    13: message(
      () => VALUE_INFO,
      (graph) => addValue(graph.valueInfo),
    ),
    14: leaf(ANNOTATION, 'metadata entries', (graph, annotation) => {
      const parameters = annotation.quantParameterTensorNames.map(({ key, value }) => [key ?? '', value ?? '']);
      graph.quantization.push({ tensor: annotation.tensorName, parameters: Object.fromEntries(parameters) });
    }),
    15: message(
      () => SPARSE_TENSOR,
      (graph) => added(graph.sparseInitializers, newSparse()),
    ),
    16: leaf(ENTRY, null, () => undefined),
  },
};

const addValue = (list: ValueDraft[]): ValueDraft => added(list, { name: '', type: null });

const NODE: Message<NodeDraft> = {
  name: 'NodeProto',
  counted: 'nodes',
  fields: {
    1: texts((node, value) => {
      node.inputs.push(value);
    }),
    2: texts((node, value) => {
      node.outputs.push(value);
    }),
    3: text((node, value) => {
      node.name = value;
    }),
    4: text((node, value) => {
      node.op = value;
    }),
    5: message(
      () => ATTRIBUTE,
      (node) => added(node.attributes, newAttribute()),
    ),
    7: text((node, value) => {
      node.domain = value;
    }),
    8: text((node, value) => {
      node.overload = value;
    }),
    9: leaf(ENTRY, null, () => undefined),
    10: message(
      () => NODE_DEVICES,
      (node) => {
        node.deviceConfigurations ??= [];
        return node.deviceConfigurations;
      },
    ),
  },
};

const NODE_DEVICES: Message<string[]> = {
  name: 'NodeDeviceConfigurationProto',
  counted: 'metadata entries',
  fields: {
    1: text((ids, value) => {
      ids.push(value);
    }),
  },
};

const ATTRIBUTE: Message<AttributeDraft> = {
  name: 'AttributeProto',
  counted: 'attributes',
  fields: {
    1: text((attribute, value) => {
      attribute.name = value;
    }),
    2: float((attribute, value) => {
      attribute.f = value;
    }),
    3: number((attribute, value) => {
      attribute.i = int64(value);
    }),
    4: bytes((attribute, value) => {
      attribute.s = value;
    }),
    5: message(
      () => TENSOR,
      (attribute) => {
        attribute.t ??= newTensor();
        return attribute.t;
      },
    ),
    6: message(
      () => GRAPH,
      (attribute) => {
        attribute.g ??= newGraph();
        return attribute.g;
      },
    ),
    7: floats((attribute, value) => {
      attribute.floats ??= [];
      attribute.floats.push(value);
    }),
    8: numbers((attribute, value) => {
      attribute.ints ??= [];
      attribute.ints.push(int64(value));
    }),
    9: bytesList((attribute, value) => {
      attribute.strings ??= [];
      attribute.strings.push(value);
    }),
    10: message(
      () => TENSOR,
      (attribute) => {
        attribute.tensors ??= [];
        return addTensor(attribute.tensors);
      },
    ),
    11: message(
      () => GRAPH,
      (attribute) => {
        attribute.graphs ??= [];
        return added(attribute.graphs, newGraph());
      },
    ),
    14: message(
      () => TYPE,
      (attribute) => ({
        get type() {
          return attribute.tp ?? null;
        },
        set type(type) {
          attribute.tp = type;
        },
      }),
    ),
    15: message(
      () => TYPE,
      (attribute) => {
        attribute.types ??= [];
        return slotIn(attribute.types);
      },
    ),
    20: number((attribute, value) => {
      // A closed enum: protobuf ignores numbers that it does not define.
      if (isAttributeType(int32(value))) attribute.type = int32(value);
    }),
    21: text((attribute, value) => {
      attribute.refAttrName = value;
    }),
    22: message(
      () => SPARSE_TENSOR,
      (attribute) => {
        attribute.sparse ??= newSparse();
        return attribute.sparse;
      },
    ),
    23: message(
      () => SPARSE_TENSOR,
      (attribute) => {
        attribute.sparses ??= [];
        return added(attribute.sparses, newSparse());
      },
    ),
  },
  close: settleAttribute,
};

/** Adds a place for a type to a list. */
function slotIn(types: (TypeDraft | null)[]): TypeSlot {
  const index = types.push(null) - 1;
  return {
    get type() {
      return types[index] ?? null;
    },
    set type(type) {
      types[index] = type;
    },
  };
}

const FUNCTION: Message<FunctionDraft> = {
  name: 'FunctionProto',
  counted: 'functions',
  fields: {
    1: text((fn, value) => {
      fn.name = value;
    }),
    4: texts((fn, value) => {
      fn.inputs.push(value);
    }),
    5: texts((fn, value) => {
      fn.outputs.push(value);
    }),
    6: texts((fn, value) => {
      fn.attributes.push(value);
    }),
    7: message(
      () => NODE,
      (fn) => added(fn.nodes, newNode()),
    ),
    9: leaf(OPERATOR_SET, 'metadata entries', addOperatorSet),
    10: text((fn, value) => {
      fn.domain = value;
    }),
    11: message(
      () => ATTRIBUTE,
      (fn) => added(fn.attributeDefaults, newAttribute()),
    ),
    12: message(
      () => VALUE_INFO,
      (fn) => addValue(fn.valueInfo),
    ),
    13: text((fn, value) => {
      fn.overload = value;
    }),
    14: leaf(ENTRY, null, () => undefined),
  },
};
