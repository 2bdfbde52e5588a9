import type { ImageMention } from '../../formats/mentions';
import { groupBy } from '../../model/group-by';
import { compareSdk } from '../../neuron/version';
import { baseName } from '../../text/path';
import { mentionRule } from '../define';
import { environmentsOf, imageWords, textLocations } from './environment';

interface EndedSystem {
  readonly name: string;
  readonly image: RegExp;
  readonly tag: RegExp;
  /** First release without it. */
  readonly since: string;
  readonly source: string;
}

const ENDED: readonly EndedSystem[] = [
  {
    name: 'Ubuntu 20.04',
    image: /^ubuntu$/,
    tag: /^(?:20\.04|focal)(?:[-.]|$)/,
    since: '2.23.0',
    source: 'ubuntu-20-ended',
  },
  {
    name: 'Ubuntu 18.04',
    image: /^ubuntu$/,
    tag: /^(?:18\.04|bionic)(?:[-.]|$)/,
    since: '2.13.0',
    source: 'ubuntu-18-ended',
  },
  {
    name: 'Amazon Linux 2',
    image: /^amazonlinux$/,
    tag: /^2(?:\.0\.\d{8}\.\d+)?(?:-|$)/,
    since: '2.20.0',
    source: 'al2-ended',
  },
];

/** Neuron packages that are installed on an operating system that Neuron no longer supports. */
export const operatingSystem = mentionRule(
  {
    id: 'image/operating-system',
    phase: 'integration',
    page: {
      title: 'Operating system that Neuron no longer supports',
      what: 'Reports Dockerfiles that install Neuron packages on Ubuntu 18.04, Ubuntu 20.04 or Amazon Linux 2 at a release that no longer supports the system.',
      why: 'The packages of the release are built and tested for the systems that it lists; on Amazon Linux 2 the runtime library is not supported, only the driver is.',
      fix: 'Build on Ubuntu 24.04 or Amazon Linux 2023, or on a Neuron container.',
      example: { before: 'FROM ubuntu:20.04', after: 'FROM ubuntu:24.04', language: 'dockerfile' },
      sources: ['ubuntu-20-ended', 'ubuntu-18-ended', 'al2-ended'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings }) {
    const found = environmentsOf(reading)
      .filter(({ packages }) => packages.some(({ name }) => /neuron/.test(name)))
      .flatMap(({ images }) =>
        images.flatMap((image) => {
          const system = systemOf(image);
          return system === null || compareSdk(settings.sdk, system.since) < 0 ? [] : [{ image, system }];
        }),
      );
    for (const [name, group] of groupBy(found, ({ system }) => system.name)) {
      const [first] = group;
      if (first === undefined) continue;
      yield {
        key: name,
        severity: 'warning',
        confidence: 'documented',
        action: `Move from ${name} to a system that Neuron supports`,
        message: `The image ${imageWords(first.image)} is ${name}, which Neuron no longer supports since SDK ${minorOf(first.system.since)}.`,
        why: 'Neuron packages are installed on it, which are built for the systems that their release lists.',
        remedy: 'Build on Ubuntu 24.04 or Amazon Linux 2023, or on a Neuron container.',
        sources: [first.system.source],
        ...textLocations(
          reading.path,
          group.map(({ image }) => image.range),
        ),
      };
    }
  },
);

function systemOf({ name, tag }: ImageMention): EndedSystem | null {
  const last = baseName(name);
  return ENDED.find((system) => tag !== null && system.image.test(last) && system.tag.test(tag.slice(0, 100))) ?? null;
}

/** "2.20" of "2.20.0". */
function minorOf(sdk: string): string {
  return sdk.split('.').slice(0, 2).join('.');
}
