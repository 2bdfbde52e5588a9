/** ModelProto and FunctionProto. Field numbers: onnx/onnx.proto, ONNX 1.23.0. */
import {
  type Draft,
  type FunctionDraft,
  type ModelDraft,
  newAttribute,
  newFunction,
  newGraph,
  newNode,
  newValue,
} from './draft';
import type { Model } from './graph';
import { ENTRY, OPERATOR_SET } from './leaf';
import { leaf, type Message, many, number, one, text, texts } from './message';
import { ATTRIBUTE, GRAPH, NODE } from './schema-graph';
import { VALUE_INFO } from './schema-type';
import { int32, int64 } from './wire';

export const MODEL: Message<ModelDraft> = {
  name: 'ModelProto',
  counted: null,
  fields: {
    1: number('irVersion', int64),
    2: text('producer'),
    3: text('producerVersion'),
    4: text('domain'),
    5: number('modelVersion', int64),
    7: one(() => GRAPH, 'graph', newGraph),
    8: leaf(OPERATOR_SET, 'metadata entries', addOperatorSet),
    14: leaf(ENTRY, 'metadata entries', (model, { key, value }) => {
      model.metadata.set(key, value);
    }),
    20: many(
      () => TRAINING,
      'training',
      (): Training => ({ initialization: null, algorithm: null }),
    ),
    25: many(() => FUNCTION, 'functions', newFunction),
    26: many(
      () => DEVICES,
      'deviceConfigurations',
      () => ({ name: '', devices: 0 }),
    ),
  },
};

interface StoredOperatorSet {
  readonly domain: string;
  /** protobufjs gives 64-bit integers as Long where that package is installed, else as numbers. */
  readonly version: number | { toNumber(): number };
}

function addOperatorSet(into: { opsets: Map<string, number> }, { domain, version }: StoredOperatorSet): void {
  // Deleted first, so that the order is that of the last entries: "" and "ai.onnx" are one domain.
  into.opsets.delete(domain);
  into.opsets.set(domain, typeof version === 'number' ? version : version.toNumber());
}

type Training = Draft<Model['training'][number]>;

const TRAINING: Message<Training> = {
  name: 'TrainingInfoProto',
  counted: 'metadata entries',
  fields: {
    1: one(() => GRAPH, 'initialization', newGraph),
    2: one(() => GRAPH, 'algorithm', newGraph),
    3: leaf(ENTRY, null, () => undefined),
    4: leaf(ENTRY, null, () => undefined),
  },
};

const DEVICES: Message<{ name: string; devices: number }> = {
  name: 'DeviceConfigurationProto',
  counted: 'metadata entries',
  fields: { 1: text('name'), 2: number('devices', int32) },
};

const FUNCTION: Message<FunctionDraft> = {
  name: 'FunctionProto',
  counted: 'functions',
  fields: {
    1: text('name'),
    4: texts('inputs'),
    5: texts('outputs'),
    6: texts('attributes'),
    7: many(() => NODE, 'nodes', newNode),
    9: leaf(OPERATOR_SET, 'metadata entries', addOperatorSet),
    10: text('domain'),
    11: many(() => ATTRIBUTE, 'attributeDefaults', newAttribute),
    12: many(() => VALUE_INFO, 'valueInfo', newValue),
    13: text('overload'),
    14: leaf(ENTRY, null, () => undefined),
  },
};
