import type { Knowledge, ReleaseSpan } from './knowledge';
import { lazy } from './lazy';
import { PYTORCH } from './routes';
import type { KnowledgeData } from './schema';
import { compareSdk } from './version';

/** {@link Knowledge.spans}, worked out at the first question. */
export function spanQuery(data: KnowledgeData): Knowledge['spans'] {
  const { releases } = data.releases;
  const all = lazy(() => releaseSpans(releases, data));
  const graph = lazy(() => {
    const { models, quantization, parallelism, instances, changes, routes, ...rest } = data;
    return releaseSpans(releases, { ...rest, routes: routes.filter(({ route }) => PYTORCH.includes(route)) });
  });
  return (of = 'all') => (of === 'all' ? all() : graph());
}

/**
 * Known releases in runs between which nothing begins or ends: every question to the knowledge base has the same answer within a run.
 *
 * @param data Files of the knowledge base, in any shape; `since` and `until` count at whatever depth they stand.
 */
export function releaseSpans(releases: readonly { readonly sdk: string }[], data: unknown): readonly ReleaseSpan[] {
  const bounds = [...boundsIn(data)];
  const spans: { first: string; last: string }[] = [];
  for (const { sdk } of releases) {
    const open = spans.at(-1);
    const differs = (bound: string) =>
      open !== undefined && compareSdk(open.last, bound) < 0 && compareSdk(bound, sdk) <= 0;
    if (open === undefined || bounds.some(differs)) spans.push({ first: sdk, last: sdk });
    else open.last = sdk;
  }
  return spans;
}

function boundsIn(data: unknown): Set<string> {
  const bounds = new Set<string>();
  const waiting: unknown[] = [data];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'since' || key === 'until') && typeof inner === 'string') bounds.add(inner);
      else if (inner !== null && inner !== undefined) waiting.push(inner);
    }
  }
  return bounds;
}
