import type { OtherReading } from '../../formats/reading';
import type { WorkspaceRule } from '../rule';
import { listed, show } from '../words';
import { packagesOf, textLocations } from './environment';

const INDEX = 'pip.repos.neuron.amazonaws.com';

/** Neuron packages that no index is named for anywhere in the workspace. */
export const neuronIndex: WorkspaceRule = {
  id: 'package/neuron-index',
  phase: 'proof-of-concept',
  page: {
    title: 'Neuron packages without the Neuron index',
    what: 'Says where pip packages of the Neuron SDK are asked for and no file of the workspace names the index that holds them, nor takes an image that has it set. In a Dockerfile, where nothing else can configure pip, it is a warning.',
    why: 'The packages are published on an index of their own, pip.repos.neuron.amazonaws.com. The setup pages give it with every command that installs them.',
    fix: 'Name the index in the requirements, in the project, or in the configuration of pip.',
    example: {
      before: 'neuronx-cc==2.28.7631.0',
      after: '--extra-index-url https://pip.repos.neuron.amazonaws.com\nneuronx-cc==2.28.7631.0',
      language: 'text',
    },
    sources: ['pytorch-manual-install', 'package-manifest'],
    since: '0.1.0',
  },
  *checkWorkspace({ readings, knowledge }) {
    const texts = readings.filter((reading): reading is OtherReading => 'mentions' in reading);
    const named = texts.some(
      ({ mentions }) =>
        mentions.indexes.some(({ url }) => url.includes(INDEX) || isPrivate(url)) ||
        mentions.commands.some(({ words }) => words.some(({ text }) => text.includes(INDEX))) ||
        mentions.variables.some(({ value }) => value?.includes(INDEX)) ||
        mentions.images.some(({ name }) => /neuronx?(?:$|[-/])/.test(name)),
    );
    if (named) return;
    for (const reading of texts) {
      const found = packagesOf(reading).filter(
        (mention) =>
          mention.installer === 'pip' &&
          !mention.locked &&
          mention.source === null &&
          knowledge.neuronVersions(mention.name).length > 0,
      );
      if (found.length === 0) continue;
      const names = [...new Set(found.map(({ name }) => show(name)))];
      yield {
        artifact: reading.path,
        key: 'index',
        // A Dockerfile shows all of the configuration; other files may meet a machine that has it set.
        severity: reading.kind === 'dockerfile' ? 'warning' : 'info',
        confidence: 'documented',
        action: 'Name the Neuron package index',
        message: `${listed(names)} ${names.length === 1 ? 'is' : 'are'} published on ${INDEX}, which no file names.`,
        why: 'pip asks PyPI alone unless its configuration says otherwise; the setup pages give this index for every Neuron package.',
        remedy: `Add --extra-index-url https://${INDEX}, unless the machine's pip is configured with it.`,
        sources: ['pytorch-manual-install', 'package-manifest'],
        ...textLocations(
          reading.path,
          found.map(({ range }) => range),
        ),
      };
    }
  },
};

/** A mirror may hold the packages. */
function isPrivate(url: string): boolean {
  return (
    /^https?:/.test(url) &&
    !/^https?:\/\/(?:[^/@]*@)?(?:pypi\.org|download\.pytorch\.org|[\w.-]*nvidia\.com|files\.pythonhosted\.org)/.test(
      url,
    )
  );
}
