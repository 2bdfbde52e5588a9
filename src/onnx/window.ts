/** A window onto a file: the part that was read last. */
import type { ByteSource } from '../model/host';
import { UnreadableModel } from './unreadable';

/** A read after a jump; doubles while reading goes on from there. */
const FIRST_READ = 4 << 10;
const LONGEST_READ = 256 << 10;
/** The first read of all: small files are read at once. */
const OPENING_READ = 64 << 10;
/** A gap up to this is read over: cheaper than one more read. */
const GAP = 32 << 10;

export interface Window {
  /** Bytes of the file. */
  readonly size: number;
  /** What is loaded, from offset {@link start} of the file; only {@link load} changes it. */
  bytes: Uint8Array;
  start: number;
  /** Whether these bytes of the file are loaded. */
  has(from: number, to: number): boolean;
  /** Loads at least from `from` to `to`, which must lie in the file. Rejects where the file has become shorter. */
  load(from: number, to: number): Promise<void>;
  /** A view on loaded bytes; gone with the next load. */
  view(from: number, to: number): Uint8Array;
}

export function openWindow(source: ByteSource): Window {
  let next = OPENING_READ / 2;
  const window: Window = {
    size: source.size,
    bytes: new Uint8Array(),
    start: 0,
    has: (from, to) => from >= window.start && to <= window.start + window.bytes.length,
    async load(from, to) {
      const gap = from - (window.start + window.bytes.length);
      const onwards = gap <= GAP && from >= window.start;
      next = onwards ? Math.min(next * 2, LONGEST_READ) : FIRST_READ;
      const wanted = Math.min(Math.max(next, to - from), source.size - from);
      const got = await source.read(from, wanted);
      if (got.length < wanted) {
        throw new UnreadableModel(
          'The file became shorter while it was read. Audit it again once nothing writes to it.',
          from,
        );
      }
      // A host may hand out Node's Buffer, whose `slice` shares memory where that of Uint8Array copies.
      window.bytes = new Uint8Array(got.buffer, got.byteOffset, got.byteLength);
      window.start = from;
    },
    view: (from, to) => window.bytes.subarray(from - window.start, to - window.start),
  };
  return window;
}
