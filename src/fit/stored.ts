import type { Summary } from '../formats/reading';
import type { OtherFacts } from '../model/facts';
import type { StoredWeights } from '../model/fit';
import type { RelativePath } from '../model/host';
import { baseName } from '../text/path';

/** "model-00001-of-00004.safetensors". */
const SHARD = /-\d{5}-of-(\d{5})\.safetensors$/;

/**
 * What the checkpoint of a folder holds, from headers and the index, never from tensors; null where no file tells. An index tells the sum even where
 * shards are elsewhere. Beside `model*.safetensors`, files of other names (adapters, consolidated copies) do not count.
 */
export function storedWeights(beside: readonly Summary[]): StoredWeights | null {
  const files = beside.filter(({ kind }) => kind === 'safetensors');
  const index = beside.find(({ kind, status }) => isIndex(kind) && status !== 'unreadable' && status !== 'skipped');
  const total = index === undefined ? undefined : numberOf(index.facts as OtherFacts, 'totalSize');
  const read = files.filter(({ status }) => status === 'analyzed');
  const shards = read.filter(({ path }) => SHARD.test(path));
  const wanted = Number(SHARD.exec(shards[0]?.path ?? '')?.[1] ?? 0);
  if (shards.length > 0 && shards.length === wanted) return sumOf(shards, false);
  if (index !== undefined && total !== undefined)
    return { bytes: total, bytesByDtype: {}, parameters: null, from: index.path, incomplete: false };
  if (shards.length > 0) return sumOf(shards, true);
  const whole = read.find(({ path }) => baseName(path) === 'model.safetensors');
  if (whole !== undefined) return sumOf([whole], false);
  const [only, ...others] = read.filter(({ path }) => !/adapter|consolidated/.test(baseName(path)));
  return only === undefined || others.length > 0 ? null : sumOf([only], false);
}

function isIndex(kind: Summary['kind']): boolean {
  return kind === 'safetensors-index' || kind === 'pytorch-index';
}

function sumOf(files: readonly Summary[], incomplete: boolean): StoredWeights | null {
  const bytesByDtype = new Map<string, number>();
  let parameters: number | null = 0;
  for (const { facts } of files) {
    const own = facts as OtherFacts;
    for (const [dtype, bytes] of Object.entries(own.bytesByDtype ?? {}))
      if (typeof bytes === 'number') bytesByDtype.set(dtype, (bytesByDtype.get(dtype) ?? 0) + bytes);
    const count = numberOf(own, 'parameters');
    parameters = parameters === null || count === undefined ? null : parameters + count;
  }
  const bytes = [...bytesByDtype.values()].reduce((sum, each) => sum + each, 0);
  if (bytes === 0 || !Number.isSafeInteger(bytes)) return null;
  return {
    bytes,
    bytesByDtype: Object.fromEntries([...bytesByDtype].sort(([a], [b]) => (a < b ? -1 : 1))),
    parameters,
    from: nameOf(files.map(({ path }) => path)),
    incomplete,
  };
}

function nameOf([first = '', ...others]: readonly RelativePath[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function numberOf(facts: OtherFacts, name: string): number | undefined {
  const value = facts[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
