import type { ImageMention } from '../../formats/mentions';
import type { HfConfigReading, OtherReading } from '../../formats/reading';
import { compareSdk } from '../../neuron/version';
import type { WorkspaceContext, WorkspaceRule } from '../rule';
import { show } from '../words';
import { imageWords, textLocations } from './environment';
import { imageRelease } from './release-of';

/** Images whose SDK release is too old for the planned route, or for a model of the workspace. */
export const imageRoute: WorkspaceRule = {
  id: 'image/release-lacks-route',
  phase: 'integration',
  page: {
    title: 'Image of a release that lacks the route',
    what: 'Compares the SDK release in the tag of a Neuron image with what the audit plans: where that release does not have the planned route on the target, or documents no route for a model of the workspace although the judged release does, it says so.',
    why: 'The verdicts are about the judged release; in the image the model meets an older one.',
    fix: 'Take an image of the judged release, or audit with --sdk and the release of the image.',
    example: {
      before: 'FROM public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.9.1-neuronx-py310-sdk2.25.1-ubuntu22.04',
      after:
        'FROM public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04',
      language: 'dockerfile',
    },
    sources: ['vllm-setup-2.33', 'releases'],
    since: '0.1.0',
  },
  *checkWorkspace(context) {
    const { readings, settings } = context;
    const models = readings.filter(
      (reading): reading is HfConfigReading => reading.kind === 'hf-config' && 'document' in reading,
    );
    for (const reading of readings) {
      if (!('mentions' in reading)) continue;
      const old = reading.mentions.images.flatMap((image) => {
        const sdk = image.shipped ? imageRelease(image) : null;
        return sdk !== null && compareSdk(sdk, settings.sdk) < 0 ? [{ image, sdk }] : [];
      });
      for (const { image, sdk } of old) {
        const found = routeMissing(sdk, context) ?? modelMissing(models, sdk, context);
        if (found !== null) yield draft(reading, image, sdk, found, context);
      }
    }
  },
};

interface Missing {
  readonly key: string;
  readonly words: string;
  readonly sources: readonly string[];
}

function routeMissing(sdk: string, { knowledge, settings, target }: WorkspaceContext): Missing | null {
  const planned = settings.deployment.route;
  const now = planned === undefined ? null : knowledge.route(planned, target, settings.sdk, settings.workload);
  if (planned === undefined || now === null || now.state === 'ended') return null;
  const then = knowledge.route(planned, target, sdk, settings.workload);
  if (then !== null && then.state !== 'ended') return null;
  return { key: planned, words: `the planned route ${now.label}`, sources: now.sources };
}

function modelMissing(
  models: readonly HfConfigReading[],
  sdk: string,
  { knowledge, settings, target }: WorkspaceContext,
): Missing | null {
  for (const { facts } of models) {
    const { modelType } = facts;
    if (modelType === undefined) continue;
    const query = { modelType, architectures: [...(facts.architectures ?? [])] };
    const now = knowledge
      .models(query, target, settings.sdk)
      .filter(({ state }) => state !== 'ended' && state !== 'third-party');
    const then = knowledge.models(query, target, sdk).filter(({ state }) => state !== 'ended');
    const [claim] = now;
    if (claim !== undefined && then.length === 0)
      return {
        key: modelType,
        words: `a documented route for the model type ${show(modelType)}`,
        sources: claim.sources,
      };
  }
  return null;
}

function draft(
  reading: OtherReading,
  image: ImageMention,
  sdk: string,
  missing: Missing,
  { settings }: WorkspaceContext,
) {
  return {
    artifact: reading.path,
    key: `${image.reference} ${missing.key}`,
    severity: 'warning' as const,
    confidence: 'inferred' as const,
    action: 'Take an image of the judged SDK release',
    message: `The image ${imageWords(image)} holds SDK ${sdk}, which does not have ${missing.words}; SDK ${settings.sdk} has.`,
    why: 'What is judged here is the newer release; in the image the model meets the older one.',
    remedy: `Take an image of SDK ${settings.sdk}, or audit with --sdk ${sdk.split('.').slice(0, 2).join('.')}.`,
    sources: missing.sources,
    ...textLocations(reading.path, [image.range]),
  };
}
