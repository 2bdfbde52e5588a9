/** Operators whose output size depends on data, or on how many elements are asked for. */
import {
  axisWithin,
  constantOfInput,
  dimsOf,
  dtypeOf,
  type Family,
  type InferFunction,
  int,
  scalarOf,
  shaped,
  unknownRank,
} from '../context';
import { type Dim, mul } from '../dim';
import { tensorType } from '../value';
import { vector } from './rearrange';
import { INT64 } from './types';

/** K as an attribute before version 10. */
const topK: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype, 0), unknownRank(node, INT64, 1)];
  const axis = axisWithin(int(node, 'axis') ?? -1, dims.length);
  const k = node.version < 10 ? int(node, 'k') : scalarOf(node, 1);
  const taken = dims.map((dim, at) => (at === axis ? k : dim));
  const values = shaped(node, dtype, taken, 0);
  const shared = tensorType(values)?.dims ?? taken;
  return [values, shaped(node, INT64, shared, 1)];
};

/** Coordinates, one column per element that is not zero. */
const nonZero: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const constant = constantOfInput(node, 0);
  const known = constant?.elements.every((element) => typeof element === 'number') ?? false;
  if (constant === null || !known || constant.dims.length !== 1) {
    const count = known && constant !== null ? constant.elements.filter((element) => element !== 0).length : null;
    return [shaped(node, INT64, [dims?.length ?? null, count])];
  }
  const places = [...constant.elements.keys()].filter((at) => constant.elements[at] !== 0);
  const value = shaped(node, INT64, [1, places.length]);
  return [{ ...value, constant: { dims: [1, places.length], elements: vector(places).elements } }];
};

const nonMaxSuppression: InferFunction = (node) => [shaped(node, INT64, [null, 3])];

/** The distinct elements or slices; indices, inverse indices and counts. */
export const unique: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const given = int(node, 'axis');
  const axis = given === null || dims === null ? null : axisWithin(given, dims.length);
  const first =
    given === null
      ? shaped(node, dtype, [null])
      : dims === null
        ? unknownRank(node, dtype)
        : shaped(
            node,
            dtype,
            dims.map((dim, at) => (at === axis ? null : dim)),
          );
  const found = tensorType(first)?.dims?.[axis ?? 0] ?? null;
  return [
    first,
    shaped(node, INT64, [found], 1),
    shaped(node, INT64, [inverseLength(dims, given, axis)], 2),
    shaped(node, INT64, [found], 3),
  ];
};

function inverseLength(dims: readonly Dim[] | null, given: number | null, axis: number | null): Dim | null {
  if (dims === null) return null;
  return given === null ? dims.reduce(mul, 1) : (dims[axis ?? 0] ?? null);
}

export const SELECTION: Family = {
  TopK: topK,
  NonZero: nonZero,
  NonMaxSuppression: nonMaxSuppression,
  Unique: unique,
};
