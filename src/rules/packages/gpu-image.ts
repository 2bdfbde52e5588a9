import type { ImageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { groupBy } from '../../model/group-by';
import type { GpuImageClaim } from '../../neuron/package-claims';
import { baseName } from '../../text/path';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences, show } from '../words';
import { imageWords, textLocations } from './environment';

/** Images that hold software for GPUs. */
export const gpuImage = mentionRule(
  {
    id: 'image/gpu',
    phase: 'integration',
    page: {
      title: 'Image for GPUs',
      what: 'Reports images that are made for NVIDIA GPUs (nvidia/cuda, nvcr.io, pytorch/pytorch, vllm/vllm-openai, GPU containers of AWS and Hugging Face, tags that name CUDA), in Dockerfiles, Compose files and manifests. Of a build stage that is not shipped it is a note.',
      why: 'Such an image holds CUDA and frameworks built for it, and neither the Neuron runtime nor the compiler. It runs on a Neuron instance without using its devices.',
      fix: 'Build on a Neuron container, or on a plain Ubuntu image with the Neuron packages.',
      example: {
        before: 'FROM vllm/vllm-openai:v0.11.0',
        after:
          'FROM public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04',
        language: 'dockerfile',
      },
      sources: ['cuda-faq', 'dlc-images', 'vllm-setup-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge } = context;
    const found = reading.mentions.images.flatMap((mention) => {
      if (mention.role === 'machine' || /neuron/i.test(mention.reference)) return [];
      const claim = knowledge.gpuImage(mention.name.toLowerCase(), mention.tag?.slice(0, 200) ?? null);
      return claim === null ? [] : [{ mention, claim }];
    });
    for (const [reference, group] of groupBy(found, ({ mention }) => mention.reference)) {
      const [first] = group;
      if (first === undefined) continue;
      const mentions = group.map(({ mention }) => mention);
      yield draft(reference, first.claim, mentions, context);
    }
  },
);

function draft(
  reference: string,
  claim: GpuImageClaim,
  mentions: readonly ImageMention[],
  context: RuleContext<OtherReading>,
): Draft {
  const [first] = mentions;
  if (first === undefined) throw new Error('a group holds at least one mention');
  const shipped = mentions.some((mention) => mention.shipped);
  const { instead, sources } = replacement(claim, context);
  return {
    key: reference,
    severity: shipped ? claim.severity : 'info',
    confidence: claim.confidence,
    action: `Replace the image ${show(baseName(first.name))}`,
    message: shipped
      ? `The image ${imageWords(first)} ${claim.what}.`
      : `The image ${imageWords(first)} of a build stage ${claim.what}.`,
    why: sentences(
      claim.use === 'cluster'
        ? 'A Neuron instance has no NVIDIA GPU'
        : 'A Neuron instance has no CUDA device, and the image has neither the Neuron runtime nor its compiler',
    ),
    remedy: sentences(instead),
    sources: [...new Set([...sources, ...claim.sources])],
    ...textLocations(
      context.reading.path,
      mentions.map(({ range }) => range),
    ),
  };
}

/** What to build on instead, a sentence without a full stop, and the sources that say so. */
export function replacement(
  { use }: GpuImageClaim,
  {
    knowledge,
    target,
    settings,
  }: Pick<RuleContext, 'knowledge' | 'target'> & {
    readonly settings: Pick<RuleContext['settings'], 'sdk' | 'workload'>;
  },
): { readonly instead: string; readonly sources: readonly string[] } {
  const training = settings.workload === 'training' || use === 'training';
  if (use === 'cluster')
    return { instead: 'Use the Neuron device plugin or DRA driver, and neuron-monitor for metrics', sources: [] };
  const vllm = knowledge.imageFor('vllm', target, settings.sdk);
  const torch = knowledge.imageFor('torch', target, settings.sdk);
  if (!training && vllm?.example)
    return { instead: `Build on ${vllm.example}, or on Ubuntu with the Neuron packages`, sources: vllm.sources };
  if (torch !== null)
    return {
      instead: `Build on a Neuron container (${torch.id}) whose tag names SDK ${settings.sdk}, or on Ubuntu with the Neuron packages`,
      sources: torch.sources,
    };
  if (training)
    return {
      instead:
        'Build on jax-training-neuronx for JAX, or on Ubuntu with TorchNeuron on Trn2 and Trn3; the container for PyTorch/XLA training ended with SDK 2.30',
      sources: ['training-dlc-ended'],
    };
  return {
    instead:
      'Build on a container pytorch-inference-neuronx of SDK 2.31, the last that was published, on a Neuron container of Hugging Face, or on Ubuntu with the Neuron packages',
    sources: ['containers-2.32', 'optimum-containers'],
  };
}
