import type { ByteSource, Pace } from '../../model/host';

/** Read at once while walking on. */
const BLOCK = 256 * 1024;

/** The file ends, or holds more than is read. */
export class CursorFault extends Error {
  constructor(readonly reason: 'ended' | 'budget') {
    super(reason);
    this.name = 'CursorFault';
  }
}

/** Walks over little-endian binary data; what is skipped over is not read where it is larger than a block. Throws a {@link CursorFault}. */
export interface ByteCursor {
  readonly at: number;
  u8(): Promise<number>;
  u32(): Promise<number>;
  i32(): Promise<number>;
  f32(): Promise<number>;
  f64(): Promise<number>;
  u64(): Promise<bigint>;
  i64(): Promise<bigint>;
  bytes(length: number): Promise<Uint8Array>;
  skip(length: number): void;
}

/** `budget`: bytes that may be read in all. */
export function byteCursor(source: ByteSource, budget: number, pace: Pace): ByteCursor {
  let block: DataView = new DataView(new ArrayBuffer(0));
  let start = 0;
  let at = 0;
  let spent = 0;

  /** The view and the offset of the next bytes, which are passed. */
  const take = async (length: number): Promise<[DataView, number]> => {
    if (at + length > source.size) throw new CursorFault('ended');
    if (at < start || at + length > start + block.byteLength) {
      await pace.breathe();
      const wanted = Math.min(Math.max(BLOCK, length), source.size - at);
      spent += wanted;
      if (spent > budget) throw new CursorFault('budget');
      const bytes = await source.read(at, wanted);
      if (bytes.length < length) throw new CursorFault('ended');
      block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      start = at;
    }
    const offset = at - start;
    at += length;
    return [block, offset];
  };
  const read = async <T>(length: number, get: (view: DataView, offset: number) => T) => get(...(await take(length)));
  return {
    get at() {
      return at;
    },
    u8: () => read(1, (view, offset) => view.getUint8(offset)),
    u32: () => read(4, (view, offset) => view.getUint32(offset, true)),
    i32: () => read(4, (view, offset) => view.getInt32(offset, true)),
    f32: () => read(4, (view, offset) => view.getFloat32(offset, true)),
    f64: () => read(8, (view, offset) => view.getFloat64(offset, true)),
    u64: () => read(8, (view, offset) => view.getBigUint64(offset, true)),
    i64: () => read(8, (view, offset) => view.getBigInt64(offset, true)),
    bytes: (length) =>
      read(length, (view, offset) => new Uint8Array(view.buffer, view.byteOffset + offset, length).slice()),
    skip(length) {
      if (!Number.isSafeInteger(length) || length < 0 || at + length > source.size) throw new CursorFault('ended');
      at += length;
    },
  };
}
