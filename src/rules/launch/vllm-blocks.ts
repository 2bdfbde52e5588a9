import { compareSdk } from '../../neuron/version';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { numberOf, settingOf } from './command';
import { placesAt } from './places';
import { launchesIn, servingRoute, type VllmLaunch } from './vllm';

const SOURCE = 'nxdi-vllm';

/** Blocks of the KV cache that vLLM's scheduler and the compiled model must agree on. */
export const vllmBlocks = mentionRule(
  {
    id: 'launch/vllm-kv-blocks',
    phase: 'integration',
    page: {
      title: 'Blocks of the KV cache are not set',
      what: 'Reports a start of vLLM V1 on NxD Inference without --num-gpu-blocks-override, or, where prefix caching is off, with another number than --max-num-seqs.',
      why: 'NxD Inference compiles the KV cache with a fixed number of blocks. Without the override the scheduler of vLLM counts more than there are, and accesses go out of bounds. Without prefix caching the cache is contiguous, one block for each sequence.',
      fix: 'Without prefix caching set it to --max-num-seqs. With prefix caching set it to at least ceil(max_model_len / block_size) * max_num_seqs.',
      example: {
        before: 'vllm serve m --max-num-seqs 8 --no-enable-prefix-caching',
        after: 'vllm serve m --max-num-seqs 8 --no-enable-prefix-caching --num-gpu-blocks-override 8',
        language: 'sh',
      },
      sources: [SOURCE],
      since: '0.1.0',
    },
  },
  function* (context) {
    if (compareSdk(context.settings.sdk, '2.28.0') < 0) return;
    // The fork of vLLM V0 counted by itself; that it has ended is another rule's.
    if (context.reading.mentions.variables.some(({ name }) => name === 'VLLM_NEURON_FRAMEWORK')) return;
    for (const launch of launchesIn(context.reading)) {
      if (servingRoute(context, launch) === 'nxd-inference') yield* checked(context.reading.path, launch, context);
    }
  },
);

function* checked(path: string, launch: VllmLaunch, { settings }: Pick<RuleContext, 'settings'>): Iterable<Draft> {
  const sequences = settingOf(launch.settings, 'max-num-seqs');
  const blocks = settingOf(launch.settings, 'num-gpu-blocks-override');
  if (settings.deployment.route !== 'nxd-inference' && sequences === null) return;
  if (settingOf(launch.settings, 'override-neuron-config', 'device') !== null) return;
  const base = {
    severity: 'warning' as const,
    confidence: 'documented' as const,
    sources: [SOURCE],
    action: 'Set the number of KV cache blocks',
  };
  if (blocks === null) {
    yield {
      ...base,
      key: 'absent',
      message:
        'vLLM on NxD Inference is started without --num-gpu-blocks-override (num_gpu_blocks_override), which it needs to avoid out-of-bounds errors.',
      why: 'The compiled model has a fixed number of KV cache blocks, and the scheduler of vLLM has to count the same.',
      remedy: `Without prefix caching set it to exactly --max-num-seqs${numberOf(sequences) === null ? '' : ` (${numberOf(sequences)})`}; with prefix caching to at least ceil(max_model_len / block_size) * max_num_seqs.`,
      ...placesAt(path, [launch.range]),
    };
    return;
  }
  const off =
    settingOf(launch.settings, 'no-enable-prefix-caching')?.value === true ||
    settingOf(launch.settings, 'enable-prefix-caching')?.value === false;
  const [count, most] = [numberOf(blocks), numberOf(sequences)];
  if (!off || count === null || most === null || count === most) return;
  yield {
    ...base,
    key: 'other',
    message: `${blocks.written} is ${count}, and without prefix caching it must be exactly ${sequences?.written}, which is ${most}.`,
    why: 'Without prefix caching NxD Inference keeps one contiguous block of the KV cache for each sequence.',
    remedy: `Set ${blocks.written} to ${most}.`,
    ...placesAt(path, [blocks.range]),
  };
}
