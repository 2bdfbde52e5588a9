import type { ImageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { groupBy } from '../../model/group-by';
import { TARGETS } from '../../model/target';
import type { NeuronImageClaim } from '../../neuron/package-claims';
import { compareSdk } from '../../neuron/version';
import { baseName } from '../../text/path';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed, sentences, show } from '../words';
import { imageWords, textLocations } from './environment';
import { imageRelease } from './release-of';

/** Neuron images that are no longer published, or that hold what has ended. */
export const neuronImage = mentionRule(
  {
    id: 'image/ended',
    phase: 'integration',
    page: {
      title: 'Neuron image that has ended',
      what: 'Reports Neuron containers that the SDK release no longer publishes (pytorch-inference-neuronx, pytorch-training-neuronx, TensorFlow, those for Inf1), tags whose PyTorch is no longer supported, and containers whose release is for other targets (vLLM Neuron on Inf2).',
      why: 'An old image goes on working with its own packages, but it gets no fixes, and what is built on it stays at its release.',
      fix: 'Move to the container of the route that follows, or keep the image on purpose and pin its whole tag.',
      example: {
        before: 'FROM public.ecr.aws/neuron/pytorch-training-neuronx:2.9.0-neuronx-py310-sdk2.27.0-ubuntu24.04',
        after: 'FROM public.ecr.aws/neuron/jax-training-neuronx:…',
        language: 'dockerfile',
      },
      sources: ['containers-2.32', 'training-dlc-ended', 'tensorflow-inf2-ended', 'inf1-ended'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge, target, settings } = context;
    const { sdk, workload } = settings;
    for (const [reference, mentions] of groupBy(reading.mentions.images, (mention) => mention.reference)) {
      const [first] = mentions;
      const claim = first === undefined ? null : knowledge.neuronImage(first.name, target, sdk);
      if (first === undefined) continue;
      if (claim === null || claim.state === 'current') yield* otherTargets(first, mentions, context);
      if (claim === null) continue;
      const version = /^(\d+\.\d+\.\d+)-/.exec(first.tag ?? '')?.[1];
      const support =
        version === undefined || (claim.framework !== 'torch' && claim.framework !== 'optimum')
          ? null
          : knowledge.packageSupport({ name: 'torch', specifier: `==${version}` }, target, sdk, workload);
      const place = textLocations(
        reading.path,
        mentions.map(({ range }) => range),
      );
      const holds = imageRelease(first);
      const shown = imageWords(first);
      if (claim.state === 'ended')
        yield {
          key: reference,
          severity: claim.framework === 'inf1' ? 'blocker' : isLastForTracing(claim, holds) ? 'info' : 'warning',
          confidence: claim.confidence,
          action: `Move away from the image ${show(baseName(first.name))}`,
          message: `The image ${shown}${holds === null ? '' : ` holds SDK ${holds}`}${version === undefined ? '' : ` with framework version ${version}`}: ${claim.words}.`,
          why: sentences(
            support?.words,
            'What is built on an image that is no longer published stays at its release without fixes',
          ),
          remedy: sentences(claim.remedy),
          sources: [...new Set([...claim.sources, ...(support?.sources ?? [])])],
          ...place,
        };
      else if (support !== null && claim.framework === 'torch')
        yield {
          key: reference,
          severity: 'warning',
          confidence: support.confidence,
          action: `Move away from the image ${show(baseName(first.name))}`,
          message: `The image ${shown} holds PyTorch ${version}: ${support.words}.`,
          why: 'What is built on it stays at its release without fixes.',
          remedy: sentences(support.remedy),
          sources: support.sources,
          ...place,
        };
    }
  },
);

/** An image whose release supports other targets than the one that is judged. */
function* otherTargets(
  image: ImageMention,
  mentions: readonly ImageMention[],
  { reading, knowledge, target, settings }: RuleContext<OtherReading>,
): Iterable<Draft> {
  const sdk = imageRelease(image) ?? settings.sdk;
  if (knowledge.neuronImage(image.name, target, sdk) !== null) return;
  const [claim] = TARGETS.flatMap((other) => knowledge.neuronImage(image.name, other, sdk) ?? []);
  if (claim === undefined || claim.framework === 'inf1' || claim.targets.includes(target)) return;
  const { label } = knowledge.target(target);
  const labels = claim.targets.map((one) => knowledge.target(one).label);
  yield {
    key: `${image.reference} target`,
    severity: 'warning',
    confidence: claim.confidence,
    action: `Take an image for ${label}`,
    message: `The image ${imageWords(image)} is for ${listed(labels)}, and the target is ${label}.`,
    why: 'What it holds supports those chips only.',
    remedy: `Plan for ${listed(labels, 4, 'or')}, or build an image with the packages of a route that ${label} has.`,
    sources: claim.sources,
    ...textLocations(
      reading.path,
      mentions.map(({ range }) => range),
    ),
  };
}

/** Models that are traced stay with the packages of SDK 2.31, and so with its images. */
function isLastForTracing({ id }: NeuronImageClaim, holds: string | null): boolean {
  return id === 'pytorch-inference-neuronx-ended' && holds !== null && compareSdk(holds, '2.31.0') >= 0;
}
