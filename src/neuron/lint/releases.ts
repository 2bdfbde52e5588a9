/** Checks on flags, errors, changes and conflicts: what moves with a release. */
import { compareSdk, holds } from '../version';
import type { Check } from './entries';

const errorsAreTested: Check = ({ data, rules, complain }) => {
  for (const { id, test } of data.errors)
    for (const rule of test.rules)
      if (!rules.has(rule))
        complain('errors', id, `says that the rule ${rule} foretells it, and there is no such rule`);
};

const flagsAnswerOnce: Check = ({ data, complain }) => {
  const sdks = data.releases.releases.map(({ sdk }) => sdk);
  const codes = new Set(data.errors.map(({ code }) => code));
  for (const [at, a] of data.flags.entries()) {
    if (a.takes === 'switch' ? a.values.length > 0 : a.values.length === 0)
      complain('flags', a.id, `takes ${a.takes} and has ${a.values.length} values`);
    const known = a.takes === 'switch' ? ['on', 'off'] : a.values.map(({ value }) => value);
    for (const value of [a.default, a.announced])
      if (value !== null && !known.includes(value)) complain('flags', a.id, `${value} is none of its values`);
    for (const code of a.neuronErrors)
      if (!codes.has(code)) complain('flags', a.id, `names ${code}, which is not in errors.json`);
    for (const b of data.flags.slice(at + 1))
      if (
        [a.flag, ...a.aliases].some((spelling) => b.flag === spelling || b.aliases.includes(spelling)) &&
        (a.targets === null || b.targets === null || a.targets.some((target) => b.targets?.includes(target))) &&
        sdks.some((sdk) => holds(a, sdk) && holds(b, sdk))
      )
        complain('flags', b.id, `answers the same question as "${a.id}"`);
  }
};

const changesAreDated: Check = ({ data, sources, complain }) => {
  const documents = data.sources.repositories.neuron?.sdk ?? '0.0.0';
  const released = new Set(data.releases.releases.map(({ sdk }) => sdk));
  const named = new Set([...released, ...data.releases.announced.map(({ sdk }) => sdk)]);
  for (const change of data.changes) {
    const { id, sdk, kind, due, settled } = change;
    if (!id.startsWith(`${sdk}/`)) complain('changes', id, `the id must begin with ${sdk}/`);
    if (!released.has(sdk)) complain('changes', id, `names SDK ${sdk}, which is no release in releases.json`);
    for (const later of [due, settled]) {
      if (later === null) continue;
      if (kind !== 'announced') complain('changes', id, 'only an announcement is due or settled');
      if (!named.has(later)) complain('changes', id, `names SDK ${later}, which is not in releases.json`);
      if (compareSdk(later, sdk) <= 0) complain('changes', id, `${later} is not after ${sdk}`);
    }
    if (settled !== null && !released.has(settled)) complain('changes', id, `SDK ${settled} is not out`);
    if (change.confidence === 'documented' && !change.sources.some((source) => isNeuron(source, sources)))
      complain('changes', id, 'is "documented" without a Neuron document among its sources');
    if (compareSdk(sdk, documents) > 0 && !change.sources.some((source) => isPageAfter(source, documents, sources)))
      complain('changes', id, `speaks of a release after ${documents} without a published page of that release`);
  }
};

const packagesAreReleased: Check = ({ data, sources, complain }) => {
  const documents = data.sources.repositories.neuron?.sdk ?? '0.0.0';
  const released = new Set(data.releases.releases.map(({ sdk }) => sdk));
  for (const { id, releases } of data.packages) {
    for (const [at, { sdk, source }] of releases.entries()) {
      if (!released.has(sdk)) complain('packages', id, `names SDK ${sdk}, which is no release in releases.json`);
      if (compareSdk(releases[at - 1]?.sdk ?? sdk, sdk) > 0) complain('packages', id, `${sdk} is out of order`);
      if (compareSdk(sdk, documents) > 0 && !isPageAfter(source, documents, sources))
        complain('packages', id, `speaks of SDK ${sdk} without a published page of that release`);
    }
  }
};

type Sources = Parameters<Check>[0]['sources'];

function isNeuron(id: string, sources: Sources): boolean {
  const source = sources.get(id);
  return source !== undefined && ('url' in source || source.repository === 'neuron');
}

function isPageAfter(id: string, documents: string, sources: Sources): boolean {
  const source = sources.get(id);
  return source !== undefined && 'readOn' in source && compareSdk(source.sdk, documents) > 0;
}

export const RELEASE_CHECKS: readonly Check[] = [
  errorsAreTested,
  flagsAnswerOnce,
  changesAreDated,
  packagesAreReleased,
];
