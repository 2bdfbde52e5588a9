import type { PackageMention } from '../../formats/mentions';
import { admits } from '../../neuron/pep440';
import { mentionRule } from '../define';
import { listed, show } from '../words';
import { type Environment, environmentsOf, frameworkName, requirement, textLocations } from './environment';
import { pipSpecifier } from './release-of';

/** Neuron packages whose version begins with that of what they are for, and how many parts of it do. */
const BUILT_FOR: Readonly<Record<string, { readonly companions: readonly string[]; readonly parts: number }>> = {
  'torch-neuronx': { companions: ['torch', 'torch-xla'], parts: 2 },
  'vllm-neuron': { companions: ['vllm'], parts: 3 },
};

/** Versions of PyTorch or vLLM beside a Neuron package that is built for another one. */
export const companion = mentionRule(
  {
    id: 'package/companion-version',
    phase: 'proof-of-concept',
    page: {
      title: 'Framework version that the Neuron package is not built for',
      what: 'Compares torch and torch-xla with torch-neuronx, and vllm with vllm-neuron, where both are asked for in one environment: the version of the Neuron package begins with the version of the framework it is built for.',
      why: 'torch-neuronx 2.9 goes with PyTorch 2.9 and with nothing else, and each vLLM Neuron with one version of vLLM. Another version does not install beside it, or fails at import.',
      fix: 'Leave the framework to the Neuron package, or pin the version that it begins with.',
      example: { before: 'torch==2.5.1\ntorch-neuronx==2.9.*', after: 'torch-neuronx==2.9.*', language: 'text' },
      sources: ['package-manifest', 'pytorch-manual-install', 'vllm-release-notes'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge }) {
    const seen = new Set<string>();
    for (const environment of environmentsOf(reading))
      for (const [name, { companions, parts }] of Object.entries(BUILT_FOR)) {
        const own = asked(environment, name);
        const lines = [
          ...new Set(
            own === undefined
              ? []
              : knowledge
                  .neuronVersions(name)
                  .filter(({ version }) => admits(pipSpecifier(own), version))
                  .map(({ version }) => version.split('.').slice(0, parts).join('.')),
          ),
        ];
        if (own === undefined || lines.length === 0) continue;
        for (const other of companions.flatMap((wanted) => asked(environment, wanted) ?? [])) {
          const specifier = pipSpecifier(other);
          const fits = lines.some((line) =>
            ['', '.0', '.1', '.2'].some((patch) => admits(specifier, `${line}${patch}`) !== false),
          );
          const key = `${requirement(own)} ${requirement(other)}`;
          if (fits || seen.has(key)) continue;
          seen.add(key);
          yield {
            key,
            severity: 'warning',
            confidence: 'inferred',
            action: `Pin ${show(other.name)} to what ${name} is built for`,
            message: `${show(requirement(own))} is built for ${frameworkName(other)} ${listed(lines, 4, 'or')}, but ${show(requirement(other))} is asked for beside it.`,
            why: 'The Neuron package asks for that version itself, so both do not install together, or it fails at import.',
            remedy: `Leave ${show(other.name)} to ${name}, or ask for ${lines.at(-1)}.`,
            sources: ['package-manifest', name === 'vllm-neuron' ? 'vllm-release-notes' : 'pytorch-manual-install'],
            ...textLocations(reading.path, [other.range, own.range]),
          };
        }
      }
  },
);

/** What an environment asks of a package by a specifier. */
function asked({ packages }: Environment, name: string): PackageMention | undefined {
  return packages.find(
    (mention) => frameworkName(mention) === name && mention.installer !== 'system' && mention.specifier !== '',
  );
}
