import type { Confidence, Severity } from '../../model/finding';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { numberOf, type Setting, settingOf, textOf } from './command';
import { placesAt } from './places';
import { asObject, launchesIn, parsed, servingRoute, type VllmLaunch } from './vllm';

interface Verdict {
  readonly setting: Setting;
  readonly key: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  readonly sources: readonly string[];
}

const RECIPES = ['vllm-llama-3', 'vllm-gpt-oss', 'vllm-qwen3-vl', 'vllm-qwen3-embedding'];
const QUANTIZATION = 'vllm-features-quantization';
const SPECULATION = ['vllm-speculation', 'vllm-migration'];

/** Features of vLLM that its Neuron plugin does not have, or takes in another way. */
export const vllmFeatures = mentionRule(
  {
    id: 'launch/vllm-feature',
    phase: 'integration',
    page: {
      title: 'vLLM feature that its Neuron plugin lacks',
      what: 'Reports options of vLLM Neuron that its documents rule out or take otherwise: the --quantization flag, speculative decoding with a plain draft model, pipeline parallelism, LoRA adapters, an FP8 KV cache without calibrated scales; and chunked prefill of vLLM on NxD Inference.',
      why: 'The plugin takes weight quantization from the checkpoint (static FP8 of ModelOpt) or from neuron_config (MXFP4 of gpt-oss on Trn3), speculates with EAGLE3 and DFlash only, and no recipe has pipeline parallelism.',
      fix: 'Leave the option out, or use what the documents name in its place.',
      example: {
        before: 'vllm serve m --quantization awq --pipeline-parallel-size 2',
        after: 'vllm serve m --tensor-parallel-size 16',
        language: 'sh',
      },
      sources: [QUANTIZATION, ...SPECULATION, ...RECIPES, 'nxdi-vllm'],
      since: '0.1.0',
    },
  },
  function* (context) {
    for (const launch of launchesIn(context.reading)) {
      const route = servingRoute(context, launch);
      const verdicts =
        route === 'vllm-neuron' ? ofPlugin(launch) : route === 'nxd-inference' ? ofNxdInference(launch) : [];
      for (const verdict of verdicts) yield draftOf(context, verdict);
    }
  },
);

function draftOf({ reading }: Pick<RuleContext, 'reading'>, { setting, ...verdict }: Verdict): Draft {
  return { ...verdict, action: `Replace ${setting.written}`, ...placesAt(reading.path, [setting.range]) };
}

function ofPlugin(launch: VllmLaunch): Verdict[] {
  return [quantization(launch), speculation(launch), pipeline(launch), cacheType(launch), adapters(launch)].filter(
    (verdict) => verdict !== null,
  );
}

function quantization({ settings }: VllmLaunch): Verdict | null {
  const setting = settingOf(settings, 'quantization');
  const method = textOf(setting);
  if (setting === null || method === null || method === 'None') return null;
  const runs = /^(?:fp8|modelopt)$/.test(method);
  return {
    setting,
    key: 'quantization',
    severity: runs ? 'warning' : 'blocker',
    confidence: 'documented',
    message: runs
      ? `${setting.written} ${method} is set, and vLLM Neuron wants the flag unset: static FP8 comes from the quantization_config of a ModelOpt checkpoint.`
      : `vLLM Neuron does not support ${setting.written} ${method}: it runs static FP8 checkpoints of ModelOpt, and MXFP4 of gpt-oss on Trn3.`,
    why: 'Weight quantization is driven by the checkpoint or by neuron_config; a scheme that is not supported fails at startup.',
    remedy:
      'Remove the flag and serve a BF16 or ModelOpt FP8 checkpoint; set MXFP4 of gpt-oss under neuron_config.quantization in --additional-config.',
    sources: [QUANTIZATION, 'vllm-configuration'],
  };
}

