import type { Reading } from './formats/reading';
import { type FileStat, type Host, HostError, type RelativePath } from './model/host';

interface CachedReading {
  readonly size: number;
  readonly modified: number;
  readonly reading: Reading;
}

/** Readings of earlier audits, by path; each holds while size and modification time of its file are the same. */
export type ReadingCache = Map<RelativePath, CachedReading>;

/** Graph nodes that a cache keeps in memory, about half a kilobyte each; the models read longest ago go first. */
const MAX_CACHED_NODES = 400_000;

/** The reading from the cache, or a new one that the cache keeps. Faults of the file are `read`'s to tell. */
export async function readThrough(
  cache: ReadingCache,
  host: Host,
  path: RelativePath,
  read: () => Promise<Reading | null>,
): Promise<Reading | null> {
  const stat = await statOrNull(host, path);
  const known = cache.get(path);
  if (stat !== null && known?.size === stat.size && known.modified === stat.modified) return known.reading;
  cache.delete(path);
  const reading = await read();
  if (stat !== null && reading !== null && isLasting(reading)) {
    cache.set(path, { size: stat.size, modified: stat.modified, reading });
    trim(cache);
  }
  return reading;
}

/**
 * Whether nothing but the file itself decides the reading. Permissions, files of external data and shards change without it; neither takes
 * long to read again.
 */
function isLasting(reading: Reading): boolean {
  if (reading.status === 'unreadable' || reading.status === 'skipped') return false;
  if ('looksAtOthers' in reading && reading.looksAtOthers) return false;
  return !('external' in reading) || reading.external.length === 0;
}

async function statOrNull(host: Host, path: RelativePath): Promise<FileStat | null> {
  try {
    return await host.stat(path);
  } catch (error) {
    if (error instanceof HostError) return null;
    throw error;
  }
}

function trim(cache: ReadingCache): void {
  let nodes = 0;
  for (const { reading } of cache.values()) nodes += weight(reading);
  for (const [path, { reading }] of cache) {
    if (nodes <= MAX_CACHED_NODES) return;
    cache.delete(path);
    nodes -= weight(reading);
  }
}

function weight(reading: Reading): number {
  if (!('model' in reading)) return 0;
  const { nodeCount, subgraphNodeCount, functionNodeCount } = reading.facts;
  return nodeCount + subgraphNodeCount + functionNodeCount;
}
