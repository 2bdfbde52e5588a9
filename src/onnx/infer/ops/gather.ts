/** Gather and its kin. */
import {
  axisWithin,
  constantOfInput,
  contradict,
  dimsOf,
  dtypeOf,
  type Family,
  type InferFunction,
  int,
  type NodeContext,
  shaped,
  unknownRank,
} from '../context';
import { tensor, tensorType, type Value } from '../value';
import { positionOf, rearranged, strides } from './rearrange';

const gather: InferFunction = (node) => {
  const data = dimsOf(node, 0);
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  if (data === null || indices === null) return [unknownRank(node, dtype)];
  const axis = axisWithin(int(node, 'axis') ?? 0, data.length);
  if (axis === null) {
    contradict(node, `the axis lies outside of rank ${data.length}`);
    return [unknownRank(node, dtype)];
  }
  const value = shaped(node, dtype, [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]);
  return [{ ...value, constant: gathered(node, value, axis, indices.length) }];
};

function gathered(node: NodeContext, value: Value, axis: number, indexRank: number) {
  const from = constantOfInput(node, 0);
  const at = constantOfInput(node, 1);
  if (from === null || at === null) return null;
  const steps = strides(from.dims);
  const indexSteps = strides(at.dims);
  const size = from.dims[axis] ?? 0;
  return rearranged(node, from, tensorType(value)?.dims ?? null, (where) => {
    const index = at.elements[positionOf(where.slice(axis, axis + indexRank), indexSteps)] ?? null;
    if (typeof index !== 'number') return -1;
    const place = [...where.slice(0, axis), index < 0 ? index + size : index, ...where.slice(axis + indexRank)];
    return positionOf(place, steps);
  });
}

/** Elements at coordinates that the last axis of the indices spells out. */
export const gatherNd: InferFunction = (node) => {
  const data = dimsOf(node, 0);
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  const depth = indices?.at(-1);
  if (data === null || indices === null || typeof depth !== 'number') return [unknownRank(node, dtype)];
  const batch = int(node, 'batch_dims') ?? 0;
  return [shaped(node, dtype, [...indices.slice(0, -1), ...data.slice(batch + depth)])];
};

const gatherElements: InferFunction = (node) => {
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  if (indices === null) return [unknownRank(node, dtype)];
  return [tensor(dtype, indices)];
};

/** What the condition picks along the axis; how many that are depends on data. */
const compress: InferFunction = (node) => {
  const data = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const condition = constantOfInput(node, 1)?.elements ?? null;
  const known = condition?.every((element) => typeof element === 'number') ?? false;
  const chosen = known && condition !== null ? condition.filter((element) => element !== 0).length : null;
  const axis = int(node, 'axis');
  if (axis === null) return [shaped(node, dtype, [chosen])];
  if (data === null) return [unknownRank(node, dtype)];
  const at = axisWithin(axis, data.length);
  return [
    shaped(
      node,
      dtype,
      data.map((dim, i) => (i === at ? chosen : dim)),
    ),
  ];
};

export const GATHER: Family = {
  Gather: gather,
  GatherND: gatherNd,
  GatherElements: gatherElements,
  Compress: compress,
};
