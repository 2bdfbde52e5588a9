import { groupBy } from '../model/group-by';
import type { DtypeClaim, Knowledge } from './knowledge';
import { lazy } from './lazy';
import type { DtypeEntry, DtypeNameEntry, TargetsFile } from './schema';
import { holds } from './version';

/** What is known of an element type on the core of a target at a release. */
export function dtypeQuery(entries: readonly DtypeEntry[], targets: TargetsFile['targets']): Knowledge['dtype'] {
  const cores = new Map(targets.map((info) => [info.target, info.core]));
  const index = lazy(() => groupBy(entries.flatMap(perCore), (claim) => `${claim.dtype}/${claim.core}`));
  return (dtype, target, sdk) =>
    index()
      .get(`${dtype}/${cores.get(target)}`)
      ?.find((claim) => holds(claim, sdk)) ?? null;
}

function perCore({ cores, ...claim }: DtypeEntry): DtypeClaim[] {
  return cores.map((core) => ({ ...claim, core }));
}

/** Names of PyTorch with and without the module, names of safetensors as they are written there. */
export function dtypeNameQuery(entries: readonly DtypeNameEntry[]): Knowledge['dtypeNamed'] {
  const index = lazy(
    () =>
      new Map(
        entries.flatMap((entry) => [
          [entry.name, entry] as const,
          ...(entry.system === 'torch' ? [[entry.name.replace('torch.', ''), entry] as const] : []),
        ]),
      ),
  );
  return (name) => index().get(name) ?? null;
}
