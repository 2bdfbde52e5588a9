import type { Dim, Origin } from './dim';

/** TypeProto with dimensions that may be expressions. */
export type InferredType = TensorType | ContainerType | MapType | OpaqueType;

export interface TensorType {
  readonly kind: 'tensor' | 'sparse-tensor';
  /** TensorProto.DataType number; 0 where not known. */
  readonly dtype: number;
  /** Null where the rank is not known. */
  readonly dims: readonly Dim[] | null;
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
  /** Why the type, the rank or the elements are not known, where that has a root of its own. */
  readonly origin: Origin | null;
}

/** Tensors with more elements are not kept as constants. Shapes, axes, pads and scales are far smaller. */
export const MAX_CONSTANT_ELEMENTS = 1024;

/** Ranks above this do not occur; a tensor that claims one has an unknown shape. */
export const MAX_INFERRED_RANK = 64;

export const UNKNOWN: Value = { type: null, constant: null, origin: null };

/** Stands for an optional input that the call of a function leaves out. */
export const ABSENT: Value = { type: null, constant: null, origin: null };

/** A tensor of known rank. */
export function tensor(dtype: number, dims: readonly Dim[], constant: Constant | null = null): Value {
  return { type: { kind: 'tensor', dtype, dims }, constant, origin: null };
}

/** A tensor of unknown rank, and why it is unknown. */
export function unranked(dtype: number, origin: Origin | null): Value {
  return { type: { kind: 'tensor', dtype, dims: null }, constant: null, origin };
}

export function typed(type: InferredType | null, origin: Origin | null = null): Value {
  return { type, constant: null, origin };
}

export function sequenceOf(elem: InferredType | null): Value {
  return typed({ kind: 'sequence', elem });
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

/** The shape where all its dimensions are numbers and few enough elements to keep; else null. */
export function foldableShape(dims: readonly Dim[] | null): readonly number[] | null {
  if (dims === null) return null;
  const size = staticSize(dims);
  return size === null || size > MAX_CONSTANT_ELEMENTS ? null : dims.filter((dim) => typeof dim === 'number');
}
