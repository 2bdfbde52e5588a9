import type { KnowledgeStamp } from '../model/report';
import type { Knowledge, Release } from './knowledge';
import type { ReleasesFile } from './schema';
import { compareSdk } from './version';

/** Between the releases of 2026 lay 41 to 69 days, mostly six weeks: after 45 days without a check a release is probably missing. */
const STALE_AFTER_DAYS = 45;

/** Linear: digits in bounded numbers, nothing nested. */
const SPELLING = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/;

type Releases = Pick<Knowledge, 'newest' | 'releases' | 'stamp' | 'resolveRelease'>;

/** `documents`: the release whose documents are behind most entries. */
export function releaseQueries(file: ReleasesFile, documents: string): Releases {
  const releases: readonly Release[] = file.releases.map(({ sdk, date }) => ({ sdk, date }));
  const oldest = releases[0];
  const newest = releases.at(-1);
  if (!oldest || !newest) throw new Error('the knowledge base holds no release');
  return {
    newest,
    releases,
    stamp: (asOf) => stamp(newest, file.verified, asOf),
    resolveRelease(spelling) {
      const parts = SPELLING.exec(spelling.trim());
      if (!parts) return null;
      const [, major, minor, patch] = parts;
      const line = `${Number(major)}.${Number(minor)}`;
      const asked = patch === undefined ? line : `${line}.${Number(patch)}`;
      const exact = releases.find((release) => release.sdk === asked);
      const known = exact ?? releases.findLast((release) => release.sdk.startsWith(`${line}.`));
      if (known)
        return {
          sdk: known.sdk,
          note: exact || patch === undefined ? reach(known.sdk) : unknownPatch(asked, known.sdk),
        };
      return compareSdk(asked, oldest.sdk) < 0
        ? {
            sdk: oldest.sdk,
            note: `The knowledge base begins with SDK ${oldest.sdk}: SDK ${asked} is older and is judged as that.`,
          }
        : {
            sdk: newest.sdk,
            note: `The knowledge base ends with SDK ${newest.sdk}: SDK ${asked} is not known to it and is judged as that.`,
          };
    },
  };

  function reach(sdk: string): string | null {
    if (compareSdk(sdk, documents) >= 0) return null;
    return `Most of the knowledge base comes from the documents of SDK ${documents}: for the older SDK ${sdk} it takes into account only the changes whose release is known.`;
  }
}

function unknownPatch(asked: string, judged: string): string {
  return `The knowledge base does not know SDK ${asked}: it is judged as SDK ${judged}.`;
}

function stamp(newest: Release, verified: string, asOf: string): KnowledgeStamp {
  const age = (Date.parse(asOf) - Date.parse(verified)) / 86_400_000;
  const stale =
    age > STALE_AFTER_DAYS
      ? `The knowledge base was last checked on ${verified}, against Neuron SDK ${newest.sdk}. Neuron releases about every six weeks, so a release is probably missing: look for a newer version of this tool.`
      : null;
  return { neuronSdk: newest.sdk, released: newest.date, verified, stale };
}
