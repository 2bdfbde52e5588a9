import type { Knowledge } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import type { CommandPlaces, ServeCommands } from './command';
import { serving } from './serving';
import type { StarterSubject } from './subject';

const PORT = 8000;
/** Seconds that compiling and a first step may take; of the quickstarts, for models from 20 billion parameters on. */
const TIMEOUT = '1200';

/** `vllm serve` of vLLM Neuron, or of the plugin on NxD Inference before SDK 2.31, or of the fork of vLLM before SDK 2.27. */
export function vllmCommands(subject: StarterSubject, places: CommandPlaces, knowledge: Knowledge): ServeCommands {
  const plan = serving(subject, knowledge);
  const onNxd = (knowledge.route('vllm-neuron', subject.target, subject.sdk)?.modelsOf ?? null) === 'nxd-inference';
  const fork = onNxd && compareSdk(subject.sdk, '2.27.0') < 0;
  const { quantMethod } = subject.route.facts;
  const { target } = subject;
  const common = [
    ...['--tensor-parallel-size', String(plan.degree)],
    ...['--max-model-len', String(plan.length)],
    ...['--max-num-seqs', String(plan.batch)],
    ...['--dtype', plan.dtype],
    ...['--port', String(PORT)],
  ];
  const quantized = quantMethod === undefined ? null : quantizationClaim(subject, knowledge);
  const checks = [
    ...subject.checks,
    ...plan.checks,
    ...(quantized === null ? [] : [`The checkpoint is quantized: ${quantized}`]),
  ];
  if (fork)
    return {
      script: 'serve.sh',
      env: { VLLM_NEURON_FRAMEWORK: 'neuronx-distributed-inference' },
      steps: [
        {
          makes: null,
          what: 'Starts the server of the fork of vLLM for Neuron; the first start compiles the model.',
          words: [
            'python3',
            '-m',
            'vllm.entrypoints.openai.api_server',
            '--model',
            places.model,
            '--device',
            'neuron',
            ...common,
          ],
        },
      ],
      port: PORT,
      degree: plan.degree,
      checks,
      sources: ['nxdi-vllm-guide', ...plan.sources],
    };
  if (onNxd)
    return {
      script: 'serve.sh',
      env: {},
      steps: [
        {
          makes: null,
          what: 'Starts the server; the first start compiles the model.',
          // Without prefix caching a block holds a sequence, and scheduler and compiled cache must agree on their number.
          words: [
            ...['vllm', 'serve', places.model, ...common],
            ...['--no-enable-prefix-caching', '--num-gpu-blocks-override', String(plan.batch)],
          ],
        },
      ],
      port: PORT,
      degree: plan.degree,
      checks,
      sources: ['nxdi-vllm-guide', ...plan.sources],
    };
  const neuronConfig = {
    ...(quantMethod === 'mxfp4' && target === 'trn3' && { quantization: 'mxfp4' }),
    num_batched_tokens_buckets: [plan.length],
    num_seqs_buckets: [plan.batch],
  };
  return {
    script: 'serve.sh',
    env: { VLLM_NEURON_COMPILATION_TIMEOUT: TIMEOUT, VLLM_EXECUTE_MODEL_TIMEOUT_SECONDS: TIMEOUT },
    steps: [
      {
        makes: null,
        what: 'Starts the server; the first start compiles the model and takes minutes, later ones use the cache in VLLM_CACHE_ROOT.',
        words: [
          ...[
            'vllm',
            'serve',
            places.model,
            ...(subject.route.nature === 'embedding' ? ['--runner', 'pooling'] : []),
            ...common,
          ],
          ...['--max-num-batched-tokens', String(plan.length), '--no-enable-prefix-caching'],
          ...(quantMethod === 'mxfp4' && target === 'trn2' ? ['--hf-overrides', '{"quantization_config": {}}'] : []),
          ...['--additional-config', JSON.stringify({ neuron_config: neuronConfig })],
        ],
      },
    ],
    port: PORT,
    degree: plan.degree,
    checks: [
      ...checks,
      'One bucket each for prefill and decode keeps the first start short; more buckets waste less on short requests. The largest must equal --max-num-batched-tokens and --max-num-seqs.',
      'Prefix caching is off, as in the check of the setup guide: with it, prefill has to be segmented (kv_segment_size_buckets).',
      'Without EFA on the host the server of the container fails to start: set NEURON_SKIP_EFA_AFFINITY=1 there.',
    ],
    sources: [...documents(subject), ...plan.sources],
  };
}

function documents({ sdk, route, target }: StarterSubject): string[] {
  const gptOss = route.facts.quantMethod === 'mxfp4' && target === 'trn2' ? ['vllm-gpt-oss'] : [];
  const embedding = route.nature === 'embedding' ? ['vllm-qwen3-embedding'] : [];
  const setup = compareSdk(sdk, '2.33.0') < 0 ? 'vllm-setup' : 'vllm-setup-2.33';
  return [setup, 'vllm-configuration', 'vllm-dlc-quickstart', ...gptOss, ...embedding];
}

/** What the knowledge base says of the quantization of the checkpoint, as sentences; null: nothing. */
function quantizationClaim({ route, option, target, sdk }: StarterSubject, knowledge: Knowledge): string | null {
  const { quantMethod: method, modelType } = route.facts;
  if (method === undefined) return null;
  const claim = knowledge.quantization({ method, algorithm: null, modelType }, option.route, target, sdk);
  return claim === null ? null : `${claim.note}. ${claim.status === 'runs' ? '' : claim.remedy}`.trim();
}
