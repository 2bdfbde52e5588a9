/** The JSON Schema of the planner file, for editors. What the reader accepts is decided by `planner-file.ts`; a test holds both together. */

import { ROUTES, TARGETS, WORKLOADS } from '../model/target';
import { COST_SCHEMA } from './cost-schema';

type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number';

/** The part of JSON Schema (draft 7) that the planner file needs. */
export interface Schema {
  readonly type?: SchemaType | readonly SchemaType[];
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const count = (description: string, example: number): Schema => ({
  type: 'integer',
  minimum: 1,
  description,
  examples: [example],
});

const DEPLOYMENT: Schema = {
  type: 'object',
  description: 'How the model will be deployed; findings are judged against this plan.',
  additionalProperties: false,
  properties: {
    route: { type: 'string', enum: ROUTES, description: 'The software path from the model to the device.' },
    instance: { type: 'string', description: 'The instance type.', examples: ['trn2.48xlarge', 'inf2.xlarge'] },
    tensorParallel: count('NeuronCores that share the weights of one model.', 8),
    dataParallel: count('Copies of the model.', 1),
    batchSize: count('Sequences or samples at a time.', 4),
    sequenceLength: count('Tokens of prompt and answer together.', 4096),
    dtype: {
      type: 'string',
      description: 'Data type of the weights when they run.',
      examples: ['bfloat16', 'float32'],
    },
    compilerFlags: {
      type: 'array',
      description: 'Flags of neuronx-cc.',
      items: { type: 'string', examples: ['--auto-cast=none', '--native-int64=enabled'] },
    },
  },
};

const WAIVER: Schema = {
  type: 'object',
  description: 'A finding that somebody has decided to live with.',
  additionalProperties: false,
  required: ['rule', 'reason', 'by', 'expires'],
  properties: {
    rule: {
      type: 'string',
      pattern: '^[a-z0-9-]+/[a-z0-9-]+$',
      description: 'The rule, such as onnx/int64-narrowing.',
    },
    path: { type: 'string', description: 'A glob over files; without it, every file.', examples: ['models/**'] },
    reason: { type: 'string', description: 'Why it is no problem here.' },
    by: { type: 'string', description: 'Who decided it.' },
    expires: {
      type: 'string',
      format: 'date',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'The last day on which it holds, YYYY-MM-DD.',
    },
  },
};

export const PLANNER_SCHEMA: Schema = {
  type: 'object',
  description: 'What Neuron Migration Planner audits this folder against. Every key may be left out.',
  additionalProperties: false,
  properties: {
    version: { type: 'integer', enum: [1], description: 'The version of this file format.' },
    sdk: {
      type: 'string',
      pattern: '^\\d{1,4}\\.\\d{1,4}(\\.\\d{1,4})?$',
      description: 'Neuron SDK release to judge against; in quotes, so that 2.30 does not become 2.3.',
      examples: ['"2.33"'],
    },
    targets: {
      type: 'array',
      minItems: 1,
      description: 'Where the models are meant to run.',
      items: { type: 'string', enum: TARGETS },
    },
    workload: { type: 'string', enum: WORKLOADS, description: 'What the models are meant to do there.' },
    pins: {
      type: 'object',
      description: 'Fixed sizes for symbolic dimensions, by symbol or INPUT:AXIS.',
      additionalProperties: { type: 'integer', minimum: 1 },
    },
    lengths: {
      type: 'object',
      description:
        'How long requests are, by symbol, INPUT:AXIS, or "sequence" of a config; the report plans buckets for them.',
      additionalProperties: {
        description: 'A CSV file of lengths, a range such as "1-512", or a list.',
        type: ['string', 'array', 'integer'],
        items: { type: 'integer', minimum: 1 },
        examples: ['data/lengths.csv', '1-512', [12, 40, 80]],
      },
    },
    deployment: DEPLOYMENT,
    ignore: {
      type: 'array',
      description: 'Files and folders to leave out, as globs from this folder.',
      items: { type: 'string', examples: ['third_party/**'] },
    },
    waivers: { type: 'array', description: 'Findings that are settled by a decision.', items: WAIVER },
    cost: COST_SCHEMA,
  },
};

/** The schema as a file. */
export function plannerSchemaFile(): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'neuron-migration.yaml', ...PLANNER_SCHEMA }, null, 2)}\n`;
}
