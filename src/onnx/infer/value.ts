import type { Dim, Origin } from './dim';

/** TypeProto with dimensions that may be expressions. */
export type InferredType = TensorType | ContainerType | MapType | OpaqueType;

export interface TensorType {
  readonly kind: 'tensor' | 'sparse-tensor';
  /** TensorProto.DataType number; 0 where not known. */
  readonly dtype: number;
  /** Null where the rank is not known. */
  readonly dims: readonly Dim[] | null;
  /** Why the rank is not known. */
  readonly origin?: Origin;
}

export interface ContainerType {
  readonly kind: 'sequence' | 'optional';
  readonly elem: InferredType | null;
}

export interface MapType {
  readonly kind: 'map';
  readonly keyType: number;
  readonly elem: InferredType | null;
}

export interface OpaqueType {
  readonly kind: 'opaque';
}

/**
 * Elements of a small tensor in row-major order. Integers and booleans (0, 1) as dimensions, so that a shape computation keeps its
 * symbols; floating point as numbers. An element that is not known is null.
 */
export interface Constant {
  readonly dims: readonly number[];
  readonly elements: readonly (Dim | null)[];
}

/** What is known of one value of a graph. */
export interface Value {
  /** Null where nothing is known. */
  readonly type: InferredType | null;
  /** Null where the elements are not known, or too many to keep. */
  readonly constant: Constant | null;
}

/** Tensors with more elements are not kept as constants. Shapes, axes, pads and scales are far smaller. */
export const MAX_CONSTANT_ELEMENTS = 4096;

export const UNKNOWN: Value = { type: null, constant: null };

export function tensor(dtype: number, dims: readonly Dim[] | null, constant: Constant | null = null): Value {
  return { type: { kind: 'tensor', dtype, dims }, constant };
}

/** The tensor type of a value; null for anything else and for the unknown. */
export function tensorType(value: Value | null | undefined): TensorType | null {
  const type = value?.type ?? null;
  return type !== null && (type.kind === 'tensor' || type.kind === 'sparse-tensor') ? type : null;
}

/** Product of a shape whose dimensions are all numbers; null otherwise. */
export function staticSize(dims: readonly Dim[]): number | null {
  let size = 1;
  for (const dim of dims) {
    if (typeof dim !== 'number') return null;
    size *= dim;
  }
  return size;
}
