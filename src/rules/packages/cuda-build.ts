import type { TextRange } from '../../model/finding';
import { mentionRule } from '../define';
import { capital, listed, show } from '../words';
import { packagesOf, requirement, textLocations } from './environment';

const CUDA_VERSION = /\+(?:pt\d+)?cu\d{2,3}|\+nv|\.cuda\d*$/;
const CUDA_INDEX = /(?:^|[/.])(?:cu\d{2,3}|rocm[\d.]*)(?:[/?#]|$)|^https?:\/\/pypi\.(?:ngc\.)?nvidia\.com/;
const CHANNELS = new Set(['nvidia', 'rapidsai']);

/** Builds of torch and others for CUDA: a local version such as "+cu121", or an index of such builds. */
export const cudaBuild = mentionRule(
  {
    id: 'package/cuda-build',
    phase: 'proof-of-concept',
    page: {
      title: 'CUDA build of a package',
      what: 'Reports versions such as torch==2.1.2+cu121, and indexes and channels of CUDA builds (download.pytorch.org/whl/cu121, pypi.nvidia.com, the Conda channel nvidia).',
      why: 'The build brings gigabytes of CUDA libraries that a Neuron instance cannot use. torch-neuronx asks for a plain version of torch, which a local version such as +cu121 and an index of CUDA builds get in the way of.',
      fix: 'Ask for the plain version, which torch-neuronx pins, and take the index of CUDA builds out; the index of CPU builds is https://download.pytorch.org/whl/cpu.',
      example: {
        before: '--extra-index-url https://download.pytorch.org/whl/cu121\ntorch==2.1.2+cu121',
        after: '--extra-index-url https://pip.repos.neuron.amazonaws.com\ntorch-neuronx==2.9.*',
        language: 'text',
      },
      sources: ['cuda-faq', 'pytorch-manual-install'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const builds = packagesOf(reading).filter(
      (mention) => CUDA_VERSION.test(mention.specifier) || (mention.source !== null && CUDA_INDEX.test(mention.source)),
    );
    const indexes = reading.mentions.indexes.filter(({ url }) => CUDA_INDEX.test(url) || CHANNELS.has(url));
    if (builds.length === 0 && indexes.length === 0) return;
    const ranges: TextRange[] = [...builds, ...indexes].map(({ range }) => range);
    const names = [
      ...new Set(builds.map((mention) => (mention.source === null ? requirement(mention) : mention.written))),
    ];
    const urls = [
      ...new Set(indexes.map(({ url }) => (CHANNELS.has(url) ? `the channel ${url}` : show(withoutCredentials(url))))),
    ];
    yield {
      key: 'cuda-build',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Take plain builds instead of CUDA builds',
      message:
        names.length > 0
          ? `${listed(names.map(show))} ${names.length === 1 ? 'is a build' : 'are builds'} for CUDA${urls.length > 0 ? `, from ${listed(urls, 2)}` : ''}.`
          : `${capital(listed(urls))} ${urls.length === 1 ? 'has' : 'have'} builds for CUDA.`,
      why: 'A Neuron instance has no CUDA device; the build brings gigabytes of libraries that nothing uses there, and torch-neuronx asks for a plain version of torch.',
      remedy:
        'Take out the index or channel and the local version; plain builds come from PyPI, those of Neuron from its index.',
      sources: ['cuda-faq', 'pytorch-manual-install'],
      ...textLocations(reading.path, ranges),
    };
  },
);

function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@\s]*@/i, '$1');
}
