import type { PackageMention } from '../../formats/mentions';
import { compareVersions } from '../../neuron/pep440';
import { mentionRule } from '../define';
import { show } from '../words';
import { environmentsOf, textLocations } from './environment';

/** Versions of the driver and the runtime that the release notes say do not work together. */
export const driverRuntime = mentionRule(
  {
    id: 'package/driver-runtime',
    phase: 'integration',
    page: {
      title: 'Driver and runtime that do not go together',
      what: 'Compares pins of aws-neuronx-dkms and aws-neuronx-runtime-lib that stand together with what the release notes say: runtime 2.32 and later needs a driver after 2.26, and driver 2.29 and later needs runtime 2.33 or later.',
      why: 'With the other pairs the runtime does not initialize on the devices.',
      fix: 'Move both to the versions of one SDK release.',
      example: {
        before: 'apt-get install aws-neuronx-dkms=2.26.5.0 aws-neuronx-runtime-lib=2.33.10.0',
        after: 'apt-get install aws-neuronx-dkms=2.29.0.0 aws-neuronx-runtime-lib=2.33.10.0',
        language: 'sh',
      },
      sources: ['containers-2.30', 'runtime-2.31'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    for (const { packages } of environmentsOf(reading)) {
      const driver = packages.find(({ name }) => name === 'aws-neuronx-dkms');
      const runtime = packages.find(({ name }) => name === 'aws-neuronx-runtime-lib');
      if (driver === undefined || runtime === undefined) continue;
      const old = below(driver, '2.27') && notBelow(runtime, '2.32');
      const early = notBelow(driver, '2.29') && below(runtime, '2.33');
      if (!old && !early) continue;
      const words = ({ name, specifier }: PackageMention) => show(`${name} ${specifier.replace(/^=+/, '')}`);
      yield {
        key: 'driver',
        severity: 'warning',
        confidence: 'documented',
        action: 'Move driver and runtime to one SDK release',
        message: old
          ? `${words(runtime)} does not work with ${words(driver)}: it needs a driver after 2.26.`
          : `${words(driver)} needs runtime 2.33 or later, not ${words(runtime)}.`,
        why: 'The release notes name the pair as one that is not compatible.',
        remedy: 'Pin driver and runtime to the versions of one SDK release.',
        sources: old ? ['containers-2.30'] : ['runtime-2.31'],
        ...textLocations(reading.path, [driver.range, runtime.range]),
      };
      return;
    }
  },
);

/** The version that is asked for without a star and a revision of the package system; null: any. */
function versionOf({ specifier }: PackageMention): string | null {
  return /^=+(\d+(?:\.\d+)+)/.exec(specifier)?.[1] ?? null;
}

function below(mention: PackageMention, bound: string): boolean {
  const version = versionOf(mention);
  return version !== null && (compareVersions(version, bound) ?? 0) < 0;
}

function notBelow(mention: PackageMention, bound: string): boolean {
  const version = versionOf(mention);
  return version !== null && (compareVersions(version, bound) ?? -1) >= 0;
}
