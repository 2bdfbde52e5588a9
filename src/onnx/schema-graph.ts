/** GraphProto, NodeProto and AttributeProto. Field numbers: onnx/onnx.proto, ONNX 1.23.0. */
import { isAttributeType, settleAttribute } from './attributes';
import {
  type AttributeDraft,
  type GraphDraft,
  type NodeDraft,
  newAttribute,
  newGraph,
  newNode,
  newSparse,
  newTensor,
  newValue,
  type TypeDraft,
  type TypeSlot,
} from './draft';
import { ANNOTATION, ENTRY } from './leaf';
import {
  bytes,
  bytesList,
  float,
  floats,
  leaf,
  type Message,
  many,
  message,
  number,
  numberBy,
  numbers,
  one,
  text,
  texts,
} from './message';
import { SPARSE_TENSOR, TENSOR } from './schema-tensor';
import { TYPE, VALUE_INFO } from './schema-type';
import { int32, int64 } from './wire';

export const GRAPH: Message<GraphDraft> = {
  name: 'GraphProto',
  counted: 'graphs',
  fields: {
    1: many(() => NODE, 'nodes', newNode),
    2: text('name'),
    5: many(() => TENSOR, 'initializers', newTensor),
    11: many(() => VALUE_INFO, 'inputs', newValue),
    12: many(() => VALUE_INFO, 'outputs', newValue),
    13: many(() => VALUE_INFO, 'valueInfo', newValue),
    14: leaf(ANNOTATION, 'metadata entries', (graph, annotation, { budget }) => {
      const parameters = annotation.quantParameterTensorNames
        .filter(() => budget.take('list elements'))
        .map(({ key, value }) => [key ?? '', value ?? '']);
      graph.quantization.push({ tensor: annotation.tensorName, parameters: Object.fromEntries(parameters) });
    }),
    15: many(() => SPARSE_TENSOR, 'sparseInitializers', newSparse),
    16: leaf(ENTRY, null, () => undefined),
  },
};

export const NODE: Message<NodeDraft> = {
  name: 'NodeProto',
  counted: 'nodes',
  fields: {
    1: texts('inputs'),
    2: texts('outputs'),
    3: text('name'),
    4: text('op'),
    5: many(() => ATTRIBUTE, 'attributes', newAttribute),
    7: text('domain'),
    8: text('overload'),
    9: leaf(ENTRY, null, () => undefined),
    10: one(
      () => NODE_DEVICES,
      'deviceConfigurations',
      () => [],
    ),
  },
  close(node) {
    // A list that grew holds room for sixteen more items, and there may be very many nodes.
    node.inputs = node.inputs.slice();
    node.outputs = node.outputs.slice();
    node.attributes = node.attributes.slice();
  },
};

/** NodeDeviceConfigurationProto: of the list of them, the ids. */
const NODE_DEVICES: Message<string[]> = {
  name: 'NodeDeviceConfigurationProto',
  counted: 'metadata entries',
  fields: {
    1: {
      as: 'text',
      many: false,
      set: (ids, id) => ids.push(id),
    },
  },
};

export const ATTRIBUTE: Message<AttributeDraft> = {
  name: 'AttributeProto',
  counted: 'attributes',
  fields: {
    1: text('name'),
    2: float('f'),
    3: number('i', int64),
    4: bytes('s'),
    5: one(() => TENSOR, 't', newTensor),
    6: one(() => GRAPH, 'g', newGraph),
    7: floats('floats'),
    8: numbers('ints', int64),
    9: bytesList('strings'),
    10: many(() => TENSOR, 'tensors', newTensor),
    11: many(() => GRAPH, 'graphs', newGraph),
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
    20: numberBy(false, (attribute, value) => {
      // A closed enum: protobuf ignores numbers that it does not define.
      if (isAttributeType(int32(value))) attribute.type = int32(value);
    }),
    21: text('refAttrName'),
    22: one(() => SPARSE_TENSOR, 'sparse', newSparse),
    23: many(() => SPARSE_TENSOR, 'sparses', newSparse),
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
