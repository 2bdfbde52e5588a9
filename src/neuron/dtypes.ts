import { indexBy, lazy } from './index-by';
import type { DtypeClaim, Knowledge } from './knowledge';
import type { DtypeEntry, TargetsFile } from './schema';
import { holds } from './version';

/** What is known of an element type on the core of a target at a release. */
export function dtypeQuery(entries: readonly DtypeEntry[], targets: TargetsFile['targets']): Knowledge['dtype'] {
  const cores = new Map(targets.map((info) => [info.target, info.core]));
  const index = lazy(() => indexBy(entries.flatMap(perCore), (claim) => `${claim.dtype}/${claim.core}`));
  return (dtype, target, sdk) =>
    index()
      .get(`${dtype}/${cores.get(target)}`)
      ?.find((claim) => holds(claim, sdk)) ?? null;
}

function perCore({ cores, ...claim }: DtypeEntry): DtypeClaim[] {
  return cores.map((core) => ({ ...claim, core }));
}
