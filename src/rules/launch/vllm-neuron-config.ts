import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { numberOf, type Setting, settingOf } from './command';
import { placesAt } from './places';
import { additionalConfig, asObject, launchesIn, servingRoute, type VllmLaunch } from './vllm';

type Fault = Pick<Draft, 'key' | 'severity' | 'confidence' | 'message' | 'why' | 'remedy' | 'sources'>;

const REFERENCE = 'vllm-configuration';
const SEGMENTS: readonly unknown[] = [512, 1024, 2048, 4096, 8192];

/** What stands in `--additional-config` of vLLM Neuron against its configuration reference. */
export const vllmNeuronConfig = mentionRule(
  {
    id: 'launch/vllm-neuron-config',
    phase: 'integration',
    page: {
      title: 'Settings of vLLM Neuron that it does not take',
      what: 'Reads --additional-config of vLLM Neuron: text that is no JSON, settings of NxD Inference (override_neuron_config), mm_language_model_only in the wrong place, MXFP4 on Trn2, ep_degree without --enable-expert-parallel, and buckets that do not fit --max-num-seqs, --max-num-batched-tokens or --max-model-len.',
      why: 'The plugin compiles one program for each bucket and refuses lists that do not end at the limits of the scheduler; what stands in the wrong place is ignored without a word.',
      fix: 'Nest the settings of the text model under "neuron_config", and let the lists of buckets ascend to the limit.',
      example: {
        before:
          'vllm serve m --max-num-seqs 8 --additional-config \'{"neuron_config": {"num_seqs_buckets": [1, 2, 4]}}\'',
        after:
          'vllm serve m --max-num-seqs 8 --additional-config \'{"neuron_config": {"num_seqs_buckets": [1, 2, 4, 8]}}\'',
        language: 'sh',
      },
      sources: [REFERENCE, 'vllm-migration', 'vllm-features-quantization'],
      since: '0.1.0',
    },
  },
  function* (context) {
    for (const launch of launchesIn(context.reading)) {
      const setting = settingOf(launch.settings, 'additional-config');
      const route = context.settings.deployment.route;
      if (setting === null || (route ?? servingRoute(context, launch)) !== 'vllm-neuron') continue;
      for (const fault of faults(context, launch, setting)) {
        yield { ...fault, action: 'Correct --additional-config', ...placesAt(context.reading.path, [setting.range]) };
      }
    }
  },
);

