import type { FileFormatClaim, Knowledge } from './knowledge';
import { holds } from './version';

/** What is known of model files of a kind: the claim of the planned route first, then that of the target, then the general one. */
export function fileFormatQuery(entries: readonly FileFormatClaim[]): Knowledge['fileFormat'] {
  return (kind, route, target, sdk) => {
    const own = entries.filter(
      (claim) =>
        claim.kind === kind &&
        (claim.route === null || claim.route === route) &&
        (claim.targets === null || claim.targets.includes(target)) &&
        holds(claim, sdk),
    );
    return own.find((claim) => claim.route !== null) ?? own.find((claim) => claim.targets !== null) ?? own[0] ?? null;
  };
}
