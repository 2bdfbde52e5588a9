/** Data types of tensors. Source: TensorProto.DataType in onnx/onnx.proto, ONNX 1.23.0 (IR version 14). */

interface DataType {
  readonly name: string;
  /** Bits of one element; null for STRING, whose elements have no fixed size. */
  readonly bits: number | null;
}

const type = (name: string, bits: number | null): DataType => ({ name, bits });

/** By TensorProto.DataType number. */
const DATA_TYPES: readonly DataType[] = [
  type('UNDEFINED', null),
  type('FLOAT', 32),
  type('UINT8', 8),
  type('INT8', 8),
  type('UINT16', 16),
  type('INT16', 16),
  type('INT32', 32),
  type('INT64', 64),
  type('STRING', null),
  type('BOOL', 8),
  type('FLOAT16', 16),
  type('DOUBLE', 64),
  type('UINT32', 32),
  type('UINT64', 64),
  type('COMPLEX64', 64),
  type('COMPLEX128', 128),
  type('BFLOAT16', 16),
  type('FLOAT8E4M3FN', 8),
  type('FLOAT8E4M3FNUZ', 8),
  type('FLOAT8E5M2', 8),
  type('FLOAT8E5M2FNUZ', 8),
  type('UINT4', 4),
  type('INT4', 4),
  type('FLOAT4E2M1', 4),
  type('FLOAT8E8M0', 8),
  type('UINT2', 2),
  type('INT2', 2),
];

/** Name of a TensorProto.DataType number; of one that ONNX does not define "DataType(N)". */
export function dtypeName(dtype: number): string {
  return DATA_TYPES[dtype]?.name ?? `DataType(${dtype})`;
}

/** Bits of one element; null where the type has no fixed size or ONNX does not define it. */
export function bitsPerElement(dtype: number): number | null {
  return DATA_TYPES[dtype]?.bits ?? null;
}

/** Bytes that a tensor takes packed as ONNX stores it; null where the type has no fixed size. */
export function packedBytes(dtype: number, dims: readonly number[]): number | null {
  const bits = bitsPerElement(dtype);
  return bits === null ? null : Math.ceil((dims.reduce((a, b) => a * b, 1) * bits) / 8);
}

/** TensorProto.DataType number by name. */
export const DATA_TYPE_NUMBERS: ReadonlyMap<string, number> = new Map(
  DATA_TYPES.map(({ name }, number) => [name, number]),
);
