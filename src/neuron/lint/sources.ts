/** Checks on sources and releases: everything that is cited exists, is used, can be opened and is dated. */
import { sourceUrl } from '../sources';
import { compareSdk } from '../version';
import { type Check, citations, claims } from './entries';

const sourcesResolve: Check = ({ data, sources, complain }) => {
  for (const { file, id, cited } of citations(data))
    for (const source of cited)
      if (!sources.has(source)) complain(file, id, `cites "${source}", which is not in sources.json`);
  for (const source of data.sources.sources)
    if (!('url' in source) && !(source.repository in data.sources.repositories))
      complain('sources', source.id, `names the repository "${source.repository}", which is not in sources.json`);
};

const nothingUnused: Check = ({ data, citedElsewhere, complain }) => {
  const cited = new Set(citations(data).flatMap((citation) => citation.cited));
  for (const { id } of data.sources.sources)
    if (!cited.has(id) && !citedElsewhere.has(id)) complain('sources', id, 'is cited by no entry and by no rule');
  const used = new Set(data.sources.sources.map((source) => ('url' in source ? '' : source.repository)));
  for (const name of Object.keys(data.sources.repositories))
    if (!used.has(name)) complain('sources', name, 'is a repository without a source');
  const bounds = new Set(claims(data).flatMap(({ claim }) => [claim.since, claim.until]));
  for (const { sdk } of data.releases.announced)
    if (!bounds.has(sdk)) complain('releases', sdk, 'is announced, but no entry begins or ends there');
};

const addresses: Check = ({ data, complain }) => {
  for (const source of data.sources.sources) {
    if (!('url' in source) && !(source.repository in data.sources.repositories)) continue;
    const url = sourceUrl(source, data.sources.repositories);
    if (!/^https:\/\/[\w.-]+\/[\w./#%-]+$/.test(url) || !URL.canParse(url))
      complain('sources', source.id, `has no usable https address: ${url}`);
    if ('readOn' in source && !isDay(source.readOn))
      complain('sources', source.id, `readOn ${source.readOn} is no day`);
    if ('readOn' in source && source.readOn > data.releases.verified)
      complain(
        'sources',
        source.id,
        `was read on ${source.readOn}, after the base was verified (${data.releases.verified})`,
      );
  }
};

const releases: Check = ({ data, complain }) => {
  const { releases: known, announced, verified } = data.releases;
  for (const [at, release] of known.entries()) {
    const before = known[at - 1];
    if (!isDay(release.date)) complain('releases', release.sdk, `${release.date} is no day`);
    if (before && (compareSdk(before.sdk, release.sdk) >= 0 || before.date > release.date))
      complain('releases', release.sdk, `must come before ${before.sdk}: releases ascend by version and date`);
    if (release.date > verified)
      complain('releases', release.sdk, `was released after the base was verified (${verified})`);
  }
  if (!isDay(verified)) complain('releases', 'verified', `${verified} is no day`);
  const newest = known.at(-1)?.sdk ?? '';
  for (const { sdk } of announced)
    if (compareSdk(sdk, newest) <= 0) complain('releases', sdk, 'is announced, but not newer than the newest release');
  const names = new Set([...known, ...announced].map(({ sdk }) => sdk));
  for (const { file, claim } of claims(data)) {
    for (const field of ['since', 'until', 'verifiedAt'] as const)
      if (claim[field] !== null && !names.has(claim[field]))
        complain(file, claim.id, `${field} names SDK ${claim[field]}, which is not in releases.json`);
    if (claim.since !== null && claim.until !== null && compareSdk(claim.since, claim.until) >= 0)
      complain(file, claim.id, `since ${claim.since} is not before until ${claim.until}`);
    if (compareSdk(claim.verifiedAt, newest) > 0)
      complain(file, claim.id, `verifiedAt ${claim.verifiedAt} is not released`);
  }
  const edges = [
    ...data.targets.ended.map(({ id, last }) => ({ id, field: 'last', sdk: last })),
    ...data.targets.notBegun.map(({ id, first }) => ({ id, field: 'first', sdk: first })),
  ];
  for (const { id, field, sdk } of edges)
    if (!names.has(sdk)) complain('targets', id, `${field} names SDK ${sdk}, which is not in releases.json`);
};

/** "SDK 2.33" in a text, not in a field of its own. */
const NAMED_RELEASE = /SDK (\d{1,4}\.\d{1,4})/g;

const newerNeedsPage: Check = ({ data, sources, complain }) => {
  const documents = data.sources.repositories.neuron?.sdk ?? '0.0.0';
  for (const { file, claim } of claims(data)) {
    const newer = [claim.verifiedAt, claim.since ?? '0.0.0'].some((sdk) => compareSdk(sdk, documents) > 0);
    const page = claim.sources.some((id) => {
      const source = sources.get(id);
      return source !== undefined && 'readOn' in source && compareSdk(source.sdk, documents) > 0;
    });
    if (newer && !page)
      complain(file, claim.id, `speaks of a release after ${documents} without a published page of that release`);
    const named = [...JSON.stringify(claim).matchAll(NAMED_RELEASE)].map(([, sdk = '']) => sdk);
    const after = named.find((sdk) => compareSdk(`${sdk}.0`, documents) > 0);
    if (after !== undefined && !page)
      complain(file, claim.id, `names SDK ${after} in its words without a published page of that release`);
  }
  for (const source of data.sources.sources)
    if (!('url' in source) && source.repository === 'neuron' && compareSdk(source.sdk ?? '0.0.0', documents) > 0)
      complain('sources', source.id, `is a document of SDK ${documents} and cannot speak of SDK ${source.sdk}`);
};

export const SOURCE_CHECKS: readonly Check[] = [sourcesResolve, nothingUnused, addresses, releases, newerNeedsPage];

function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
