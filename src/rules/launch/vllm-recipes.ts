import type { HfConfigReading, OtherReading } from '../../formats/reading';
import { isEmbedding } from '../../routes/model-kind';
import type { Draft, WorkspaceRule } from '../rule';
import { numberOf, settingOf, textOf } from './command';
import { configOf, isConfig } from './configs';
import { placesAt } from './places';
import { servingRoute, type VllmLaunch, vllmLaunches } from './vllm';

const EMBEDDING = 'vllm-qwen3-embedding';
const VISION = 'vllm-qwen3-vl';

/** Sizes of a prefill segment. Source: the recipe of Qwen3-Embedding and the configuration reference. */
const SEGMENTS = [512, 1024, 2048, 4096, 8192];

/** Options of a launch against what the recipe of its model says of them. */
export const vllmRecipes: WorkspaceRule = {
  id: 'launch/vllm-recipe',
  phase: 'integration',
  page: {
    title: 'Launch that the recipe of the model rules out',
    what: 'Compares starts of vLLM Neuron with the recipe of the model that the config in the workspace names: Qwen3-Embedding without --runner pooling, or with prefix caching but no segmented prefill; Qwen3-VL with prefix caching.',
    why: 'Embedding checkpoints name the generative class, so that without the flag they are loaded as generative models. Prefix caching needs segmented prefill, which Qwen3-VL does not have.',
    fix: 'Start the model as its recipe does.',
    example: {
      before: 'vllm serve Qwen/Qwen3-Embedding-8B --tensor-parallel-size 8',
      after: 'vllm serve Qwen/Qwen3-Embedding-8B --runner pooling --tensor-parallel-size 8',
      language: 'sh',
    },
    sources: [EMBEDDING, VISION],
    since: '0.1.0',
  },
  *checkWorkspace(context) {
    const configs = context.readings.filter(isConfig);
    if (configs.length === 0) return;
    for (const reading of context.readings) {
      if (!('mentions' in reading)) continue;
      for (const launch of vllmLaunches(reading.mentions)) {
        const config =
          servingRoute(context, launch) === 'vllm-neuron' ? configOf(launch.model, reading.path, configs) : null;
        if (config === null) continue;
        for (const draft of judged(reading, launch, config)) yield { ...draft, artifact: reading.path };
      }
    }
  },
};

function* judged({ path }: OtherReading, launch: VllmLaunch, config: HfConfigReading): Iterable<Draft> {
  const { settings, range } = launch;
  const { modelType } = config.facts;
  const caching = settingOf(settings, 'enable-prefix-caching');
  const caches = caching !== null && caching.value === true;
  if (modelType === 'qwen3_vl' && caches)
    yield {
      key: `vision ${config.path}`,
      severity: 'warning',
      confidence: 'documented',
      action: 'Serve Qwen3-VL without prefix caching',
      message: `${caching.written} is set, and the recipe of Qwen3-VL does not support prefix caching.`,
      why: 'Prefix caching needs segmented prefill, which the recipe names among its known limitations.',
      remedy: 'Leave the option out, or pass --no-enable-prefix-caching.',
      sources: [VISION],
      ...placesAt(path, [caching.range]),
    };
  if (modelType !== 'qwen3' || !isEmbedding(config.path, config.document)) return;
  if (textOf(settingOf(settings, 'runner', 'task', 'convert')) === null)
    yield {
      key: `runner ${config.path}`,
      severity: 'warning',
      confidence: 'documented',
      action: 'Serve the embedding model with --runner pooling',
      message: 'vLLM is started without --runner pooling, so the embedding model is loaded as a generative one.',
      why: 'The config of Qwen3-Embedding names the class of the generative models; the recipe tells them apart by the flag.',
      remedy: 'Add --runner pooling.',
      sources: [EMBEDDING],
      ...placesAt(path, [range]),
    };
  const segment = numberOf(settingOf(settings, 'max-num-batched-tokens'));
  const length = numberOf(settingOf(settings, 'max-model-len'));
  const whole = segment !== null && (!SEGMENTS.includes(segment) || (length !== null && segment >= length));
  if (caches && whole)
    yield {
      key: `segments ${config.path}`,
      severity: 'blocker',
      confidence: 'documented',
      action: 'Give prefix caching its segmented prefill',
      message: `${caching.written} needs segmented prefill, and --max-num-batched-tokens ${segment} does not give it.`,
      why: 'The recipe of Qwen3-Embedding says that prefix caching with single-shot prefill fails at startup.',
      remedy:
        'Set --max-num-batched-tokens to 512, 1024, 2048, 4096 or 8192, below --max-model-len; or leave prefix caching out.',
      sources: [EMBEDDING],
      ...placesAt(path, [caching.range]),
    };
}
