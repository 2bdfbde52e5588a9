import type { FactValue, OtherFacts } from '../../model/facts';
import { type DataObject, isDataObject } from '../../text/data';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { pbtxtData } from './pbtxt';

/** Fields of Triton's ModelConfig. Source: triton-inference-server/common, protobuf/model_config.proto. */
const FIELDS = new Set([
  ...['name', 'platform', 'backend', 'runtime', 'version_policy', 'max_batch_size', 'input', 'output', 'batch_input'],
  ...['batch_output', 'optimization', 'dynamic_batching', 'sequence_batching', 'ensemble_scheduling', 'instance_group'],
  ...['default_model_filename', 'cc_model_filenames', 'metric_tags', 'parameters', 'model_warmup', 'model_operations'],
  ...['model_transaction_policy', 'model_repository_agents', 'response_cache', 'model_metrics'],
]);
/** Fields that say by themselves that a file is such a config. */
const OWN = [
  'platform',
  'backend',
  'max_batch_size',
  'instance_group',
  'dynamic_batching',
  'ensemble_scheduling',
  'sequence_batching',
];

/**
 * `config.pbtxt` of Triton Inference Server. Facts: `name`, `backend` (or the platform), `maxBatchSize`, `instanceKinds`, `instances`, `inputs` and
 * `outputs` ({ name, dtype, dims }), `preferredBatchSizes`, `dynamicBatching`, `accelerators`, `models` of an ensemble.
 */
export const triton: Format = {
  text: true,
  matches: (path) => path.toLowerCase().endsWith('.pbtxt'),
  async read(file) {
    const named = file.name === 'config.pbtxt';
    let ours = named;
    try {
      const text = await file.text();
      if (text === null) return named ? leftAlone('triton', file, TOO_LARGE) : null;
      ours = named || OWN.filter((field) => text.text.includes(field)).length > 1;
      const document = pbtxtData(text.text);
      const { value } = document;
      if (!isDataObject(value) || !isTriton(value, named)) return null;
      return otherReading('triton', file, text, { facts: tritonFacts(value), documents: [document] });
    } catch (error) {
      return faultReading(error, 'triton', file, ours, 'protobuf text');
    }
  },
};

function isTriton(config: DataObject, named: boolean): boolean {
  const fields = Object.keys(config);
  if (named) return fields.length === 0 || fields.some((field) => FIELDS.has(field));
  return fields.every((field) => FIELDS.has(field)) && fields.some((field) => field !== 'name');
}

/** The first value of a field; of one that was given twice the last counts. */
export function single(message: unknown, field: string): unknown {
  const values = isDataObject(message) ? message[field] : undefined;
  return Array.isArray(values) ? (values.at(-1) as unknown) : undefined;
}

/** All values of a field. */
export function several(message: unknown, field: string): readonly unknown[] {
  const values = isDataObject(message) ? message[field] : undefined;
  return Array.isArray(values) ? values : [];
}

const MOST = 50;

function tritonFacts(config: DataObject): OtherFacts {
  const facts: Record<string, FactValue> = {};
  const put = (fact: string, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number')
      facts[fact] = typeof value === 'string' ? value.slice(0, 200) : value;
  };
  put('name', single(config, 'name'));
  put('backend', single(config, 'backend') ?? single(config, 'platform'));
  put('maxBatchSize', single(config, 'max_batch_size'));
  const groups = several(config, 'instance_group');
  const kinds = groups.flatMap((group) => single(group, 'kind') ?? []).filter((kind) => typeof kind === 'string');
  if (kinds.length > 0) facts.instanceKinds = [...new Set(kinds)];
  const counts = groups.map((group) => single(group, 'count')).filter((count) => typeof count === 'number');
  if (counts.length > 0) facts.instances = counts.reduce((sum, count) => sum + count, 0);
  const inputs = several(config, 'input').slice(0, MOST).map(tensorOf);
  if (inputs.length > 0) facts.inputs = inputs;
  const outputs = several(config, 'output').slice(0, MOST).map(tensorOf);
  if (outputs.length > 0) facts.outputs = outputs;
  const batching = single(config, 'dynamic_batching');
  if (batching !== undefined) {
    facts.dynamicBatching = true;
    const sizes = several(batching, 'preferred_batch_size').filter((size) => typeof size === 'number');
    if (sizes.length > 0) facts.preferredBatchSizes = sizes;
  }
  const accelerators = several(single(config, 'optimization'), 'execution_accelerators')
    .flatMap((one) => [...several(one, 'gpu_execution_accelerator'), ...several(one, 'cpu_execution_accelerator')])
    .flatMap((one) => single(one, 'name') ?? [])
    .filter((name) => typeof name === 'string');
  if (accelerators.length > 0) facts.accelerators = accelerators;
  const steps = several(single(config, 'ensemble_scheduling'), 'step')
    .flatMap((step) => single(step, 'model_name') ?? [])
    .filter((name) => typeof name === 'string');
  if (steps.length > 0) facts.models = steps.slice(0, MOST);
  return facts;
}

function tensorOf(message: unknown): Record<string, string | readonly number[]> {
  const name = single(message, 'name');
  const dtype = single(message, 'data_type');
  return {
    name: typeof name === 'string' ? name.slice(0, 200) : '',
    dtype: typeof dtype === 'string' ? dtype.slice(0, 60) : '',
    dims: several(message, 'dims').filter((size) => typeof size === 'number'),
  };
}
