/** The protobuf wire format: varints, tags, fields of a message that is in memory. Source: protobuf.dev, "Encoding". */
import { MAX_DEPTH } from './limits';
import { UnreadableModel } from './unreadable';

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const GROUP_START = 3;
export const GROUP_END = 4;
export const FIXED32 = 5;

/** A tag takes 5 bytes at most and a length 10. */
export const MAX_HEADER_BYTES = 15;
const MAX_TAG_BYTES = 5;
const MAX_VARINT_BYTES = 10;

/** A 64-bit integer as two unsigned halves; one object is used over and over. */
export interface Varint {
  lo: number;
  hi: number;
}

/**
 * Reads a varint at `at`. Returns how many bytes it takes: 1 to 10; 0 where the bytes end before it does; -1 where it goes on
 * after 10 bytes. Bits above 64 are dropped.
 */
export function readVarint(bytes: Uint8Array, at: number, into: Varint): number {
  let lo = 0;
  let hi = 0;
  for (let i = 0; i < MAX_VARINT_BYTES; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return 0;
    const bits = byte & 0x7f;
    if (i < 4) lo |= bits << (7 * i);
    else if (i === 4) {
      lo |= bits << 28;
      hi = bits >> 4;
    } else hi |= bits << (7 * i - 32);
    if (byte < 0x80) {
      into.lo = lo >>> 0;
      into.hi = hi >>> 0;
      return i + 1;
    }
  }
  return -1;
}

/** As int64: exact to 2^53, then the nearest double. */
export const int64 = (v: Varint): number => (v.hi | 0) * 0x1_0000_0000 + v.lo;
/** As int64, exact. */
export const exactInt64 = (v: Varint): bigint => (BigInt(v.hi | 0) << 32n) | BigInt(v.lo);
/** As int32, and as an enum: the low half. */
export const int32 = (v: Varint): number => v.lo | 0;
/** As a length: never negative. */
const length = (v: Varint): number => v.hi * 0x1_0000_0000 + v.lo;

/** A field's head. `start` to `end` is its value, without the length of a length-delimited one. One object is used over and over. */
export interface Field {
  number: number;
  wire: number;
  start: number;
  end: number;
}

export const newField = (): Field => ({ number: 0, wire: 0, start: 0, end: 0 });

const scratch: Varint = { lo: 0, hi: 0 };

/**
 * Reads the head of the field at `at` of `bytes`, which lie at `base` in the file. Varints are measured; of a group only the
 * tag is. Whether the value ends where its message does is the caller's to check.
 *
 * @param what The message, for the sentence of an {@link UnreadableModel}.
 */
export function readField(bytes: Uint8Array, at: number, base: number, what: string, field: Field): void {
  const size = readVarint(bytes, at, scratch);
  if (size === 0) throw cutShort(what, base + at);
  if (size < 0 || size > MAX_TAG_BYTES || scratch.hi > 0)
    throw damaged(what, base + at, 'has a field tag that is too long');
  field.number = scratch.lo >>> 3;
  field.wire = scratch.lo & 7;
  field.start = at + size;
  if (field.number === 0) throw damaged(what, base + at, 'has a field with number 0');
  switch (field.wire) {
    case VARINT: {
      const n = readVarint(bytes, field.start, scratch);
      if (n === 0) throw cutShort(what, base + field.start);
      if (n < 0) throw damaged(what, base + field.start, 'has a varint of more than 10 bytes');
      field.end = field.start + n;
      break;
    }
    case BYTES: {
      const n = readVarint(bytes, field.start, scratch);
      if (n === 0) throw cutShort(what, base + field.start);
      if (n < 0) throw damaged(what, base + field.start, 'has a length of more than 10 bytes');
      field.start += n;
      field.end = field.start + length(scratch);
      break;
    }
    case FIXED64:
      field.end = field.start + 8;
      break;
    case FIXED32:
      field.end = field.start + 4;
      break;
    case GROUP_START:
    case GROUP_END:
      field.end = field.start;
      break;
    default:
      throw damaged(what, base + at, `has a field of wire type ${field.wire}, which protobuf does not define`);
  }
}

/**
 * Skips the group whose start tag was just read into `field`; its end tag must come before `end`. Leaves `field.end` after the end tag.
 *
 * @param levels How deep it may be nested, itself included.
 */
export function skipGroup(
  bytes: Uint8Array,
  end: number,
  base: number,
  what: string,
  field: Field,
  levels: number,
): void {
  const open = [field.number];
  let at = field.end;
  while (open.length > 0) {
    if (open.length > levels) throw tooDeep(base + at);
    if (at >= end) throw damaged(what, base + at, 'ends inside a group');
    readField(bytes, at, base, what, field);
    if (field.wire === GROUP_START) open.push(field.number);
    else if (field.wire === GROUP_END && open.pop() !== field.number) throw strayGroupEnd(what, base + at);
    at = field.end;
  }
}

/** Whether the bytes are varints one after the other. */
export function areVarints(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const n = readVarint(bytes, at, scratch);
    if (n <= 0) return false;
    at += n;
  }
  return true;
}

export function damaged(what: string, at: number, problem: string): UnreadableModel {
  return new UnreadableModel(
    `The file is damaged or not an ONNX model: at byte ${at} ${what} ${problem}. Export or download it again.`,
    at,
  );
}

export function cutShort(what: string, at: number): UnreadableModel {
  return damaged(what, at, 'ends inside a field');
}

export function brokenList(what: string, at: number): UnreadableModel {
  return damaged(what, at, 'has a packed list that ends inside a number');
}

export function strayGroupEnd(what: string, at: number): UnreadableModel {
  return damaged(what, at, 'has an end-group tag without its start');
}

export function tooDeep(at: number): UnreadableModel {
  return new UnreadableModel(
    `The model is nested deeper than ${MAX_DEPTH} levels at byte ${at}, which ONNX Runtime and every other protobuf reader refuses. Export it without that nesting.`,
    at,
  );
}
