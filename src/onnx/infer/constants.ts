import proto from 'onnx-proto';
import { dtypeName } from '../dtypes';
import type { TensorInfo } from '../graph';
import type { Dim } from './dim';
import { type Constant, MAX_CONSTANT_ELEMENTS } from './value';

/**
 * The elements of a small tensor that the reader kept, else null. 64-bit integers above 2^53 become the nearest double: good enough
 * for the "to the end" of a Slice, and never the size of anything.
 */
export function constantOf(tensor: TensorInfo): Constant | null {
  const size = tensor.dims.reduce((product, dim) => product * dim, 1);
  if (tensor.encoded === null || size > MAX_CONSTANT_ELEMENTS) return null;
  let message: proto.onnx.TensorProto;
  try {
    message = proto.onnx.TensorProto.decode(tensor.encoded);
  } catch {
    return null;
  }
  const elements =
    message.rawData.length > 0 ? fromRaw(message.rawData, tensor.dtype) : fromFields(message, tensor.dtype);
  return elements === null || elements.length !== size ? null : { dims: tensor.dims, elements };
}

type RawReader = (view: DataView, at: number) => number;

/** Little-endian readers of `raw_data`, by data type name. Types of less than a byte are not kept. */
const RAW: Readonly<Record<string, readonly [bytes: number, read: RawReader]>> = {
  FLOAT: [4, (view, at) => view.getFloat32(at, true)],
  DOUBLE: [8, (view, at) => view.getFloat64(at, true)],
  INT8: [1, (view, at) => view.getInt8(at)],
  UINT8: [1, (view, at) => view.getUint8(at)],
  BOOL: [1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)],
  INT16: [2, (view, at) => view.getInt16(at, true)],
  UINT16: [2, (view, at) => view.getUint16(at, true)],
  INT32: [4, (view, at) => view.getInt32(at, true)],
  UINT32: [4, (view, at) => view.getUint32(at, true)],
  INT64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  UINT64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  FLOAT16: [2, (view, at) => halfToNumber(view.getUint16(at, true))],
  BFLOAT16: [2, (view, at) => bfloatToNumber(view.getUint16(at, true))],
};

function fromRaw(raw: Uint8Array, dtype: number): Dim[] | null {
  const reader = RAW[dtypeName(dtype)];
  if (reader === undefined) return null;
  const [bytes, read] = reader;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / bytes) }, (_, i) => read(view, i * bytes));
}

/** The typed lists: small integers and booleans share `int32_data`, halves lie there as bit patterns. */
function fromFields(message: proto.onnx.TensorProto, dtype: number): Dim[] | null {
  switch (dtypeName(dtype)) {
    case 'FLOAT':
      return [...message.floatData];
    case 'DOUBLE':
      return [...message.doubleData];
    case 'INT64':
      return message.int64Data.map(Number);
    case 'UINT32':
    case 'UINT64':
      return message.uint64Data.map(Number);
    case 'FLOAT16':
      return message.int32Data.map(halfToNumber);
    case 'BFLOAT16':
      return message.int32Data.map(bfloatToNumber);
    case 'INT8':
    case 'UINT8':
    case 'INT16':
    case 'UINT16':
    case 'INT32':
    case 'BOOL':
      return [...message.int32Data];
    default:
      return null;
  }
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of an IEEE 754 binary32. */
function bfloatToNumber(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (bits & 0xffff) << 16);
  return view.getFloat32(0);
}
