import type { HfConfigReading } from '../../formats/reading';
import { isDataObject } from '../../text/data';
import { configRule } from '../define';
import { plannedClaims } from './claims';
import { factLocation } from './model-kind';
import { QUANTIZATION_PAGES, quantizedWeights } from './quantized-weights';

/** Checkpoints that were quantized before: what the planned route makes of them. */
export const quantization = configRule(
  {
    id: 'config/quantization',
    phase: 'proof-of-concept',
    fix: 'export',
    page: {
      title: 'Quantized checkpoint',
      what: 'Reports configs whose checkpoint is quantized (quantization_config) by a method that the planned route, or without a plan the first that documents the model, refuses or takes only under a condition. A method that no document mentions is a warning that leaves the verdict open. What runs is a note.',
      why: 'Neuron libraries read few formats of quantized weights: static FP8 of ModelOpt for Llama 3, MXFP4 of gpt-oss on Trn3, MXFP8 of Qwen3-32B on Trn3. Others fail at startup, or nobody has written down what happens.',
      fix: 'Take the BF16 checkpoint of the same model, and quantize it with a method of the route where memory asks for it.',
      example: {
        before: '"quantization_config": { "quant_method": "compressed-tensors" }',
        after: '"torch_dtype": "bfloat16"   # without quantization_config',
        language: 'json',
      },
      sources: [...QUANTIZATION_PAGES, 'vllm-gpt-oss', 'vllm-llama-3', 'vllm-qwen3-32b-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    const method = methodOf(reading);
    if (method === null || isCacheOnly(reading)) return;
    const route = settings.deployment.route ?? plannedClaims(context)[0]?.route;
    const weights = { method, algorithm: algorithmOf(reading), modelType: reading.facts.modelType };
    const draft = quantizedWeights(weights, route ?? null, context);
    if (draft !== null) yield { ...draft, locations: [factLocation(reading, 'quantMethod')] };
  },
);

/** In lower case; bitsandbytes of older configs names only its switches. Null: not quantized. */
function methodOf({ facts, document }: HfConfigReading): string | null {
  if (facts.quantMethod !== undefined) return facts.quantMethod.toLowerCase();
  const { quantization_config: config } = document;
  return isDataObject(config) && (config.load_in_4bit === true || config.load_in_8bit === true) ? 'bitsandbytes' : null;
}

function algorithmOf({ document }: HfConfigReading): string | null {
  const { quantization_config: config } = document;
  if (!isDataObject(config)) return null;
  const algorithm =
    config.quant_algo ?? (isDataObject(config.quantization) ? config.quantization.quant_algo : undefined);
  return typeof algorithm === 'string' ? algorithm.toUpperCase() : null;
}

/** True where only the KV cache has scales: the weights are as they were. A `quant_algo` is one of weights. */
function isCacheOnly(reading: HfConfigReading): boolean {
  const { quantization_config: config } = reading.document;
  if (!isDataObject(config) || !isDataObject(config.kv_cache_scheme) || algorithmOf(reading) !== null) return false;
  const groups = config.config_groups;
  return groups === undefined || (isDataObject(groups) && Object.keys(groups).length === 0);
}
