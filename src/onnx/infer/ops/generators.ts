/** Operators that make tensors from sizes and numbers. */
import { bounds } from '../bounds';
import { constantOf } from '../constants';
import {
  attribute,
  axisWithin,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  float,
  floats,
  type InferFunction,
  int,
  ints,
  lengthOf,
  type NodeContext,
  numbersOf,
  scalarOf,
  shaped,
  sharedDtype,
  strings,
  tensorAttribute,
  unknownRank,
} from '../context';
import { ceilDiv, type Dim, max, sub } from '../dim';
import { type Constant, foldableShape, MAX_CONSTANT_ELEMENTS, tensor, tensorType, UNKNOWN, type Value } from '../value';
import { like } from './elementwise';
import { scalar, vector } from './rearrange';
import { FLOAT, held, INT64, STRING } from './types';

const constant: InferFunction = (node) => {
  const value = tensorAttribute(node, 'value');
  if (value !== null) return [tensor(value.dtype, value.dims, constantOf(value))];
  const sparse = attribute(node, 'sparse_value')?.sparse;
  if (sparse !== undefined) return [tensor(sparse.values.dtype, sparse.dims)];
  const one = int(node, 'value_int');
  if (one !== null) return [tensor(INT64, [], scalar(one))];
  const many = ints(node, 'value_ints');
  if (many !== null) return [tensor(INT64, [many.length], many.length > MAX_CONSTANT_ELEMENTS ? null : vector(many))];
  const fraction = float(node, 'value_float');
  if (fraction !== null) return [tensor(FLOAT, [], scalar(fraction))];
  const fractions = floats(node, 'value_floats');
  if (fractions !== null)
    return [tensor(FLOAT, [fractions.length], fractions.length > MAX_CONSTANT_ELEMENTS ? null : vector(fractions))];
  if (attribute(node, 'value_string') !== null) return [tensor(STRING, [])];
  const texts = strings(node, 'value_strings');
  return [texts === null ? UNKNOWN : tensor(STRING, [texts.length])];
};

function filled(node: NodeContext, value: Value, element: Dim | null): Constant | null {
  const shape = foldableShape(tensorType(value)?.dims ?? null);
  const size = shape?.reduce((product, dim) => product * dim, 1) ?? 0;
  if (shape === null || element === null || !node.state.spend(size)) return null;
  return { dims: shape, elements: new Array<Dim>(size).fill(element) };
}

/** Without a value, zeros in single precision. */
const constantOfShape: InferFunction = (node) => {
  const wanted = elementsOf(node, 0);
  const fill = tensorAttribute(node, 'value');
  const dtype = fill?.dtype ?? FLOAT;
  const element = fill === null ? 0 : (constantOf(fill)?.elements[0] ?? null);
  if (wanted === null) {
    const rank = lengthOf(node, 0);
    return [rank === null ? unknownRank(node, dtype) : shaped(node, dtype, new Array<null>(rank).fill(null))];
  }
  const value = shaped(node, dtype, wanted);
  return [{ ...value, constant: filled(node, value, element) }];
};

/** ceil((limit - start) / delta) elements, none where that is negative. */
export const range: InferFunction = (node) => {
  const dtype = sharedDtype(node);
  const [start, limit, delta] = [scalarOf(node, 0), scalarOf(node, 1), scalarOf(node, 2)];
  if (start === null || limit === null || delta === null || delta === 0) return [shaped(node, dtype, [null])];
  const length = rangeLength(start, limit, delta);
  const value = shaped(node, dtype, [length]);
  if (
    typeof start !== 'number' ||
    typeof delta !== 'number' ||
    typeof length !== 'number' ||
    length > MAX_CONSTANT_ELEMENTS
  )
    return [value];
  if (!node.state.spend(length)) return [value];
  return [{ ...value, constant: vector(Array.from({ length }, (_, i) => held(dtype, start + i * delta))) }];
};

function rangeLength(start: Dim, limit: Dim, delta: Dim): Dim | null {
  if (typeof start === 'number' && typeof limit === 'number' && typeof delta === 'number') {
    const length = Math.ceil((limit - start) / delta);
    return Number.isFinite(length) ? Math.max(0, length) : null;
  }
  if ([start, limit, delta].some((each) => typeof each === 'number' && !Number.isInteger(each))) return null;
  const length = ceilDiv(sub(limit, start), delta);
  return bounds(length, 1).low >= 0 ? length : max(length, 0);
}

const eyeLike: InferFunction = (node) => [like(node, 0, int(node, 'dtype') ?? dtypeOf(node, 0))];

/** The depth as a new axis. */
const oneHot: InferFunction = (node) => {
  const indices = dimsOf(node, 0);
  const dtype = dtypeOf(node, 2);
  if (indices === null) return [unknownRank(node, dtype)];
  const axis = axisWithin(int(node, 'axis') ?? -1, indices.length + 1);
  if (axis === null) return [unknownRank(node, dtype)];
  const depth = numbersOf(node, 1)?.[0] ?? scalarOf(node, 1);
  return [shaped(node, dtype, [...indices.slice(0, axis), depth, ...indices.slice(axis)])];
};

/** Random numbers in the shape that an attribute gives. */
const random: InferFunction = (node) => {
  const dims = ints(node, 'shape');
  const dtype = int(node, 'dtype') ?? FLOAT;
  return [dims === null ? unknownRank(node, dtype) : shaped(node, dtype, dims)];
};

const randomLike: InferFunction = (node) => [like(node, 0, int(node, 'dtype') ?? dtypeOf(node, 0))];

const multinomial: InferFunction = (node) => {
  const batch = dimsOf(node, 0)?.[0] ?? null;
  return [shaped(node, int(node, 'dtype') ?? 6, [batch, int(node, 'sample_size') ?? 1])];
};

export const GENERATORS: Family = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Range: range,
  EyeLike: eyeLike,
  OneHot: oneHot,
  RandomNormal: random,
  RandomUniform: random,
  RandomNormalLike: randomLike,
  RandomUniformLike: randomLike,
  Bernoulli: randomLike,
  Multinomial: multinomial,
};
