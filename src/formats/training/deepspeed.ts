import type { FactValue, OtherFacts } from '../../model/facts';
import { type DataObject, isDataObject, valueAt } from '../../text/data';
import type { Format } from '../format';
import { faultReading, otherReading } from '../other';

/** Keys of which one at least stands in every config of DeepSpeed's trainer, and nowhere else. */
const OWN = [
  'zero_optimization',
  'train_micro_batch_size_per_gpu',
  'zero_allow_untested_optimizer',
  'zero_force_ds_cpu_optimizer',
];
/** Keys that such a config has beside `train_batch_size`. */
const BESIDE = [
  'fp16',
  'bf16',
  'optimizer',
  'steps_per_print',
  'gradient_accumulation_steps',
  'scheduler',
  'autotuning',
];

/**
 * The JSON config of DeepSpeed, under whatever name. Facts: `zeroStage`, `precision` ("fp16", "bf16", "auto"), `optimizer`, `offload` (what is kept off
 * the device: "optimizer", "parameters"), `microBatchSize`, `gradientAccumulation`, `features` (other parts that are switched on).
 */
export const deepspeed: Format = {
  text: true,
  matches: (path) => path.toLowerCase().endsWith('.json'),
  async read(file) {
    let ours = false;
    try {
      const text = await file.text();
      if (text === null || !mayBe(text.text)) return null;
      ours = OWN.filter((key) => text.text.includes(`"${key}"`)).length > 1;
      const data = await file.json();
      if (data === null || !isDataObject(data.value) || !isDeepspeed(data.value)) return null;
      return otherReading('deepspeed', file, text, { facts: deepspeedFacts(data.value), documents: [data] });
    } catch (error) {
      return faultReading(error, 'deepspeed', file, ours, 'JSON');
    }
  },
};

function mayBe(text: string): boolean {
  return (
    text.includes('"zero_') || text.includes('"train_batch_size"') || text.includes('"train_micro_batch_size_per_gpu"')
  );
}

/** Whether an object is the config of DeepSpeed. */
export function isDeepspeed(value: DataObject): boolean {
  const has = (key: string) => Object.hasOwn(value, key);
  return OWN.some(has) || (has('train_batch_size') && BESIDE.some(has));
}

/** Parts that are switched on by their mere presence or by `enabled`. */
const FEATURES = [
  'activation_checkpointing',
  'aio',
  'amp',
  'autotuning',
  'comms_config',
  'compression_training',
  'data_efficiency',
  'flops_profiler',
  'hybrid_engine',
  'moe',
  'pipeline',
  'progressive_layer_drop',
  'quantize_training',
  'sparse_attention',
  'tensor_parallel',
  'torch_autocast',
] as const;

export function deepspeedFacts(value: DataObject): OtherFacts {
  const facts: Record<string, FactValue> = {};
  const stage = valueAt(value, ['zero_optimization', 'stage']);
  if (typeof stage === 'number') facts.zeroStage = stage;
  const precision = precisionOf(value);
  if (precision !== null) facts.precision = precision;
  const optimizer = valueAt(value, ['optimizer', 'type']);
  if (typeof optimizer === 'string') facts.optimizer = optimizer;
  const offload = offloadOf(value);
  if (offload.length > 0) facts.offload = offload;
  const micro = value.train_micro_batch_size_per_gpu;
  if (typeof micro === 'number' || typeof micro === 'string') facts.microBatchSize = micro;
  const accumulation = value.gradient_accumulation_steps;
  if (typeof accumulation === 'number') facts.gradientAccumulation = accumulation;
  const features = FEATURES.filter((name) => isDataObject(value[name]) && valueAt(value, [name, 'enabled']) !== false);
  if (features.length > 0) facts.features = features;
  return facts;
}

function precisionOf(value: DataObject): string | null {
  const enabled = (part: string) => valueAt(value, [part, 'enabled']);
  if (enabled('bf16') === true || enabled('bfloat16') === true) return 'bf16';
  if (enabled('fp16') === true) return 'fp16';
  return enabled('fp16') === 'auto' || enabled('bf16') === 'auto' ? 'auto' : null;
}

/** What is kept in the memory of the host or on a disk. */
function offloadOf(value: DataObject): string[] {
  const parts = [
    ['offload_optimizer', 'optimizer'],
    ['offload_param', 'parameters'],
  ] as const;
  return parts.flatMap(([key, name]) => {
    const device = valueAt(value, ['zero_optimization', key, 'device']);
    return typeof device === 'string' && device !== 'none' ? [`${name} (${device.slice(0, 20)})`] : [];
  });
}
