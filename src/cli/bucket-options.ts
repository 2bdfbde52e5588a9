import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AuditOptions } from '../audit';
import { MAX_BUCKETS } from '../batching/buckets';
import type { AskedLengths } from '../batching/read-lengths';
import { nodeHost } from '../node/node-host';
import { lengthSource } from '../planner/lengths';
import { countOption, type RawOptions } from './options';
import { UsageError } from './usage';

const MAX_BATCHES = 64;

/** What the command line says of lengths, batch sizes and buckets. Throws a {@link UsageError}. */
export function bucketOptions(options: RawOptions): Pick<AuditOptions, 'lengths' | 'batches' | 'maxBuckets'> {
  const batches = batchesOption(options.batch);
  const maxBuckets = maxBucketsOption(options['max-buckets']);
  return {
    ...(options.lengths && { lengths: lengthsOptions(options.lengths) }),
    ...(batches && { batches }),
    ...(maxBuckets !== undefined && { maxBuckets }),
  };
}

/** Of the same name the last one counts. */
function lengthsOptions(values: readonly string[]): AskedLengths[] {
  return [...new Map(values.map(lengthsOption).map((asked) => [asked.dimension, asked])).values()];
}

/** NAME=HOW, split at the first "=". A file is read from where the command runs, wherever it lies. */
function lengthsOption(value: string): AskedLengths {
  const at = value.indexOf('=');
  const dimension = value.slice(0, Math.max(at, 0));
  if (dimension === '') throw new UsageError(`--lengths wants NAME=FILE, NAME=12,40,80 or NAME=1-512, not "${value}"`);
  const source = lengthSource(value.slice(at + 1));
  if (typeof source === 'string') throw new UsageError(`--lengths ${dimension} ${source}`);
  const asked = { dimension, path: '', range: null };
  if (source.kind !== 'file') return { ...asked, source };
  if (!existsSync(source.path)) throw new UsageError(`--lengths ${dimension}: no such file: ${source.path}`);
  if (!statSync(source.path).isFile()) throw new UsageError(`--lengths ${dimension}: ${source.path} is no file`);
  const name = path.basename(source.path);
  return {
    ...asked,
    source: { kind: 'file', path: name },
    host: nodeHost(path.dirname(path.resolve(source.path))),
    shown: name,
  };
}

/** Ascending, each once. */
function batchesOption(values: readonly string[] | undefined): readonly number[] | undefined {
  if (values === undefined) return undefined;
  const batches = values
    .flatMap((value) => value.split(','))
    .flatMap((text) => countOption(text.trim(), '--batch') ?? []);
  const sorted = [...new Set(batches)].sort((a, b) => a - b);
  if (sorted.length > MAX_BATCHES) throw new UsageError(`--batch takes at most ${MAX_BATCHES} sizes`);
  return sorted;
}

function maxBucketsOption(value: string | undefined): number | undefined {
  const most = countOption(value, '--max-buckets');
  if (most !== undefined && most > MAX_BUCKETS)
    throw new UsageError(`--max-buckets wants at most ${MAX_BUCKETS}, not ${most}`);
  return most;
}
