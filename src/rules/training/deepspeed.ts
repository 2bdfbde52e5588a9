import type { OtherReading } from '../../formats/reading';
import type { Location } from '../../model/finding';
import { kindRule } from '../define';
import type { Draft } from '../rule';
import { listed, sentences, show } from '../words';
import { asTraining, placeOf, settingsOf, trainerOf, trainInstead, trainsOn } from './setting';

/** What takes the place of a stage of ZeRO in PyTorch. */
const STAGES: Readonly<Record<number, string>> = {
  0: 'ZeRO is off, so that DDP of PyTorch does the same',
  1: 'In the place of ZeRO stage 1 (sharded optimizer) comes FSDP, or DDP with ZeroRedundancyOptimizer; Optimum Neuron on Trn1 has its own ZeRO-1 optimizer',
  2: 'In the place of ZeRO stage 2 comes FSDP2 with reshard_after_forward=False',
  3: 'In the place of ZeRO stage 3 comes FSDP2 (fully_shard), or SimpleFSDP under torch.compile',
};

/** Parts of DeepSpeed without a counterpart, with the words for them. */
const NOTHING: Readonly<Record<string, string>> = {
  sparse_attention: 'sparse attention kernels',
  compression_training: 'compression',
  quantize_training: 'quantized training',
  aio: 'asynchronous disk access',
  amp: 'mixed precision of Apex',
  hybrid_engine: 'the hybrid engine',
};

/** DeepSpeed as the engine of a training run. */
export const deepspeedEngine = kindRule(
  {
    id: 'training/deepspeed',
    phase: 'proof-of-concept',
    page: {
      title: 'DeepSpeed',
      what: 'Reports configs of DeepSpeed, and configs of trainers that switch it on, with what takes the place of the ZeRO stage and what has no counterpart (offloading, sparse attention, compression).',
      why: 'DeepSpeed trains through CUDA extensions and NCCL. No Neuron document names it, and the code of Optimum Neuron refuses its plugin. TorchNeuron documents FSDP, DTensor and DDP instead.',
      fix: 'Write the sharding in PyTorch: FSDP2 for ZeRO stages 2 and 3, DDP for stage 0. Offloading has no counterpart: shard over more cores.',
      example: {
        before: '"zero_optimization": { "stage": 3 }',
        after:
          'from torch.distributed.fsdp import fully_shard\nfor layer in model.layers:\n    fully_shard(layer)\nfully_shard(model)',
        language: 'python',
      },
      sources: ['torchneuron-overview', 'optimum-accelerator', 'cuda-faq'],
      since: '0.1.0',
    },
  },
  ['deepspeed', 'trainer'],
  function* (context): Iterable<Draft> {
    const { reading, target } = context;
    // GPT-NeoX is DeepSpeed through and through, which its own finding says.
    if (!trainsOn(target) || trainerOf(reading) === 'GPT-NeoX') return;
    const use = reading.kind === 'deepspeed' ? configured(reading) : switchedOn(reading);
    if (use === null) return;
    yield {
      key: 'deepspeed',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Replace DeepSpeed by the sharding of PyTorch',
      message: `${use.words} is set up, and no Neuron document names DeepSpeed.`,
      why: sentences(
        'DeepSpeed trains through CUDA extensions and NCCL, and the code of Optimum Neuron refuses its plugin',
        asTraining(context),
      ),
      remedy: sentences(STAGES[use.stage ?? -1], use.nothing, trainInstead(context).words),
      sources: ['torchneuron-overview', 'optimum-accelerator', 'cuda-faq'],
      locations: use.locations,
    };
  },
);

interface Use {
  readonly words: string;
  readonly stage: number | null;
  /** A sentence on what has no counterpart; empty where there is nothing of the kind. */
  readonly nothing: string;
  readonly locations: readonly Location[];
}

function configured(reading: OtherReading): Use {
  const { zeroStage, offload, features } = reading.facts;
  const stage = typeof zeroStage === 'number' ? zeroStage : null;
  const moved = Array.isArray(offload) ? offload.map(String) : [];
  const parts = (Array.isArray(features) ? features : []).flatMap((name) => NOTHING[String(name)] ?? []);
  const without = [...(moved.length > 0 ? [`offloading of ${listed(moved)}`] : []), ...parts];
  const paths = [
    ['zero_optimization', 'stage'],
    ['zero_optimization'],
    ['train_micro_batch_size_per_gpu'],
    ['train_batch_size'],
  ];
  const path = paths.find((keys) => reading.documents[0]?.rangeOf(keys) != null) ?? [];
  return {
    words: `DeepSpeed${stage === null || stage === 0 ? '' : ` with ZeRO stage ${stage}`}${path.length === 0 ? '' : ` (${path.join('.')})`}`,
    stage,
    nothing: without.length === 0 ? '' : `There is no counterpart for ${listed(without)}`,
    locations: [path.length === 0 ? { path: reading.path } : placeOf(reading, path)],
  };
}

function switchedOn(reading: OtherReading): Use | null {
  const settings = settingsOf(reading);
  const distributed = settings.get('distributed');
  const deepspeed = settings.get('deepspeed');
  const on = distributed !== undefined && String(distributed.value).toUpperCase() === 'DEEPSPEED';
  const stated =
    deepspeed !== undefined && deepspeed.value !== false && /deepspeed|zero|\.json/i.test(String(deepspeed.value));
  const shown = on ? distributed : stated ? deepspeed : undefined;
  if (shown === undefined) return null;
  const stage = on && typeof deepspeed?.value === 'number' ? deepspeed.value : null;
  return {
    words: stage === null ? `DeepSpeed (${show(String(shown.value))})` : `DeepSpeed with ZeRO stage ${stage}`,
    stage,
    nothing: '',
    locations: [shown.location],
  };
}
