/** Checks on packages and images: versions lie in releases that ascend, patterns can be used, what has ended says what to do. */
import { dependencyQueries } from '../dependencies';
import { compareSdk } from '../version';
import type { Check } from './entries';

const versionsAscend: Check = ({ data, complain }) => {
  for (const { id, versions } of data['older-packages']) {
    const seen = new Set<string>();
    for (const [at, { version, first, last }] of versions.entries()) {
      const before = versions[at - 1];
      if (compareSdk(first, last) > 0) complain('older-packages', id, `${version} ends before it begins`);
      if (before && compareSdk(before.first, first) > 0)
        complain(
          'older-packages',
          id,
          `${version} must stand before ${before.version}: versions are sorted by release`,
        );
      if (seen.has(`${version} ${first}`)) complain('older-packages', id, `${version} stands twice for ${first}`);
      seen.add(`${version} ${first}`);
    }
  }
};

const pinsAreReleased: Check = ({ data, complain }) => {
  const { neuronVersions } = dependencyQueries(data);
  for (const { id, sdk, pins } of data['optimum-pins'])
    for (const { name, spec } of pins) {
      const versions = neuronVersions(name);
      const pinned = versions.filter(({ version }) => spec === `==${version}`);
      if (
        versions.length > 0 &&
        !pinned.some(({ first, last }) => compareSdk(first, sdk) <= 0 && compareSdk(sdk, last) <= 0)
      )
        complain('optimum-pins', id, `pins ${name}${spec}, which is not in SDK ${sdk}`);
    }
};

const patternsWork: Check = ({ data, complain }) => {
  for (const { id, tag } of data['gpu-images']) {
    try {
      if (tag !== null) new RegExp(tag, 'i');
    } catch {
      complain('gpu-images', id, 'its tag is no regular expression');
    }
  }
};

const endsSayWhatToDo: Check = ({ data, complain }) => {
  for (const { id, state, words, remedy } of data['neuron-images'])
    if ((state === 'ended') !== (words !== null && remedy !== null))
      complain('neuron-images', id, 'an ended image needs words and a remedy, a current one has none');
};

export const PACKAGE_CHECKS: readonly Check[] = [versionsAscend, pinsAreReleased, patternsWork, endsSayWhatToDo];
