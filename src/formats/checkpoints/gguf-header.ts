/** The header of a GGUF file: versions 1 to 3, little-endian. Source: ggml-org/ggml, docs/gguf.md. */
import { type ByteCursor, CursorFault } from './byte-cursor';

export type GgufScalar = string | number | bigint | boolean;

export interface GgufTensor {
  /** Number of its type. */
  readonly type: number;
  readonly shape: readonly number[];
  /** From the beginning of the tensor data. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly version: number;
  /** Short single values; lists (of tokens, merges) are passed over. */
  readonly metadata: ReadonlyMap<string, GgufScalar>;
  readonly tensors: readonly GgufTensor[];
  /** Where the header ends. */
  readonly end: number;
}

/** Entries that a header may announce: far above what models have. */
const MAX_METADATA = 65_536;
const MAX_TENSORS = 200_000;
/** Longest text that is kept. */
const MAX_TEXT = 1024;
const MAX_DIMS = 8;
/** Lists in lists are not known to occur; deeper than this they are hostile. */
const MAX_NESTING = 4;

/** Bytes of the value types of fixed size, by number. */
const FIXED: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const TEXT = 8;
const LIST = 9;

/** Not GGUF as far as it is known, in a sentence. */
export class GgufFault extends Error {}

/** Reads the header from its first byte. Throws a {@link GgufFault}, or a {@link CursorFault} where the file ends or holds too much. */
export async function readGgufHeader(cursor: ByteCursor): Promise<GgufHeader> {
  cursor.skip(4);
  const version = await cursor.u32();
  if (version !== 0 && (version & 0xffff) === 0) throw new GgufFault('The file is big-endian GGUF, which is not read.');
  if (version < 1 || version > 3) throw new GgufFault(`The file is GGUF of version ${version}, which is not known.`);
  const size = version === 1 ? () => cursor.u32() : async () => sizeOf(await cursor.u64());
  const tensorCount = await size();
  const metadataCount = await size();
  if (metadataCount > MAX_METADATA || tensorCount > MAX_TENSORS)
    throw new GgufFault('The GGUF header announces more entries than a model can have: fetch the file again.');

  const metadata = new Map<string, GgufScalar>();
  for (let i = 0; i < metadataCount; i += 1) {
    const key = await textOf(cursor, await size());
    const value = await scalarOf(cursor, await cursor.u32(), size, 0);
    if (key !== null && value !== null) metadata.set(key, value);
  }
  const tensors: GgufTensor[] = [];
  for (let i = 0; i < tensorCount; i += 1) {
    cursor.skip(await size());
    const rank = await cursor.u32();
    if (rank > MAX_DIMS)
      throw new GgufFault('The GGUF header describes a tensor of too many dimensions: fetch the file again.');
    const shape: number[] = [];
    for (let axis = 0; axis < rank; axis += 1) shape.push(await size());
    const type = await cursor.u32();
    tensors.push({ type, shape, offset: sizeOf(await cursor.u64()) });
  }
  return { version, metadata, tensors, end: cursor.at };
}

function sizeOf(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new CursorFault('ended');
  return Number(value);
}

/** A text; null for one that is too long to be kept. */
async function textOf(cursor: ByteCursor, length: number): Promise<string | null> {
  if (length <= MAX_TEXT) return new TextDecoder().decode(await cursor.bytes(length));
  cursor.skip(length);
  return null;
}

/** A single value; null for a list, which is passed over. */
async function scalarOf(
  cursor: ByteCursor,
  type: number,
  size: () => Promise<number>,
  depth: number,
): Promise<GgufScalar | null> {
  switch (type) {
    case TEXT:
      return textOf(cursor, await size());
    case LIST:
      await passList(cursor, size, depth);
      return null;
    case 0:
      return cursor.u8();
    case 4:
      return cursor.u32();
    case 5:
      return cursor.i32();
    case 6:
      return cursor.f32();
    case 7:
      return (await cursor.u8()) !== 0;
    case 10:
      return cursor.u64();
    case 11:
      return cursor.i64();
    case 12:
      return cursor.f64();
    default:
      cursor.skip(fixedSize(type));
      return null;
  }
}

async function passList(cursor: ByteCursor, size: () => Promise<number>, depth: number): Promise<void> {
  if (depth >= MAX_NESTING) throw new GgufFault('The GGUF header nests lists too deeply: fetch the file again.');
  const type = await cursor.u32();
  const count = await size();
  if (type === TEXT) for (let i = 0; i < count; i += 1) cursor.skip(await size());
  else if (type === LIST) for (let i = 0; i < count; i += 1) await passList(cursor, size, depth + 1);
  else cursor.skip(fixedSize(type) * count);
}

function fixedSize(type: number): number {
  const bytes = Object.hasOwn(FIXED, type) ? FIXED[type] : undefined;
  if (bytes === undefined)
    throw new GgufFault(`The GGUF header holds a value of the unknown type ${type}: fetch the file again.`);
  return bytes;
}