function speculation({ settings }: VllmLaunch): Verdict | null {
  const plain = settingOf(settings, 'speculative-model');
  const setting = plain ?? settingOf(settings, 'speculative-config');
  if (setting === null) return null;
  const config = asObject(typeof setting.value === 'string' ? parsed(setting.value) : setting.value);
  const method = typeof config?.method === 'string' ? config.method : null;
  if (plain === null && (config === null || /^(?:eagle3|dflash)$/i.test(method ?? ''))) return null;
  return {
    setting,
    key: 'speculation',
    severity: 'blocker',
    confidence: 'documented',
    message: `${setting.written} asks for speculative decoding ${method === null ? 'with a plain draft model' : `by ${method}`}, and vLLM Neuron supports EAGLE3 and DFlash only.`,
    why: 'The drafts of EAGLE3 work on hidden states of the target model; vanilla draft models are not supported.',
    remedy:
      'Use an EAGLE3 draft for the model ("method": "eagle3" in --speculative-config) and set on_device_sampling_config, or leave speculation out.',
    sources: SPECULATION,
  };
}

function pipeline({ settings }: VllmLaunch): Verdict | null {
  const setting = settingOf(settings, 'pipeline-parallel-size');
  const stages = numberOf(setting);
  if (setting === null || stages === null || stages < 2) return null;
  return {
    setting,
    key: 'pipeline',
    severity: 'warning',
    confidence: 'documented',
    message: `${setting.written} is ${stages}, and no recipe of vLLM Neuron supports pipeline parallelism.`,
    why: 'The feature tables of all recipes mark pipeline parallelism as not supported; tensor, data and expert parallelism are.',
    remedy: 'Leave it at 1 and raise the tensor parallel degree, or serve replicas with --data-parallel-size.',
    sources: RECIPES,
  };
}

function cacheType({ settings }: VllmLaunch): Verdict | null {
  const setting = settingOf(settings, 'kv-cache-dtype');
  const type = textOf(setting);
  if (setting === null || type === null || !type.startsWith('fp8')) return null;
  return {
    setting,
    key: 'cache-type',
    severity: 'info',
    confidence: 'documented',
    message: `${setting.written} ${type} needs a checkpoint with calibrated scales for the KV cache on vLLM Neuron.`,
    why: 'Without scales in the checkpoint they are 1.0, which degrades accuracy. Trn2 clamps FP8 E4M3 at 240, Trn3 at 448; the plugin resolves that.',
    remedy: 'Serve a checkpoint whose k_scale and v_scale were calibrated with llm-compressor or ModelOpt.',
    sources: [QUANTIZATION, 'vllm-kv-cache-quantization'],
  };
}

function adapters({ settings }: VllmLaunch): Verdict | null {
  const setting = settingOf(settings, 'enable-lora');
  if (setting === null || setting.value === false) return null;
  return {
    setting,
    key: 'adapters',
    severity: 'warning',
    confidence: 'undocumented',
    message: `No Neuron document says that vLLM Neuron serves LoRA adapters (${setting.written}).`,
    why: 'NxD Inference documents multi-LoRA serving for dense Llama and Qwen models; the documents of vLLM Neuron do not mention adapters.',
    remedy:
      'Merge the adapter into its base model before serving, or ask for the state of LoRA in the release that you install.',
    sources: ['nxdi-vllm', ...RECIPES],
  };
}

function ofNxdInference({ settings }: VllmLaunch): Verdict[] {
  const setting = settingOf(settings, 'enable-chunked-prefill');
  if (setting === null || setting.value === false || setting.value === 'False') return [];
  return [
    {
      setting,
      key: 'chunked-prefill',
      severity: 'warning',
      confidence: 'documented',
      message: `${setting.written} is set, and chunked prefill is not supported by vLLM on NxD Inference.`,
      why: 'Its user guide lists chunked prefill among the known issues.',
      remedy: 'Remove the option; vLLM Neuron splits long prompts with --max-num-batched-tokens.',
      sources: ['nxdi-vllm'],
    },
  ];
}
