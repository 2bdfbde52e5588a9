import { groupBy } from '../../model/group-by';
import { admits } from '../../neuron/pep440';
import { mentionRule } from '../define';
import { listed, show } from '../words';
import { packagesOf, requirement, textLocations } from './environment';
import { pipSpecifier } from './release-of';

/** Packages that a document limits to some targets, with what to take elsewhere. */
const LIMITED: Readonly<Record<string, { readonly sources: readonly string[]; readonly instead: string }>> = {
  'vllm-neuron': {
    sources: ['vllm-setup-2.33', 'package-manifest'],
    instead: 'Serve the model on Trn2 or Trn3, or with Optimum Neuron or NxD Inference of SDK 2.28 on this target.',
  },
  'torch-neuronx': {
    sources: ['torchneuron-notes-2.33', 'package-manifest'],
    instead: 'Pin torch-neuronx==2.9.* with neuronx-cc==2.26.6360.0 on this target.',
  },
};

/** Neuron packages that do not support the target. */
export const wrongTarget = mentionRule(
  {
    id: 'package/wrong-target',
    phase: 'proof-of-concept',
    page: {
      title: 'Package that does not support the target',
      what: 'Reports vllm-neuron, and versions of torch-neuronx that are TorchNeuron, where they are asked for on a target that no version they admit supports.',
      why: 'vLLM Neuron and TorchNeuron support Trn2 and Trn3 only.',
      fix: 'Take an instance of a target that is supported, or the package that the finding names for this one.',
      example: { before: 'torch-neuronx==2.14.*   # on Inf2', after: 'torch-neuronx==2.9.*', language: 'text' },
      sources: ['vllm-setup-2.33', 'torchneuron-notes-2.33'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    const found = packagesOf(reading).filter((mention) => {
      const versions = LIMITED[mention.name] === undefined ? [] : knowledge.neuronVersions(mention.name);
      const specifier = pipSpecifier(mention);
      const admitted = versions.filter(({ version }) => admits(specifier, version));
      return admitted.length > 0 && admitted.every(({ targets }) => targets !== null && !targets.includes(target));
    });
    for (const [name, mentions] of groupBy(found, (mention) => mention.name)) {
      const limits = LIMITED[name];
      const pinned = mentions.some((mention) => mention.specifier !== '');
      if (limits === undefined) continue;
      yield {
        key: name,
        severity: pinned ? 'blocker' : 'warning',
        confidence: 'documented',
        action: `Take another package than ${show(name)}, or another instance`,
        message: `${listed([...new Set(mentions.map((mention) => show(requirement(mention))))])} supports Trn2 and Trn3 only.`,
        why: 'Its documents name Trn2 and Trn3 as the instances that it runs on.',
        remedy: limits.instead,
        sources: limits.sources,
        ...textLocations(
          reading.path,
          mentions.map(({ range }) => range),
        ),
      };
    }
  },
);
