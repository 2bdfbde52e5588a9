import type { Reading } from './formats/reading';
import { type FileStat, type Host, HostError, type RelativePath } from './model/host';
import type { Judged } from './outlook/judge-file';

/** What an audit keeps of one file. */
interface CachedFile {
  readonly size: number;
  readonly modified: number;
  /** Null: no format takes the file. Undefined: given up to save memory. */
  reading: Reading | null | undefined;
  /** What the last audit made of the reading, under these settings. */
  judged: { readonly settings: string; readonly value: Judged | null } | null;
}

/** Files of earlier audits, by path; each holds while size and modification time of its file are the same. */
export type ReadingCache = Map<RelativePath, CachedFile>;

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
  return readingOf(cache, path, stat, read);
}

/**
 * What `judge` makes of a file, from the cache where neither the file nor the settings have changed.
 *
 * @param settings Everything but the file that decides what `judge` says, as a text.
 */
export async function judgeThrough(
  cache: ReadingCache,
  host: Host,
  path: RelativePath,
  { settings, unchanged, read, judge, holds }: JudgeThrough,
): Promise<Judged | null> {
  if (unchanged) {
    const judged = cache.get(path)?.judged;
    if (judged?.settings === settings && (judged.value === null || holds(judged.value))) return judged.value;
  }
  const stat = await statOrNull(host, path);
  const known = held(cache, path, stat)?.judged;
  if (known?.settings === settings && (known.value === null || holds(known.value))) return known.value;
  const reading = await readingOf(cache, path, stat, read);
  const value = reading === null ? null : await judge(reading);
  const file = held(cache, path, stat);
  if (file !== null) file.judged = { settings, value };
  return value;
}

export interface JudgeThrough {
  readonly settings: string;
  /** The file is known to be as it was at the last audit: nobody need look. */
  readonly unchanged: boolean;
  readonly read: () => Promise<Reading | null>;
  readonly judge: (reading: Reading) => Promise<Judged>;
  /** Whether what is kept says all that is wanted now. */
  readonly holds: (judged: Judged) => boolean;
}

async function readingOf(
  cache: ReadingCache,
  path: RelativePath,
  stat: FileStat | null,
  read: () => Promise<Reading | null>,
): Promise<Reading | null> {
  const known = held(cache, path, stat);
  if (known?.reading !== undefined) return known.reading;
  const reading = await read();
  if (stat === null || !isLasting(reading)) {
    cache.delete(path);
    return reading;
  }
  cache.delete(path);
  cache.set(path, { size: stat.size, modified: stat.modified, reading, judged: known?.judged ?? null });
  if (weight(reading) > 0) trim(cache);
  return reading;
}

/** What is kept of the file as it is now. */
function held(cache: ReadingCache, path: RelativePath, stat: FileStat | null): CachedFile | null {
  const known = cache.get(path);
  return stat !== null && known?.size === stat.size && known.modified === stat.modified ? known : null;
}

/**
 * Whether nothing but the file itself decides the reading. Permissions, files of external data and shards change without it; neither takes
 * long to read again.
 */
function isLasting(reading: Reading | null): boolean {
  if (reading === null) return true;
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
  for (const file of cache.values()) {
    if (nodes <= MAX_CACHED_NODES) return;
    const own = weight(file.reading);
    if (own === 0) continue;
    file.reading = undefined;
    nodes -= own;
  }
}

function weight(reading: Reading | null | undefined): number {
  if (!reading || !('model' in reading)) return 0;
  const { nodeCount, subgraphNodeCount, functionNodeCount } = reading.facts;
  return nodeCount + subgraphNodeCount + functionNodeCount;
}
