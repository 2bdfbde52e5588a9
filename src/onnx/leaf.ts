/**
 * Leaf messages, decoded by onnx-proto (the ONNX 1.10 schema over protobufjs 6).
 *
 * A message is a leaf where it holds only plain fields and lists of leaves. Others are walked: protobufjs replaces a singular
 * message that is stored twice where protobuf merges both, recurses as deep as the file says, and takes every field for its
 * declared type whatever the wire says. The last is why a leaf is checked, and cleared of such fields, before it is decoded.
 */
import proto from 'onnx-proto';
import {
  BYTES,
  damaged,
  GROUP_END,
  GROUP_START,
  newField,
  readField,
  skipGroup,
  strayGroupEnd,
  tooDeep,
  VARINT,
} from './wire';

/** Expected wire types by field number; a nested table for a list of leaves. */
export interface LeafShape {
  readonly name: string;
  readonly fields: Readonly<Record<number, number | LeafShape>>;
}

export interface Leaf<T> extends LeafShape {
  /** Decodes bytes that {@link checkedLeaf} gave. */
  decode(bytes: Uint8Array): T;
}

const { onnx } = proto;

export const ENTRY: Leaf<proto.onnx.StringStringEntryProto> = {
  name: 'StringStringEntryProto',
  fields: { 1: BYTES, 2: BYTES },
  decode: (bytes) => onnx.StringStringEntryProto.decode(bytes),
};

export const OPERATOR_SET: Leaf<proto.onnx.OperatorSetIdProto> = {
  name: 'OperatorSetIdProto',
  fields: { 1: BYTES, 2: VARINT },
  decode: (bytes) => onnx.OperatorSetIdProto.decode(bytes),
};

export const ANNOTATION: Leaf<proto.onnx.TensorAnnotation> = {
  name: 'TensorAnnotation',
  fields: { 1: BYTES, 2: ENTRY },
  decode: (bytes) => onnx.TensorAnnotation.decode(bytes),
};

const DIMENSION: LeafShape = { name: 'TensorShapeProto.Dimension', fields: { 1: VARINT, 2: BYTES, 3: BYTES } };

export const SHAPE: Leaf<proto.onnx.TensorShapeProto> = {
  name: 'TensorShapeProto',
  fields: { 1: DIMENSION },
  decode: (bytes) => onnx.TensorShapeProto.decode(bytes),
};

const field = newField();

/**
 * The leaf without the fields that are unknown or of another wire type than declared, which protobuf ignores; the same bytes
 * where there are none, as nearly always. Throws an UnreadableModel where the bytes are no message.
 *
 * @param base Where the bytes lie in the file.
 * @param levels How deep messages may be nested, the leaf included.
 */
export function checkedLeaf(bytes: Uint8Array, base: number, shape: LeafShape, levels: number): Uint8Array {
  return filtered(bytes, 0, bytes.length, base, shape, levels) ?? bytes;
}

/** What {@link checkedLeaf} gives of a part of the bytes; null where nothing is to be left out. */
function filtered(
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
  shape: LeafShape,
  levels: number,
): Uint8Array | null {
  if (levels < 1) throw tooDeep(base + from);
  let kept: Uint8Array[] | null = null;
  let end = from;
  for (let at = from; at < to; at = end) {
    readField(bytes, at, base, shape.name, field);
    const { wire, number, start } = field;
    if (wire === GROUP_START) skipGroup(bytes, to, base, shape.name, field, levels - 1);
    end = field.end;
    if (end > to) throw damaged(shape.name, base + at, 'has a field that is longer than the message');
    if (wire === GROUP_END) throw strayGroupEnd(shape.name, base + at);
    const expected = shape.fields[number];
    const isList = typeof expected === 'object';
    const isKnown = wire === (isList ? BYTES : expected);
    const inner = isList && isKnown ? filtered(bytes, start, end, base, expected, levels - 1) : null;
    if (!isKnown || inner !== null) kept ??= [bytes.subarray(from, at)];
    if (isKnown) kept?.push(inner === null ? bytes.subarray(at, end) : withHead(number, inner));
  }
  return kept === null ? null : concat(kept);
}

/** A length-delimited field; only lists of leaves, whose numbers are below 16. */
function withHead(number: number, value: Uint8Array): Uint8Array {
  const head = [number * 8 + BYTES];
  let rest = value.length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) head.push((rest % 0x80) + 0x80);
  return concat([Uint8Array.from([...head, rest]), value]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