function* faults(context: Pick<RuleContext, 'target'>, launch: VllmLaunch, setting: Setting): Iterable<Fault> {
  const config = additionalConfig(launch);
  if (config === null) {
    if (typeof setting.value === 'string' && !/[$`{]{2}|\$/.test(setting.value)) yield notJson(setting);
    return;
  }
  if ('override_neuron_config' in config || 'override-neuron-config' in config) yield otherLibrary();
  const own = asObject(config.neuron_config) ?? {};
  const vision = asObject(config.vision_neuron_config) ?? {};
  if ('mm_language_model_only' in own || 'mm_language_model_only' in vision) yield misplaced();
  if (own.quantization === 'mxfp4' && context.target === 'trn2') yield mxfp4();
  const parallel = settingOf(launch.settings, 'enable-expert-parallel');
  if (typeof own.ep_degree === 'number' && own.ep_degree > 1 && (parallel === null || parallel.value === false))
    yield expertParallel(own.ep_degree);
  yield* buckets(own, launch);
}

const base = { confidence: 'documented' } as const;

function notJson({ written }: Setting): Fault {
  return {
    ...base,
    key: 'json',
    severity: 'warning',
    confidence: 'inferred',
    message: `The value of ${written} is not valid JSON.`,
    why: 'vLLM parses it as JSON when it starts.',
    remedy: 'Put the JSON in single quotes, with keys and texts in double quotes and true and false in small letters.',
    sources: [REFERENCE],
  };
}

function otherLibrary(): Fault {
  return {
    ...base,
    key: 'override',
    severity: 'warning',
    message:
      'override_neuron_config in --additional-config belongs to vLLM on NxD Inference; vLLM Neuron reads neuron_config.',
    why: 'Settings moved to neuron_config with new names: context_encoding_buckets is num_batched_tokens_buckets.',
    remedy:
      'Nest the settings under "neuron_config" and rename them as the configuration reference says, or plan the route nxd-inference.',
    sources: ['vllm-migration', REFERENCE],
  };
}

function misplaced(): Fault {
  return {
    ...base,
    key: 'mm-language-model-only',
    severity: 'warning',
    message:
      'mm_language_model_only stands inside neuron_config or vision_neuron_config, where vLLM Neuron ignores it.',
    why: 'It is read at the top of --additional-config only; elsewhere both towers are built, and device memory is wasted.',
    remedy: 'Move it to the top, beside neuron_config.',
    sources: [REFERENCE],
  };
}

function mxfp4(): Fault {
  return {
    ...base,
    key: 'mxfp4',
    severity: 'blocker',
    message: 'neuron_config.quantization is mxfp4, which vLLM Neuron rejects on Trn2.',
    why: 'MXFP4 weights of gpt-oss run on Trn3 only; on Trn2 the worker fails at startup.',
    remedy:
      'Leave it out on Trn2 and serve in BF16 (--hf-overrides \'{"quantization_config": {}}\'), or plan for Trn3.',
    sources: ['vllm-features-quantization', 'vllm-gpt-oss'],
  };
}

function expertParallel(degree: number): Fault {
  return {
    ...base,
    key: 'ep-degree',
    severity: 'blocker',
    message: `neuron_config.ep_degree is ${degree} without --enable-expert-parallel, with which vLLM Neuron fails at startup.`,
    why: 'Experts are spread only where expert parallelism is enabled.',
    remedy: 'Add --enable-expert-parallel, or remove ep_degree.',
    sources: ['vllm-parallelism'],
  };
}

function* buckets(own: Readonly<Record<string, unknown>>, launch: VllmLaunch): Iterable<Fault> {
  const limit = (name: string) => numberOf(settingOf(launch.settings, name));
  yield* list('num_seqs_buckets', own.num_seqs_buckets, 'max_num_seqs', limit('max-num-seqs'));
  yield* list(
    'num_batched_tokens_buckets',
    own.num_batched_tokens_buckets,
    'max_num_batched_tokens',
    limit('max-num-batched-tokens'),
  );
  yield* list('decode_context_length_buckets', own.decode_context_length_buckets, null, null);
  const length = limit('max-model-len');
  const contexts = numbers(own.decode_context_length_buckets) ?? [];
  const wrong = contexts.find((size) => size % 128 !== 0 || (length !== null && size >= length));
  if (wrong !== undefined)
    yield bucketFault(
      'decode_context_length_buckets',
      `decode_context_length_buckets holds ${wrong}; its values must be below max_model_len${length === null ? '' : ` (${length})`} and divisible by 128.`,
    );
  const segments = numbers(own.kv_segment_size_buckets) ?? [];
  const size = segments.find((one) => !SEGMENTS.includes(one));
  if (size !== undefined)
    yield bucketFault(
      'kv_segment_size_buckets',
      `kv_segment_size_buckets holds ${size}; its values must be 512, 1024, 2048, 4096 or 8192.`,
    );
}

/** A list of buckets ascends, and its last one is the limit of the scheduler where there is one. */
function* list(name: string, value: unknown, limitName: string | null, limit: number | null): Iterable<Fault> {
  const sizes = numbers(value);
  if (sizes === null) return;
  if (sizes.some((size, at) => at > 0 && size <= (sizes[at - 1] ?? 0)))
    yield bucketFault(name, `${name} (${sizes.join(', ')}) does not ascend.`);
  else if (limit !== null && sizes.at(-1) !== limit)
    yield bucketFault(
      name,
      `${name} ends at ${sizes.at(-1)}, and its largest value must equal ${limitName}, which is ${limit}.`,
    );
}

function numbers(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number') ? value : null;
}

function bucketFault(name: string, message: string): Fault {
  return {
    ...base,
    key: name,
    severity: 'warning',
    message,
    why: 'The model is compiled for the sizes in the list, and every batch must find one that it fits.',
    remedy: `Correct ${name}, or leave it out: the default is powers of two up to the limit.`,
    sources: [REFERENCE, 'vllm-additional-config'],
  };
}
