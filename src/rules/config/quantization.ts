import { isObject } from '../../formats/hf-config/recognise';
import type { HfConfigReading } from '../../formats/reading';
import type { Route } from '../../model/target';
import type { QuantizationClaim } from '../../neuron/knowledge';
import { routeLabel } from '../../routes/elsewhere';
import { configRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences, show } from '../words';
import { plannedClaims } from './claims';
import { factLocation } from './model-kind';

const PAGES = ['vllm-features-quantization', 'nxdi-weight-quantization'];

/** Methods whose weights are stored as E4M3FN, which reaches 448. */
const FLOAT8 = ['fp8', 'fbgemm_fp8', 'finegrained_fp8'];

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
      sources: [...PAGES, 'vllm-gpt-oss', 'vllm-llama-3', 'vllm-qwen3-32b-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const method = methodOf(reading);
    if (method === null || isCacheOnly(reading)) return;
    const route = settings.deployment.route ?? plannedClaims(context)[0]?.route;
    const found = route === undefined ? null : knowledge.route(route, target, settings.sdk, settings.workload);
    // A route that is not there is a finding of its own.
    if (route !== undefined && (found === null || found.state === 'ended')) return;
    const served = found?.modelsOf ?? route;
    const query = { method, algorithm: algorithmOf(reading), modelType: reading.facts.modelType };
    const claim =
      served === undefined || settings.workload === 'training'
        ? null
        : knowledge.quantization(query, served, target, settings.sdk);
    yield claim === null ? undocumented(method, route, context) : judged(method, claim, context);
  },
);

function judged(method: string, claim: QuantizationClaim, context: RuleContext<HfConfigReading>): Draft {
  const { reading, settings, target, knowledge } = context;
  const { label } = knowledge.target(target);
  const name = routeLabel(claim.route, knowledge);
  const converted = claim.runsAs !== null && settings.deployment.dtype === claim.runsAs;
  const runs = claim.status === 'runs' || converted;
  return {
    key: 'method',
    severity: runs ? 'info' : claim.status === 'refused' ? 'blocker' : 'warning',
    confidence: claim.confidence,
    action: `Serve a checkpoint that ${name} takes`,
    message: converted
      ? `The ${show(method)} weights have to be converted to ${claim.runsAs} for ${name} on ${label}, as planned.`
      : {
          runs: `${name} takes the ${show(method)} weights of the checkpoint on ${label}.`,
          conditional: `${name} takes ${show(method)} weights on ${label} only under a condition.`,
          refused: `${name} refuses ${show(method)} weights on ${label}.`,
        }[claim.status],
    why: sentences(claim.note),
    remedy: sentences(claim.remedy),
    sources: claim.sources,
    locations: [factLocation(reading, 'quantMethod')],
  };
}

function undocumented(
  method: string,
  route: Route | undefined,
  { reading, settings, target, knowledge }: RuleContext<HfConfigReading>,
): Draft {
  const float8 = FLOAT8.includes(method) ? knowledge.dtype('FLOAT8E4M3FN', target, settings.sdk) : null;
  const by = route === undefined ? 'on this target' : `with ${routeLabel(route, knowledge)}`;
  return {
    key: 'method',
    severity: 'warning',
    confidence: 'undocumented',
    action: 'Take a checkpoint that is not quantized',
    message: `No Neuron document says what becomes of ${show(method)} weights ${by}${settings.workload === 'training' ? ' in training' : ''}.`,
    why: sentences(
      'The documents name the formats of quantized weights that a route reads, and this one is not among them',
      float8 === null ? '' : `Its weights are FP8 of the kind E4M3FN. ${float8.consequence}`,
    ),
    remedy:
      'Take the BF16 checkpoint of the model, and quantize it with a documented method of the route where memory asks for it.',
    sources: [...PAGES, ...(float8?.sources ?? [])],
    locations: [factLocation(reading, 'quantMethod')],
  };
}

/** In lower case; bitsandbytes of older configs names only its switches. Null: not quantized. */
function methodOf({ facts, document }: HfConfigReading): string | null {
  if (facts.quantMethod !== undefined) return facts.quantMethod.toLowerCase();
  const { quantization_config: config } = document;
  return isObject(config) && (config.load_in_4bit === true || config.load_in_8bit === true) ? 'bitsandbytes' : null;
}

function algorithmOf({ document }: HfConfigReading): string | null {
  const { quantization_config: config } = document;
  if (!isObject(config)) return null;
  const algorithm = config.quant_algo ?? (isObject(config.quantization) ? config.quantization.quant_algo : undefined);
  return typeof algorithm === 'string' ? algorithm.toUpperCase() : null;
}

/** True where only the KV cache has scales: the weights are as they were. */
function isCacheOnly({ document }: HfConfigReading): boolean {
  const { quantization_config: config } = document;
  if (!isObject(config) || !isObject(config.kv_cache_scheme)) return false;
  const groups = config.config_groups;
  return groups === undefined || (isObject(groups) && Object.keys(groups).length === 0);
}
