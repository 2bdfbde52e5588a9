import type { ImageMention, PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { compareSdk } from '../../neuron/version';
import { mentionRule } from '../define';
import type { RuleContext } from '../rule';
import { listed } from '../words';
import { environmentsOf, textLocations } from './environment';
import { neuronReleaseOf, pipSpecifier, releaseWords } from './release-of';

/** Environments whose pins belong to an older release than the one that is judged. */
export const olderRelease = mentionRule(
  {
    id: 'package/older-release',
    phase: 'integration',
    page: {
      title: 'Packages of an older SDK release',
      what: 'Notes where the pinned Neuron packages of an environment, or a Neuron image, belong to an older SDK release than the one the audit judges.',
      why: 'What the audit says of operators, types and models is about the release it judges; an older one may lack some of it.',
      fix: 'Move the pins to the release, or audit with --sdk and the release of the pins.',
      example: {
        before: 'neuronx-cc==2.21.33363.0',
        after: 'neuronx-cc==2.28.7631.0',
        language: 'text',
      },
      sources: ['package-manifest', 'components-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, knowledge, target } = context;
    const route = settings.deployment.route;
    const built =
      route === undefined ? undefined : knowledge.route(route, target, settings.sdk, settings.workload)?.compilerSdk;
    const seen = new Set<string>();
    for (const environment of environmentsOf(reading)) {
      const { pins: all, releases } = neuronReleaseOf(environment, knowledge);
      // What has ended as a whole is told as such: there is no newer version to move to.
      const pins = all.filter(({ mention }) => !hasEnded(mention, context));
      const last = releases.at(-1)?.last;
      if (
        pins.length === 0 ||
        last === undefined ||
        minorOf(last) === minorOf(settings.sdk) ||
        compareSdk(last, settings.sdk) >= 0
      )
        continue;
      // The packages of a route that stopped at an earlier release are the right ones.
      if (built !== undefined && compareSdk(last, built) >= 0) continue;
      if (pins.some((pin) => compareSdk(pin.releases.at(-1)?.last ?? '0', settings.sdk) >= 0)) continue;
      const key = releaseWords(releases);
      if (seen.has(key)) continue;
      seen.add(key);
      yield {
        key,
        severity: 'info',
        confidence: 'documented',
        action: `Move the packages to SDK ${settings.sdk}, or judge the release that they belong to`,
        message: `${listed(
          pins.map((pin) => pin.words),
          4,
        )} ${pins.length === 1 ? 'belongs' : 'belong'} to ${key}; this audit judges SDK ${settings.sdk}.`.replace(
          /^the /,
          'The ',
        ),
        why: 'What is known of the newer release need not hold for the older one.',
        remedy: `Move the pins to SDK ${settings.sdk}, or audit with --sdk ${minorOf(last)}.`,
        sources: ['package-manifest'],
        ...textLocations(
          reading.path,
          pins.map(({ mention }) => mention.range),
        ),
      };
    }
  },
);

function hasEnded(
  mention: PackageMention | ImageMention,
  { knowledge, target, settings }: RuleContext<OtherReading>,
): boolean {
  const { sdk, workload } = settings;
  if ('reference' in mention) return knowledge.neuronImage(mention.name, target, sdk)?.state === 'ended';
  const asked = { name: mention.name, specifier: pipSpecifier(mention) };
  const claim = knowledge.packageSupport(asked, target, sdk, workload);
  return claim?.state === 'ended' && claim.versions === '';
}

/** "2.33" of "2.33.1": patches hold the same packages but for what they mend. */
function minorOf(sdk: string): string {
  return sdk.split('.').slice(0, 2).join('.');
}
