import type { PythonMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { admits } from '../../neuron/pep440';
import { compareSdk } from '../../neuron/version';
import { baseName } from '../../text/path';
import { mentionRule } from '../define';
import type { RuleContext } from '../rule';
import { listed, show } from '../words';
import { type Environment, environmentsOf, isForNeuron, textLocations } from './environment';
import { neuronReleaseOf, pipSpecifier } from './release-of';

const FRAMEWORKS =
  /^(?:torch|pytorch|jax|vllm|transformers|diffusers|optimum|sentence-transformers|onnx(?:runtime.*)?|tensorflow)$/;

/** Versions of Python that the packages of the release, or those that are pinned, are not built for. */
export const pythonVersion = mentionRule(
  {
    id: 'package/python-version',
    phase: 'proof-of-concept',
    page: {
      title: 'Version of Python without Neuron packages',
      what: 'Reports a constraint on Python (requires-python, python= of Conda, the tag of a python image) that admits none of the versions that the Neuron packages support: those of the pinned packages where they are pinned, else those of the release on the target. Only files that also ask for Neuron packages or for a framework are looked at.',
      why: 'Neuron wheels exist for single versions of Python: Python 3.9 ended with SDK 2.27, Python 3.10 with SDK 2.30.',
      fix: 'Move to one of the versions that the finding lists, or pin the packages of a release that supports the one you have.',
      example: { before: 'requires-python = "==3.9.*"', after: 'requires-python = ">=3.11"', language: 'toml' },
      sources: ['python-3.9-ended', 'python-3.10-ended', 'torchneuron-notes-2.33', 'package-manifest'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading } = context;
    const environments = environmentsOf(reading).filter(
      (environment) => isForNeuron(environment) || environment.packages.some(({ name }) => FRAMEWORKS.test(name)),
    );
    const [environment] = environments;
    if (environment === undefined) return;
    const supported = supportedPythons(environment, context);
    if (supported.versions.length === 0) return;
    const outside = pythonsOf(reading).filter(({ specifier }) =>
      supported.versions.every((version) =>
        [0, 9, 30].every((patch) => admits(specifier, `${version}.${patch}`) === false),
      ),
    );
    const [first] = outside;
    if (first === undefined) return;
    yield {
      key: 'python',
      severity: 'warning',
      confidence: supported.own ? 'inferred' : 'documented',
      action: 'Move to a version of Python that Neuron supports',
      message: `Python ${show(first.specifier.replace(/^==?(?=\d)|\.\*$/g, ''))} is none that ${supported.words} ${supported.own ? 'are' : 'is'} built for: ${listed(supported.versions, 6, 'or')}.`,
      why: 'Neuron wheels exist for single versions of Python; with another one pip finds older packages, or none.',
      remedy: `Move to Python ${listed(supported.versions, 6, 'or')}.`,
      sources: supported.sources,
      ...textLocations(
        reading.path,
        outside.map(({ range }) => range),
      ),
    };
  },
);

interface Supported {
  readonly versions: readonly string[];
  readonly words: string;
  /** Of the pinned packages, not of the release. */
  readonly own: boolean;
  readonly sources: readonly string[];
}

function supportedPythons(environment: Environment, { knowledge, settings, target }: RuleContext): Supported {
  const { packages } = environment;
  if (settings.deployment.route === 'optimum-neuron' || packages.some(({ name }) => name === 'optimum-neuron'))
    return {
      versions: ['3.10', '3.11'],
      words: 'the packages of Optimum Neuron',
      own: true,
      sources: ['optimum-pins'],
    };
  const { pins } = neuronReleaseOf(environment, knowledge);
  const built = pins.flatMap(({ mention }) => {
    if ('reference' in mention) return [];
    const specifier = pipSpecifier(mention);
    const admitted = knowledge.neuronVersions(mention.name).filter(({ version }) => admits(specifier, version));
    // Of several builds the one of the release counts.
    const released = admitted.filter(({ first, last }) => holdsAt(first, last, settings.sdk));
    const lists = released.length > 0 ? released : admitted;
    return lists.every(({ python }) => python !== null) ? [ascending(lists.flatMap(({ python }) => python ?? []))] : [];
  });
  if (pins.length > 0) {
    const [head = [], ...rest] = built;
    const common = head.filter((version) => rest.every((other) => other.includes(version)));
    return { versions: common, words: 'the pinned packages', own: true, sources: ['package-manifest'] };
  }
  return {
    versions: knowledge.releasedPythons(target, settings.sdk),
    words: `SDK ${settings.sdk}`,
    own: false,
    sources: [
      'package-manifest',
      'python-3.10-ended',
      ...(compareSdk(settings.sdk, '2.33.0') >= 0 ? ['torchneuron-notes-2.33', 'jax-setup-2.33'] : []),
    ],
  };
}

function holdsAt(first: string, last: string, sdk: string): boolean {
  return compareSdk(first, sdk) <= 0 && compareSdk(sdk, last) <= 0;
}

function ascending(versions: readonly string[]): string[] {
  return [...new Set(versions)].sort((a, b) => compareSdk(`${a}.0`, `${b}.0`));
}

/** What is asked of Python, the tags of python images among it. */
function pythonsOf({ mentions }: OtherReading): PythonMention[] {
  const images = mentions.images.flatMap(({ name, tag, range, role }) => {
    const version =
      baseName(name) === 'python' && role === 'base' ? /^3\.\d{1,2}(?=$|[.-])/.exec(tag ?? '')?.[0] : undefined;
    return version === undefined ? [] : [{ range, specifier: `==${version}.*` }];
  });
  const asked = mentions.pythons.map((mention) => ({
    ...mention,
    specifier: /^\d+\.\d+$/.test(mention.specifier)
      ? `==${mention.specifier}.*`
      : mention.specifier.replace(/\s+/g, ''),
  }));
  return [...asked, ...images];
}
