import type { ArtifactKind } from '../../model/artifact';
import type { FactValue } from '../../model/facts';
import type { Host, Pace } from '../../model/host';
import { type DataDocument, type DataObject, isDataObject } from '../../text/data';
import { jsonData } from '../../text/json-data';
import { readText } from '../../text/read-text';
import type { Format } from '../format';
import { lookAt } from '../onnx/external';
import { faultReading, leftAlone, otherReading, unreadable } from '../other';
import type { FailedReading, OtherReading } from '../reading';
import type { SourceFile } from '../source-file';
import { isLfsPointer, LFS_POINTER } from './lfs';
import { layerCount } from './safetensors';

type IndexKind = Extract<ArtifactKind, 'safetensors-index' | 'pytorch-index'>;

/** The index of a checkpoint with a hundred thousand tensors has about ten. */
const MAX_BYTES = 32 * 1024 * 1024;
const TOO_LARGE = `The index is larger than ${MAX_BYTES / 1024 / 1024} MB and was left alone.`;

/** Shards that are looked at; the largest known checkpoints have some hundreds. */
const MAX_SHARDS = 2000;
/** Names of missing shards in the facts. */
const MAX_NAMED = 50;

/**
 * The index of a checkpoint in several files (`model.safetensors.index.json`, `pytorch_model.bin.index.json`). Its shards are looked at by `stat`.
 * Facts: `tensors`, `shards`, `missing` (the first names), `missingShards` (their number), `totalSize` (bytes of the tensors, as it states),
 * `presentBytes` (of the shards that are there), `layers`.
 */
function indexFormat(kind: IndexKind, suffix: string): Format {
  return {
    text: false,
    ranges: true,
    matches: (path) => path.toLowerCase().endsWith(suffix),
    read: (file, pace) => readIndex(kind, file, pace),
  };
}

export const safetensorsIndex = indexFormat('safetensors-index', '.safetensors.index.json');
export const pytorchIndex = indexFormat('pytorch-index', '.bin.index.json');

async function readIndex(kind: IndexKind, file: SourceFile, pace: Pace): Promise<OtherReading | FailedReading | null> {
  let marked = true;
  try {
    const text = await readText(file.host, file.path, MAX_BYTES);
    if (text === null) return leftAlone(kind, file, TOO_LARGE);
    if (isLfsPointer(text.text)) return unreadable(kind, file, LFS_POINTER);
    marked = text.text.includes('"weight_map"');
    const data = marked ? jsonData(text.text) : null;
    if (data === null || !isDataObject(data.value) || !isDataObject(data.value.weight_map)) return null;
    const { facts, missing } = await indexFacts(data.value, data.value.weight_map, file, pace);
    const reading = otherReading(kind, file, text, { facts, documents: [placesOf(data, missing)] });
    return { ...reading, looksAtOthers: true };
  } catch (error) {
    return faultReading(error, kind, file, marked, 'JSON');
  }
}

async function indexFacts(index: DataObject, map: DataObject, { host, path }: SourceFile, pace: Pace) {
  const firstTensor = new Map<string, string>();
  for (const [tensor, shard] of Object.entries(map))
    if (typeof shard === 'string' && !firstTensor.has(shard)) firstTensor.set(shard, tensor);
  const shards = [...firstTensor.keys()].sort();
  const found = await lookAtShards(host, path, shards.slice(0, MAX_SHARDS), pace);
  const facts: Record<string, FactValue> = {
    tensors: Object.keys(map).length,
    shards: shards.length,
    missing: found.missing.slice(0, MAX_NAMED),
    missingShards: found.missing.length,
    presentBytes: found.bytes,
  };
  const total = isDataObject(index.metadata) ? index.metadata.total_size : undefined;
  if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) facts.totalSize = total;
  const layers = layerCount(Object.keys(map));
  if (layers !== null) facts.layers = layers;
  return { facts, missing: found.missing.slice(0, MAX_NAMED).map((shard) => firstTensor.get(shard) ?? '') };
}

async function lookAtShards(host: Host, path: string, shards: readonly string[], pace: Pace) {
  const folder = path.split('/').slice(0, -1);
  const missing: string[] = [];
  let bytes = 0;
  for (const shard of shards) {
    await pace.breathe();
    const { state, size } = await lookAt(host, folder, shard);
    if (state === 'missing') missing.push(shard);
    bytes += size ?? 0;
  }
  return { missing, bytes };
}

/** The places that rules point at, without the map itself, which may have a hundred thousand entries. */
function placesOf(data: DataDocument, tensors: readonly string[]): DataDocument {
  const paths = [['metadata', 'total_size'], ...tensors.map((tensor) => ['weight_map', tensor])];
  const ranges = new Map(paths.map((path) => [JSON.stringify(path), data.rangeOf(path)]));
  const missing = tensors.map((tensor) => ({ tensor }));
  return {
    value: { missing },
    rangeOf: (path) => ranges.get(JSON.stringify(path)) ?? null,
    keyRangeOf: () => null,
  };
}
