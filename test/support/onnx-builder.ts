/**
 * Bytes of ONNX models for fixtures: onnx-proto encodes what ONNX 1.10 knows, and the wire helpers write what is newer or wrong.
 */
import proto from 'onnx-proto';

const { onnx } = proto;

export type Dims = readonly (number | string | null)[];

/** A model with these parts; a graph is named "g". By default IR version 8 and opset 17. */
export function modelBytes(graph: proto.onnx.IGraphProto, rest: proto.onnx.IModelProto = {}): Uint8Array {
  const model = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: { name: 'g', ...graph },
    ...rest,
  };
  return Uint8Array.from(onnx.ModelProto.encode(model).finish());
}

export function graphBytes(graph: proto.onnx.IGraphProto): Uint8Array {
  return Uint8Array.from(onnx.GraphProto.encode(graph).finish());
}

export function tensorBytes(tensor: proto.onnx.ITensorProto): Uint8Array {
  return Uint8Array.from(onnx.TensorProto.encode(tensor).finish());
}

/** A tensor value of a graph; `dims` null for an unknown rank. */
export function tensorValue(name: string, dtype: number, dims: Dims | null): proto.onnx.IValueInfoProto {
  return { name, type: tensorType(dtype, dims) };
}

export function tensorType(dtype: number, dims: Dims | null): proto.onnx.ITypeProto {
  const dim = (dims ?? []).map((d) => (typeof d === 'number' ? { dimValue: d } : d === null ? {} : { dimParam: d }));
  return { tensorType: { elemType: dtype, ...(dims === null ? {} : { shape: { dim } }) } };
}

export function node(
  opType: string,
  input: string[],
  output: string[],
  attribute: proto.onnx.IAttributeProto[] = [],
  rest: proto.onnx.INodeProto = {},
): proto.onnx.INodeProto {
  return { opType, input, output, attribute, ...rest };
}

/** Attributes by the kind of their value. */
export const attribute = {
  float: (name: string, f: number) => ({ name, type: 1, f }),
  int: (name: string, i: number) => ({ name, type: 2, i }),
  string: (name: string, s: string) => ({ name, type: 3, s: new TextEncoder().encode(s) }),
  tensor: (name: string, t: proto.onnx.ITensorProto) => ({ name, type: 4, t }),
  graph: (name: string, g: proto.onnx.IGraphProto) => ({ name, type: 5, g }),
  floats: (name: string, values: number[]) => ({ name, type: 6, floats: values }),
  ints: (name: string, values: number[]) => ({ name, type: 7, ints: values }),
} satisfies Record<string, (name: string, value: never) => proto.onnx.IAttributeProto>;

/** An initializer whose data lies in another file. */
export function externalTensor(
  name: string,
  location: string | null,
  rest: { offset?: string; length?: string; dims?: number[] } = {},
): proto.onnx.ITensorProto {
  const entries = { location, offset: rest.offset, length: rest.length };
  const externalData = Object.entries(entries).flatMap(([key, value]) => (value == null ? [] : [{ key, value }]));
  return { name, dataType: 1, dims: rest.dims ?? [4], dataLocation: 1, externalData };
}

// ---- the wire

export function bytesOf(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Non-negative; of negative int64 values the two's complement. */
export function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

export function tag(field: number, wire: number): Uint8Array {
  return varint(field * 8 + wire);
}

/** A varint field. */
export function intField(field: number, value: number | bigint): Uint8Array {
  return bytesOf(tag(field, 0), varint(value));
}

/** A length-delimited field: bytes, or a text in UTF-8. */
export function bytesField(field: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return bytesOf(tag(field, 2), varint(bytes.length), bytes);
}
