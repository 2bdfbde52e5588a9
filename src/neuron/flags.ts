import { groupBy } from '../model/group-by';
import type { FlagClaim, Knowledge } from './knowledge';
import { lazy } from './lazy';
import { holds } from './version';

type Flags = Pick<Knowledge, 'flag' | 'flags'>;

/** What is known of the flags of neuronx-cc. */
export function flagQueries(entries: readonly FlagClaim[]): Flags {
  const bySpelling = lazy(() =>
    groupBy(
      entries.flatMap((claim) => [claim.flag, ...claim.aliases].map((spelling) => ({ spelling, claim }))),
      ({ spelling }) => spelling,
    ),
  );
  return {
    flag: (name, target, sdk) =>
      bySpelling()
        .get(name)
        ?.map(({ claim }) => claim)
        .find((claim) => isThere(claim, target, sdk)) ?? null,
    flags: (target, sdk) => entries.filter((claim) => isThere(claim, target, sdk)),
  };
}

/** Inf1 has another compiler, neuron-cc, with flags of its own. */
function isThere(claim: FlagClaim, target: Parameters<Knowledge['flag']>[1], sdk: string): boolean {
  return target !== 'inf1' && (claim.targets === null || claim.targets.includes(target)) && holds(claim, sdk);
}
