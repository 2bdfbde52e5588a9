import type { Claim } from './knowledge';

/** Negative, zero or positive as `a` is older than, the same as, or newer than `b`; both "major.minor.patch". */
export function compareSdk(a: string, b: string): number {
  const x = a.split('.');
  const y = b.split('.');
  for (let i = 0; i < 3; i++) {
    const difference = Number(x[i] ?? 0) - Number(y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a claim is about this release: from `since`, and before `until`. */
export function holds(claim: Pick<Claim, 'since' | 'until'>, sdk: string): boolean {
  return (
    (claim.since === null || compareSdk(claim.since, sdk) <= 0) &&
    (claim.until === null || compareSdk(sdk, claim.until) < 0)
  );
}
