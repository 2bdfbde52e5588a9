import type { ImageMention, PackageMention } from '../../formats/mentions';
import { compareSdk } from '../../neuron/version';
import { replacement } from '../packages/gpu-image';
import { listed, sentences, show } from '../words';
import { type Answer, alike, type CounterpartContext } from './types';

/** What becomes of a package, or what the release holds of one of the SDK's own. */
export function packageAnswer(mention: PackageMention, { settings, knowledge }: CounterpartContext): Answer | null {
  const { name, written, extras, specifier } = mention;
  const { sdk, targets, workload } = settings;
  const subject = show(written);
  const gpu = knowledge.gpuPackage(name, extras, sdk);
  if (gpu !== null) {
    const words = [sentences(`On Neuron its place is taken by ${gpu.instead}`), sentences(gpu.remedy)];
    return { subject, words, sources: gpu.sources };
  }
  const ends = alike(
    targets,
    (target) => knowledge.packageSupport({ name, specifier }, target, sdk, workload),
    ({ id }) => id,
  ).map(({ said }) => said);
  const own = inTheSdk(mention, { settings, knowledge });
  if (own === null && ends.length === 0) return null;
  return {
    subject,
    words: [...(own?.words ?? []), ...ends.flatMap(({ words, remedy }) => [sentences(words), sentences(remedy)])],
    sources: [...new Set([...(own?.sources ?? []), ...ends.flatMap(({ sources }) => sources)])],
  };
}

/** Of a package of the SDK: its versions at the release, and the releases of the version that is asked for. */
function inTheSdk(
  { name, pinned }: PackageMention,
  { settings, knowledge }: CounterpartContext,
): Pick<Answer, 'words' | 'sources'> | null {
  const releases = knowledge.packageReleases(name);
  if (releases.length === 0) return null;
  const { sdk } = settings;
  const now = releases.findLast((release) => compareSdk(release.sdk, sdk) <= 0);
  const asked = pinned === null ? [] : releases.filter(({ versions }) => versions.some((one) => isOf(pinned, one)));
  const [first, last] = [asked[0], asked.at(-1)];
  const words = [
    ...(now === undefined
      ? [`A package of the Neuron SDK; at SDK ${sdk} no document read has it yet.`]
      : [`A package of the Neuron SDK: ${listed(now.versions)} with SDK ${now.sdk}.`]),
    ...(first === undefined || last === undefined || pinned === null
      ? []
      : [`${show(pinned)} is of SDK ${first.sdk === last.sdk ? first.sdk : `${first.sdk} to ${last.sdk}`}.`]),
  ];
  return { words, sources: [...new Set([now?.source, first?.source].flatMap((source) => source ?? []))] };
}

/** Whether a version is the one that is asked for, which may leave out the build ("2.9.0" of "2.9.0.2.15.32035"). */
function isOf(asked: string, version: string): boolean {
  return version === asked || version.startsWith(`${asked}.`) || version.startsWith(`${asked}+`);
}

/** What to build on instead of an image for GPUs, or what a Neuron image is. */
export function imageAnswer(mention: ImageMention, { settings, knowledge }: CounterpartContext): Answer | null {
  const { targets, sdk } = settings;
  const name = mention.name.toLowerCase();
  const labels = (of: readonly (typeof targets)[number][]) =>
    listed(of.map((target) => knowledge.target(target).label));
  const gpu = knowledge.gpuImage(name, mention.tag?.slice(0, 200) ?? null);
  if (gpu !== null && !/neuron/i.test(mention.reference)) {
    const groups = alike(
      targets,
      (target) => replacement(gpu, { knowledge, target, settings }),
      ({ instead }) => instead,
    );
    const one = groups.length === 1;
    return {
      subject: show(mention.reference),
      words: [
        sentences(`It ${gpu.what}`),
        ...groups.map(({ targets: on, said }) => sentences(one ? said.instead : `${labels(on)}: ${said.instead}`)),
      ],
      sources: [...new Set([...groups.flatMap(({ said }) => said.sources), ...gpu.sources])],
    };
  }
  const own = alike(
    targets,
    (target) => knowledge.neuronImage(name, target, sdk),
    ({ id }) => id,
  );
  if (own.length === 0) return null;
  return {
    subject: show(mention.reference),
    words: own.map(({ targets: on, said }) =>
      sentences(said.words ?? `A Neuron container for ${labels(on)} at SDK ${sdk}`, said.remedy),
    ),
    sources: [...new Set(own.flatMap(({ said }) => said.sources))],
  };
}
