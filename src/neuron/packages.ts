import type { Knowledge } from './knowledge';
import { lazy } from './lazy';
import type { PackageEntry } from './schema';

/** Packages by the name that package indexes compare: case and the kind of dash do not matter (PEP 503). */
export function packageQuery(entries: readonly PackageEntry[]): Knowledge['packageReleases'] {
  const byName = lazy(() => new Map(entries.map(({ id, releases }) => [id, releases])));
  return (name) => byName().get(normalized(name)) ?? [];
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
