import type { Claim } from './knowledge';

/** Negative, zero or positive as `a` is older than, the same as, or newer than `b`; both "major.minor.patch". */
export function compareSdk(a: string, b: string): number {
  return a === b ? 0 : orderOf(a) - orderOf(b);
}

const orders = new Map<string, number>();
/** Far more than there are releases: the map keeps no spellings that come from files. */
const MAX_ORDERS = 1000;

/** A number in the order of releases; remembered, since every claim is compared for every question. */
function orderOf(sdk: string): number {
  const known = orders.get(sdk);
  if (known !== undefined) return known;
  const [major = 0, minor = 0, patch = 0] = sdk.split('.').map(Number);
  const order = (major * 10_000 + minor) * 10_000 + patch;
  if (orders.size < MAX_ORDERS) orders.set(sdk, order);
  return order;
}

/** Whether a claim is about this release: from `since`, and before `until`. */
export function holds(claim: Pick<Claim, 'since' | 'until'>, sdk: string): boolean {
  return (
    (claim.since === null || compareSdk(claim.since, sdk) <= 0) &&
    (claim.until === null || compareSdk(sdk, claim.until) < 0)
  );
}
