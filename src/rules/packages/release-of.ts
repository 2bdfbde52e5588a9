import type { ImageMention, PackageMention } from '../../formats/mentions';
import type { Knowledge } from '../../neuron/knowledge';
import { admits } from '../../neuron/pep440';
import { compareSdk } from '../../neuron/version';
import { show } from '../words';
import { imageWords } from './environment';

/** Releases of the SDK from one to another, both included, in three parts. */
export interface Releases {
  readonly first: string;
  readonly last: string;
}

/** A package or image that tells a release. */
export interface Pin {
  readonly mention: PackageMention | ImageMention;
  /** As a reader would name it: "neuronx-cc==2.14.227.0". */
  readonly words: string;
  /** Ascending, apart from each other. */
  readonly releases: readonly Releases[];
}

export interface NeuronRelease {
  readonly pins: readonly Pin[];
  /** Releases that hold all of the pinned packages; empty: the pins contradict each other, or there is none. */
  readonly releases: readonly Releases[];
}

/** By environment: every rule asks for every target. */
const kept = new WeakMap<object, { readonly knowledge: Knowledge; readonly release: NeuronRelease }>();

/**
 * Which releases of the Neuron SDK the packages and images of one environment belong to. Only what narrows the releases counts: a specifier that is understood and
 * that some, but not all, known versions fulfil. Versions that the knowledge base does not know say nothing.
 */
export function neuronReleaseOf(
  mentions: { readonly packages: readonly PackageMention[]; readonly images?: readonly ImageMention[] },
  knowledge: Knowledge,
): NeuronRelease {
  const known = kept.get(mentions);
  if (known?.knowledge === knowledge) return known.release;
  const pins = [
    ...mentions.packages.flatMap((mention) => packagePin(mention, knowledge) ?? []),
    ...(mentions.images ?? []).flatMap((mention) => imagePin(mention) ?? []),
  ];
  const [first, ...rest] = pins;
  const releases =
    first === undefined ? [] : rest.reduce((common, pin) => intersect(common, pin.releases), first.releases);
  const release = { pins, releases };
  kept.set(mentions, { knowledge, release });
  return release;
}

function packagePin(mention: PackageMention, knowledge: Knowledge): Pin | null {
  const { name, installer } = mention;
  const specifier = pipSpecifier(mention);
  if (installer === 'system' || specifier === '') return null;
  const known = knowledge.neuronVersions(name);
  const versions = known.filter(({ version }) => admits(specifier, version));
  if (versions.length === 0 || versions.length === known.length) return null;
  return { mention, words: show(`${name}${specifier}`), releases: merged(versions) };
}

/** The specifier as pip would write it: Poetry's "2.1.0" is "==2.1.0". */
export function pipSpecifier({ specifier }: PackageMention): string {
  return /^\d/.test(specifier) ? `==${specifier}` : specifier;
}

/** The release that the tag of a Neuron image names: "…-neuronx-py310-sdk2.20.0-ubuntu20.04". */
export function imageRelease({ tag }: Pick<ImageMention, 'tag'>): string | null {
  const found = /(?:^|-)sdk(\d{1,3}\.\d{1,3})(\.\d{1,3})?(?=-|$)/.exec(tag ?? '');
  return found?.[1] === undefined ? null : `${found[1]}${found[2] ?? '.0'}`;
}

function imagePin(mention: ImageMention): Pin | null {
  const sdk = imageRelease(mention);
  if (sdk === null) return null;
  return {
    mention,
    words: `the image ${imageWords(mention)}`,
    releases: [{ first: sdk, last: sdk }],
  };
}

function merged(spans: readonly Releases[]): Releases[] {
  const sorted = spans.toSorted((a, b) => compareSdk(a.first, b.first));
  const result: Releases[] = [];
  for (const { first, last } of sorted) {
    const before = result.at(-1);
    if (before === undefined || compareSdk(first, before.last) > 0) result.push({ first, last });
    else if (compareSdk(last, before.last) > 0) result[result.length - 1] = { first: before.first, last };
  }
  return result;
}

function intersect(a: readonly Releases[], b: readonly Releases[]): readonly Releases[] {
  return merged(
    a.flatMap((x) =>
      b.flatMap((y) => {
        const first = compareSdk(x.first, y.first) > 0 ? x.first : y.first;
        const last = compareSdk(x.last, y.last) < 0 ? x.last : y.last;
        return compareSdk(first, last) <= 0 ? [{ first, last }] : [];
      }),
    ),
  );
}

/** "SDK 2.19.1", "SDK 2.12.0 to 2.14.1", "SDK 2.12.0, or 2.14.0 to 2.15.0"; more spans are told from the first to the last. */
export function releaseWords(releases: readonly Releases[]): string {
  const spans =
    releases.length > 2 ? [{ first: releases[0]?.first ?? '', last: releases.at(-1)?.last ?? '' }] : releases;
  return `SDK ${spans.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(', or ')}`;
}
