import { mentionRule } from '../define';
import { show } from '../words';
import { imageWords, textLocations } from './environment';

/** Images for another processor than that of the Neuron packages. */
export const architecture = mentionRule(
  {
    id: 'image/architecture',
    phase: 'integration',
    page: {
      title: 'Image for ARM processors',
      what: 'Reports images that are built or started for linux/arm64, by --platform or platform, or by a tag that names it.',
      why: 'The Neuron packages are documented for Linux on x86-64 only.',
      fix: 'Build for linux/amd64.',
      example: {
        before: 'FROM --platform=linux/arm64 ubuntu:24.04',
        after: 'FROM --platform=linux/amd64 ubuntu:24.04',
        language: 'dockerfile',
      },
      sources: ['torchneuron-notes-2.33', 'runtime-2.32'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const found = reading.mentions.images.filter(
      ({ platform, tag, name, shipped, role }) =>
        shipped &&
        role !== 'machine' &&
        (/^linux\/(?:arm|aarch)/.test(platform ?? '') ||
          (platform === null &&
            (/(?:^|[-_.])(?:arm64|aarch64|arm64v8)(?:$|[-_.])/.test(tag ?? '') ||
              /^(?:arm64v8|arm32v7)\//.test(name)))),
    );
    const [first] = found;
    if (first === undefined) return;
    const platform = first.platform ?? 'linux/arm64';
    yield {
      key: 'arm64',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Build images for linux/amd64',
      message: `The image ${imageWords(first)} is for ${show(platform)}; the Neuron packages are for Linux on x86-64.`,
      why: 'There are no Neuron wheels and system packages for ARM processors in the documents.',
      remedy: 'Build and start the image for linux/amd64.',
      sources: ['torchneuron-notes-2.33', 'runtime-2.32'],
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);
