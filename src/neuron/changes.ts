import type { Change, Knowledge } from './knowledge';
import { compareSdk } from './version';

/** What changes between releases. Entries are in the order of releases. */
export function changeQuery(entries: readonly Change[]): Knowledge['changes'] {
  return (from, to) =>
    compareSdk(from, to) >= 0
      ? []
      : entries.filter((change) =>
          change.kind === 'announced'
            ? isPending(change, to)
            : compareSdk(change.sdk, from) > 0 && compareSdk(change.sdk, to) <= 0,
        );
}

/** Announced by then, and neither come true nor dropped as far as documents tell. */
function isPending({ sdk, settled }: Change, at: string): boolean {
  return compareSdk(sdk, at) <= 0 && (settled === null || compareSdk(settled, at) > 0);
}
