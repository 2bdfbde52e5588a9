/** Operators that read shapes, or change the shape of a tensor and leave its elements in order. */
import {
  axisWithin,
  constantOfInput,
  contradict,
  dimsOf,
  dtypeOf,
  type Family,
  has,
  type InferFunction,
  int,
  ints,
  lengthOf,
  type NodeContext,
  numbersOf,
  shaped,
  unknownRank,
} from '../context';
import { type Dim, formatDim, mul } from '../dim';
import { MAX_CONSTANT_ELEMENTS, tensor, type Value } from '../value';
import { reshaped, scalar, vector } from './rearrange';
import { reshape } from './reshape';
import { INT64 } from './types';

/** From version 15 on, the sizes from `start` to `end`. */
const shape: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [shaped(node, INT64, [null])];
  const sizes = dims.slice(int(node, 'start') ?? 0, int(node, 'end') ?? undefined);
  return [tensor(INT64, [sizes.length], sizes.length <= MAX_CONSTANT_ELEMENTS ? vector(sizes) : null)];
};

const size: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  return [tensor(INT64, [], dims === null ? null : scalar(dims.reduce(mul, 1)))];
};

/** Same elements, other shape. */
function regrouped(node: NodeContext, dims: readonly (Dim | null)[]): Value {
  const value = shaped(node, dtypeOf(node, 0), dims);
  const known = value.type !== null && 'dims' in value.type ? value.type.dims : null;
  return { ...value, constant: reshaped(constantOfInput(node, 0), known) };
}

const flatten: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [shaped(node, dtypeOf(node, 0), [null, null])];
  const axis = int(node, 'axis') ?? 1;
  const at = axis < 0 ? axis + dims.length : axis;
  return [regrouped(node, [dims.slice(0, at).reduce(mul, 1), dims.slice(at).reduce(mul, 1)])];
};

/** Axes as an attribute before version 13, as an input from then on; "unknown" where they are computed. */
function axesOf(node: NodeContext): readonly number[] | null | 'unknown' {
  if (has(node, 1)) return numbersOf(node, 1) ?? 'unknown';
  return ints(node, 'axes');
}

/** Normalized within a rank; axes outside of it contradict the model. */
function within(node: NodeContext, axes: readonly number[], rank: number): ReadonlySet<number> | null {
  const found = axes.map((axis) => axisWithin(axis, rank));
  if (found.includes(null)) {
    contradict(node, `an axis of ${axes.join(', ')} lies outside of rank ${rank}`);
    return null;
  }
  return new Set(found.filter((axis) => axis !== null));
}

const squeeze: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const axes = axesOf(node);
  const dtype = dtypeOf(node, 0);
  if (dims === null || axes === 'unknown') return [unknownRank(node, dtype)];
  if (axes === null) {
    // Without axes every size of 1 goes: known only where every size is.
    if (dims.some((dim) => typeof dim !== 'number')) return [unknownRank(node, dtype)];
    return [
      regrouped(
        node,
        dims.filter((dim) => dim !== 1),
      ),
    ];
  }
  const gone = within(node, axes, dims.length);
  if (gone === null) return [unknownRank(node, dtype)];
  const wide = [...gone].find((axis) => typeof dims[axis] === 'number' && dims[axis] !== 1);
  if (wide !== undefined) {
    contradict(node, `axis ${wide} has size ${formatDim(dims[wide] ?? 0)} and cannot be squeezed away`);
    return [unknownRank(node, dtype)];
  }
  return [
    regrouped(
      node,
      dims.filter((_, axis) => !gone.has(axis)),
    ),
  ];
};

const unsqueeze: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const axes = axesOf(node);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  if (axes === 'unknown' || axes === null) {
    const added = lengthOf(node, 1);
    return [added === null ? unknownRank(node, dtype) : shaped(node, dtype, new Array(dims.length + added).fill(null))];
  }
  const rank = dims.length + axes.length;
  const added = within(node, axes, rank);
  if (added === null || added.size < axes.length) return [unknownRank(node, dtype)];
  const rest = dims.values();
  return [
    regrouped(
      node,
      Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (rest.next().value ?? null))),
    ),
  ];
};

export const SHAPES: Family = {
  Shape: shape,
  Size: size,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Reshape: (node) => {
    const dims = reshape(node);
    if (dims === null) return [unknownRank(node, dtypeOf(node, 0))];
    return [regrouped(node, dims)];
  },
};
