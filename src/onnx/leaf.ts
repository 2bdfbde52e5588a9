/**
 * Leaf messages, decoded by onnx-proto (the ONNX 1.10 schema over protobufjs 6).
 *
 * A message is a leaf where it holds only plain fields and lists of leaves. Others are walked: protobufjs replaces a singular
 * message that is stored twice where protobuf merges both, recurses as deep as the file says, and takes every field for its
 * declared type whatever the wire says. The last is why a leaf is checked, and cleared of such fields, before it is decoded.
 */
import proto from 'onnx-proto';
import { BYTES, damaged, GROUP_END, GROUP_START, newField, readField, skipGroup, strayGroupEnd, VARINT } from './wire';

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

/**
 * The leaf without the fields that are unknown or of another wire type than declared, which protobuf ignores; the same bytes
 * where there are none, as nearly always. Throws an UnreadableModel where the bytes are no message.
 *
 * @param base Where the bytes lie in the file.
 */
export function checkedLeaf(bytes: Uint8Array, base: number, shape: LeafShape): Uint8Array {
  const field = newField();
  const kept: Uint8Array[] = [];
  let changed = false;
  for (let at = 0; at < bytes.length; at = field.end) {
    readField(bytes, at, base, shape.name, field);
    if (field.end > bytes.length) throw damaged(shape.name, base + at, 'has a field that is longer than the message');
    if (field.wire === GROUP_END) throw strayGroupEnd(shape.name, base + at);
    const expected = shape.fields[field.number];
    if (field.wire === GROUP_START) {
      skipGroup(bytes, bytes.length, base, shape.name, field);
      changed = true;
    } else if (field.wire !== (typeof expected === 'object' ? BYTES : expected)) {
      changed = true;
    } else if (typeof expected === 'object') {
      const inner = bytes.subarray(field.start, field.end);
      const checked = checkedLeaf(inner, base + field.start, expected);
      changed ||= checked !== inner;
      kept.push(checked === inner ? bytes.subarray(at, field.end) : withHead(field.number, checked));
    } else {
      kept.push(bytes.subarray(at, field.end));
    }
  }
  return changed ? concat(kept) : bytes;
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
