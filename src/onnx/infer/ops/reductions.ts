/** Reductions over axes, and positions of extremes. */
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
  type NodeContext,
  numbersOf,
  type Rule,
  shaped,
  unknownRank,
} from '../context';
import { add, type Dim, max, min, mul } from '../dim';
import { tensor, type Value } from '../value';
import { scalar } from './rearrange';
import { INT64, isFloating } from './types';

type Combine = (elements: readonly Dim[]) => Dim;

/** Axes as an attribute in early versions (ReduceSum before 13, the rest before 18), as an input from then on. */
export function reduce(combine: Combine | null): Rule {
  return (node) => {
    const dims = dimsOf(node, 0);
    const dtype = dtypeOf(node, 0);
    if (dims === null) return [reducedRank(node, dtype)];
    const axes = has(node, 1) ? numbersOf(node, 1) : (ints(node, 'axes') ?? []);
    const keep = int(node, 'keepdims') !== 0;
    if (axes === null)
      return [
        keep
          ? shaped(
              node,
              dtype,
              dims.map((dim) => (dim === 1 ? 1 : null)),
            )
          : unknownRank(node, dtype),
      ];
    if (axes.length === 0 && int(node, 'noop_with_empty_axes') === 1) return [tensor(dtype, dims)];
    const gone = axes.length === 0 ? new Set(dims.keys()) : within(node, axes, dims.length);
    if (gone === null) return [unknownRank(node, dtype)];
    return [without(node, dtype, dims, gone, keep, combine)];
  };
}

/** Of a tensor of unknown rank, everything reduced is a scalar. */
function reducedRank(node: NodeContext, dtype: number): Value {
  const all = !has(node, 1) && ints(node, 'axes') === null && int(node, 'noop_with_empty_axes') !== 1;
  return all && int(node, 'keepdims') === 0 ? tensor(dtype, []) : unknownRank(node, dtype);
}

function within(node: NodeContext, axes: readonly number[], rank: number): ReadonlySet<number> | null {
  const found = axes.map((axis) => axisWithin(axis, rank));
  if (found.includes(null)) {
    contradict(node, `an axis of ${axes.join(', ')} lies outside of rank ${rank}`);
    return null;
  }
  return new Set(found.filter((axis) => axis !== null));
}

function without(
  node: NodeContext,
  dtype: number,
  dims: readonly Dim[],
  gone: ReadonlySet<number>,
  keep: boolean,
  combine: Combine | null,
): Value {
  const left = dims.flatMap((dim, axis) => (gone.has(axis) ? (keep ? [1] : []) : [dim]));
  const value = tensor(dtype, left);
  const elements = constantOfInput(node, 0)?.elements ?? null;
  if (combine === null || elements === null || gone.size < dims.length || isFloating(dtype)) return value;
  const known = elements.filter((element) => element !== null);
  if (known.length < elements.length || known.length === 0) return value;
  const one = scalar(combine(known));
  return { ...value, constant: one && { dims: left.map(() => 1), elements: one.elements } };
}

/** Integers, along one axis that is removed or kept with size 1. */
const argument: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [unknownRank(node, INT64)];
  const gone = within(node, [int(node, 'axis') ?? 0], dims.length);
  if (gone === null) return [unknownRank(node, INT64)];
  return [without(node, INT64, dims, gone, int(node, 'keepdims') !== 0, null)];
};

export const REDUCTIONS: Family = {
  ReduceSum: reduce((elements) => elements.reduce(add)),
  ReduceProd: reduce((elements) => elements.reduce(mul)),
  ReduceMax: reduce((elements) => elements.reduce(max)),
  ReduceMin: reduce((elements) => elements.reduce(min)),
  ...Object.fromEntries(
    ['ReduceMean', 'ReduceL1', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceSumSquare'].map((op) => [
      op,
      reduce(null),
    ]),
  ),
  ArgMax: argument,
  ArgMin: argument,
};
