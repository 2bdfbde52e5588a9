import type { OtherReading } from '../../formats/reading';
import type { Trainer } from '../../formats/training/tools';
import type { Location } from '../../model/finding';
import { compareSdk } from '../../neuron/version';
import { kindRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';
import { asTraining, placeOf, trainerOf, trainInstead, trains, trainsOn } from './setting';

/** Where each trainer shows best what the file is. */
const KEYS: Readonly<Record<Trainer, readonly (readonly string[])[]>> = {
  axolotl: [['base_model']],
  'LLaMA-Factory': [['model_name_or_path'], ['model']],
  torchtune: [
    ['model', '_component_'],
    ['checkpointer', '_component_'],
    ['tokenizer', '_component_'],
  ],
  'GPT-NeoX': [['pipe_parallel_size'], ['pipe-parallel-size'], ['model_parallel_size']],
  NeMo: [['trainer'], ['model'], ['run']],
  Accelerate: [['distributed_type']],
  'NxD Training': [['distributed_strategy'], ['trainer']],
};

/** Trainers of the GPU world, and those of Neuron that have ended. */
export const trainingStack = kindRule(
  {
    id: 'training/trainer',
    phase: 'proof-of-concept',
    page: {
      title: 'Trainer without a documented place on Neuron',
      what: 'Reports configs of axolotl, LLaMA-Factory, torchtune, GPT-NeoX, NeMo, NxD Training and, on Trn1, Accelerate. A trainer whose Neuron port has ended is a documented warning; one that no document mentions leaves the verdict open. On Inf2, which is not for training, it is one finding and nothing else is said.',
      why: 'Neuron documents training with TorchNeuron and TorchTitan on Trn2 and Trn3 (beta), JAX, and Optimum Neuron on Trn1. The ports of Megatron-LM and NeMo ended with SDK 2.13 and 2.23, PyTorch/XLA for training with 2.30; NxD Training is in maintenance and in no release from 2.32 on.',
      fix: 'Move the run to a documented trainer: plain PyTorch with FSDP on TorchNeuron, TorchTitan, or the trainers of Optimum Neuron.',
      example: {
        before: 'axolotl train qlora.yaml',
        after: 'torchrun --nproc_per_node 64 train.py   # FSDP2, device "neuron"',
        language: 'sh',
      },
      sources: [
        'training-2.33',
        'torchneuron-overview',
        'xla-training-ended',
        'nemo-ended',
        'nxdt-maintenance',
        'setup-index',
      ],
      since: '0.1.0',
    },
  },
  ['trainer', 'deepspeed'],
  function* (context): Iterable<Draft> {
    const { reading, target } = context;
    const trainer = trainerOf(reading);
    const name = trainer ?? 'DeepSpeed';
    if (!trains(reading)) return;
    if (!trainsOn(target)) yield notForTraining(name, context);
    else if (trainer !== null) {
      const words = wordsOf(trainer, context);
      if (words !== null)
        yield {
          key: trainer,
          action: `Move training from ${trainer} to a documented trainer`,
          remedy: sentences(trainInstead(context).words),
          locations: [shownBy(reading).location],
          ...words,
        };
    }
  },
);

function notForTraining(name: string, context: RuleContext<OtherReading>): Draft {
  const { settings } = context;
  return {
    key: 'not-for-training',
    severity: settings.workload === 'training' ? 'warning' : 'info',
    confidence: 'documented',
    action: 'Train on Trn1, Trn2 or Trn3',
    message: `This ${name} config${shownBy(context.reading).key} belongs to training, for which Neuron documents Trn1, Trn2 and Trn3, not Inferentia.`,
    why: 'The setup guide sends training to Trainium and keeps Inferentia for inference.',
    remedy: `Train on Trn2 or Trn3, and deploy the result on Inferentia where a route allows.`,
    sources: ['setup-index'],
    locations: [shownBy(context.reading).location],
  };
}

type Words = Pick<Draft, 'severity' | 'confidence' | 'message' | 'why' | 'sources'>;

function wordsOf(trainer: Trainer, context: RuleContext<OtherReading>): Words | null {
  const { reading, target, settings } = context;
  const { key } = shownBy(reading);
  const why = (...texts: string[]) => sentences(...texts, asTraining(context));
  const native = target !== 'trn1' && compareSdk(settings.sdk, '2.33.0') >= 0;
  switch (trainer) {
    case 'NeMo':
      return {
        severity: 'warning',
        confidence: 'documented',
        message: `NeMo has no current Neuron port, so this config${key} does not carry over.`,
        why: why(
          'NeMo trains with Megatron and Transformer Engine on NVIDIA GPUs; the Neuron port of NeMo Megatron ended with SDK 2.23',
        ),
        sources: ['nemo-ended', 'training-2.33'],
      };
    case 'NxD Training':
      return {
        severity: 'warning',
        confidence: 'documented',
        message: `This config${key} is for NxD Training, which is in maintenance and in no release from SDK 2.32 on.`,
        why: why(
          'It builds on PyTorch/XLA, which is not supported for training from SDK 2.30 on; its users are told to stay on SDK 2.28 or move to PyTorch with TorchNeuron',
        ),
        sources: ['nxdt-maintenance', 'xla-training-ended'],
      };
    case 'Accelerate':
      if (native) return null;
      return {
        severity: 'warning',
        confidence: 'inferred',
        message: `This Accelerate config${key} is for GPUs: Optimum Neuron, which trains on Trn1, takes neither its FSDP nor its DeepSpeed settings.`,
        why: why(
          'Its code raises an error for both plugins; sharding is set in NeuronTrainingArguments instead (tensor_parallel_size, zero_1)',
        ),
        sources: ['optimum-accelerator', 'optimum-distributed-training'],
      };
    case 'GPT-NeoX':
      return {
        severity: 'warning',
        confidence: 'inferred',
        message: `GPT-NeoX${key} trains through DeepSpeed and the CUDA kernels of Megatron, for which Neuron has no counterpart.`,
        why: why('No Neuron document names it; the Neuron reference for Megatron-LM ended with SDK 2.13'),
        sources: ['megatron-ended', 'cuda-faq'],
      };
    default:
      return {
        severity: 'warning',
        confidence: 'undocumented',
        message: `No Neuron document mentions ${trainer}, the trainer that this file${key} is for.`,
        why: why(
          'Documented are PyTorch itself and TorchTitan on TorchNeuron, Optimum Neuron with trainers of its own, and JAX; whether this trainer runs on one of them is not written down',
        ),
        sources: ['training-2.33', 'torchneuron-overview', 'optimum-distributed-training'],
      };
  }
}

interface Shown {
  /** The key that shows best what the file is; empty where none stands in it. */
  readonly key: string;
  readonly location: Location;
}

function shownBy(reading: OtherReading): Shown {
  const trainer = trainerOf(reading);
  const paths =
    trainer === null
      ? [['zero_optimization'], ['train_micro_batch_size_per_gpu'], ['train_batch_size']]
      : KEYS[trainer];
  const path = paths.find((keys) => reading.documents[0]?.rangeOf(keys) != null);
  return path === undefined
    ? { key: '', location: { path: reading.path } }
    : { key: ` (${path[0]})`, location: placeOf(reading, path.slice(0, 1)) };
}
