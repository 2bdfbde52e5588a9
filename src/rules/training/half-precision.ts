import type { OtherReading } from '../../formats/reading';
import type { Location } from '../../model/finding';
import { kindRule } from '../define';
import type { Draft } from '../rule';
import { sentences } from '../words';
import { asTraining, placeOf, settingsOf, trainsOn } from './setting';

/** Training in FP16, which needs a scaled loss. */
export const halfPrecision = kindRule(
  {
    id: 'training/fp16',
    phase: 'validation',
    page: {
      title: 'Training in FP16',
      what: 'Notes training configs that ask for FP16: fp16, precision 16, mixed_precision fp16, fp16.enabled of DeepSpeed.',
      why: 'FP16 has a small range, so that gradients vanish unless the loss is scaled. BF16 has the range of FP32 and needs no scaling; it is what the Neuron documents and Optimum Neuron train in.',
      fix: 'Train in BF16 with autocast or a mixed-precision policy of FSDP, without loss scaling.',
      example: { before: 'fp16: true', after: 'bf16: true', language: 'yaml' },
      sources: ['data-types', 'torchneuron-overview', 'optimum-distributed-training'],
      since: '0.1.0',
    },
  },
  ['trainer', 'deepspeed'],
  function* (context): Iterable<Draft> {
    const { reading, target } = context;
    const half = trainsOn(target) ? halfOf(reading) : null;
    if (half === null) return;
    yield {
      key: 'fp16',
      severity: 'info',
      confidence: 'inferred',
      action: 'Train in BF16',
      message: `The config trains in FP16 (${half.words}), which needs a scaled loss; on Neuron BF16 is the documented choice.`,
      why: sentences(
        'BF16 has the range of FP32, so no gradient vanishes for want of range, and no document describes loss scaling on Neuron',
        asTraining(context),
      ),
      remedy: 'Switch to bf16 and leave out loss_scale and its companions; compare the loss of the first steps.',
      sources: ['data-types', 'torchneuron-overview'],
      locations: [half.location],
    };
  },
);

interface Half {
  /** The setting, as it stands. */
  readonly words: string;
  readonly location: Location;
}

function halfOf(reading: OtherReading): Half | null {
  if (reading.kind === 'deepspeed')
    return reading.facts.precision === 'fp16' ? { words: 'fp16.enabled', location: placeOf(reading, ['fp16']) } : null;
  const settings = settingsOf(reading);
  const fp16 = settings.get('fp16');
  if (fp16?.value === true) return { words: fp16.words, location: placeOf(reading, fp16.path.slice(0, 1)) };
  const precision = settings.get('precision');
  return precision !== undefined && /^(?:fp16|float16|16|16-mixed)$/.test(String(precision.value)) ? precision : null;
}
