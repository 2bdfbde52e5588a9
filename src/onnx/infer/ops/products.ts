/** Matrix products. */
import {
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
import type { Dim } from '../dim';
import { tensor } from '../value';
import { broadcast } from './broadcast';
import { einsum } from './einsum';
import { INT32 } from './types';

/** As numpy.matmul: vectors gain an axis that the result lacks, leading axes are broadcast. Null where a rank is not known. */
export function matmulDims(
  node: NodeContext,
  a: readonly Dim[] | null,
  b: readonly Dim[] | null,
): readonly Dim[] | null {
  if (a === null || b === null) return null;
  const [inner, other] = [a.at(-1), b.at(-2) ?? b.at(-1)];
  if (inner === undefined || other === undefined) {
    contradict(node, 'a scalar has no matrix product');
    return null;
  }
  if (typeof inner === 'number' && typeof other === 'number' && inner !== other) {
    contradict(node, `rows of ${inner} and columns of ${other} have no product`);
    return null;
  }
  const lead = broadcast(node, [a.slice(0, -2), b.slice(0, -2)]);
  if (lead === null) return null;
  return [...lead, ...a.slice(-2, -1), ...(b.length < 2 ? [] : b.slice(-1))];
}

export function matmul(dtypeFrom: (node: NodeContext) => number, left = 0, right = 1): InferFunction {
  return (node) => {
    const dims = matmulDims(node, dimsOf(node, left), dimsOf(node, right));
    const dtype = dtypeFrom(node);
    return [dims === null ? unknownRank(node, dtype) : shaped(node, dtype, dims)];
  };
}

const first = (node: NodeContext) => dtypeOf(node, 0) || dtypeOf(node, 1);

export const gemm: InferFunction = (node) => {
  const a = dimsOf(node, 0);
  const b = dimsOf(node, 1);
  const dtype = first(node);
  const rows = a?.[int(node, 'transA') === 1 ? 1 : 0] ?? null;
  const columns = b?.[int(node, 'transB') === 1 ? 0 : 1] ?? null;
  return [shaped(node, dtype, [rows, columns])];
};

const determinant: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  return [dims === null ? unknownRank(node, dtypeOf(node, 0)) : tensor(dtypeOf(node, 0), dims.slice(0, -2))];
};

export const PRODUCTS: Family = {
  MatMul: matmul(first),
  MatMulInteger: matmul(() => INT32),
  QLinearMatMul: matmul((node) => dtypeOf(node, 7), 0, 3),
  Gemm: gemm,
  Einsum: einsum,
  Det: determinant,
};
