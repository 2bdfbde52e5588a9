import type { OtherReading } from '../../formats/reading';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed } from '../words';
import { type Environment, environmentsOf, once, textLocations } from './environment';
import { neuronReleaseOf, type Pin, releaseWords } from './release-of';

/** Packages for Inf1, which are reported as a whole. */
const INF1 = new Set(['torch-neuron', 'neuron-cc', 'tensorflow-neuron']);

const withoutInf1 = once(
  (environment: Environment): Environment => ({
    ...environment,
    packages: environment.packages.filter(({ name }) => !INF1.has(name)),
  }),
);

/** Pins of one environment that belong to different releases of the SDK. */
export const mixedReleases = mentionRule(
  {
    id: 'package/mixed-releases',
    phase: 'proof-of-concept',
    page: {
      title: 'Packages of different SDK releases',
      what: 'Compares the pinned Neuron packages of one environment with the lists of packages of every SDK release: torch-neuronx, neuronx-cc, libneuronxla, the NxD libraries, transformers-neuronx and others, and the release in the tag of a Neuron image. It reports where no release holds all of them.',
      why: 'Compiler, framework and libraries are built and tested together for one release. Mixed, they fail at import, at compile time, or with flags that the other side does not know.',
      fix: 'Pin all packages to the versions of one release, or take an image of that release and install none of its packages anew.',
      example: {
        before: 'torch-neuronx==2.1.2.2.2.0\nneuronx-cc==2.8.0.25',
        after: 'torch-neuronx==2.9.0.2.15.32035\nneuronx-cc==2.26.6360.0',
        language: 'text',
      },
      sources: ['package-manifest', 'neuron-troubleshooting'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const seen = new Set<string>();
    for (const environment of environmentsOf(context.reading)) {
      const { pins, releases } = neuronReleaseOf(withoutInf1(environment), context.knowledge);
      if (releases.length > 0 || pins.length < 2) continue;
      const draft = draftOf(pins, context);
      if (!seen.has(draft.key)) yield draft;
      seen.add(draft.key);
    }
  },
);

function draftOf(pins: readonly Pin[], { reading }: RuleContext<OtherReading>): Draft {
  const words = pins.map((pin) => `${pin.words} (${releaseWords(pin.releases)})`);
  const isImage = (pin: Pin) => 'reference' in pin.mention;
  const image = pins.some(isImage);
  return {
    key: pins.map((pin) => ('reference' in pin.mention ? 'image' : pin.mention.name)).join(' '),
    severity: 'warning',
    confidence: 'inferred',
    action: 'Pin the packages of one SDK release',
    message: `No SDK release holds all of ${listed(words, 6)}.`,
    why: image
      ? 'An image holds the packages of one release; packages of another one installed over them leave compiler, framework and runtime that were not built for each other.'
      : 'Compiler, framework and libraries are built for each other release by release; mixed, they fail at import or when the model is compiled.',
    remedy: image
      ? 'Take an image of the release whose packages you need, and install none of them anew.'
      : 'Pin every Neuron package to its version in one release; the release notes list them.',
    sources: ['package-manifest', 'neuron-troubleshooting'],
    ...textLocations(
      reading.path,
      pins.map(({ mention }) => mention.range),
    ),
  };
}
