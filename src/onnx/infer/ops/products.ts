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
  text,
  unknownRank,
} from '../context';
import type { Dim } from '../dim';
import { tensor } from '../value';
import { broadcast } from './broadcast';
import { INT32 } from './types';

/** As numpy.matmul: vectors gain an axis that the result lacks, leading axes are broadcast. Null where a rank is not known. */
export function matmulDims(node: NodeContext, left: number, right: number): readonly Dim[] | null {
  const a = dimsOf(node, left);
  const b = dimsOf(node, right);
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
    const dims = matmulDims(node, left, right);
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

/** Terms of the equation name axes; one that the result lacks is summed. An ellipsis stands for axes that are broadcast. */
const einsum: InferFunction = (node) => {
  const dtype = first(node);
  const equation = (text(node, 'equation') ?? '').replaceAll(' ', '');
  const [left = '', right] = equation.split('->');
  const terms = left.split(',');
  const shapes = node.inputs.map((_, i) => dimsOf(node, i));
  const sizes = new Map<string, Dim>();
  let spread: readonly Dim[] = [];
  for (const [i, term] of terms.entries()) {
    const dims = shapes[i] ?? null;
    if (dims === null) return [unknownRank(node, dtype)];
    const named = [...term.replace('...', '')];
    const extra = dims.length - named.length;
    if (extra < 0 || (extra > 0 && !term.includes('...'))) {
      contradict(node, `the term "${term}" does not fit rank ${dims.length}`);
      return [unknownRank(node, dtype)];
    }
    const at = term.includes('...') ? term.indexOf('...') : named.length;
    const common = broadcast(node, [spread, dims.slice(at, at + extra)]);
    if (common === null) return [unknownRank(node, dtype)];
    spread = common;
    for (const [j, name] of named.entries()) {
      const dim = dims[j < at ? j : j + extra] ?? 1;
      const known = sizes.get(name);
      if (known === undefined || known === 1 || (typeof known !== 'number' && typeof dim === 'number' && dim !== 1)) {
        sizes.set(name, dim);
      }
    }
  }
  const result = right ?? impliedResult(left);
  const at = result.indexOf('...');
  const named = [...result.replace('...', '')].map((name) => sizes.get(name) ?? null);
  return [shaped(node, dtype, at < 0 ? named : [...named.slice(0, at), ...spread, ...named.slice(at)])];
};

/** Without an arrow: the ellipsis, then the names that occur once, in order. */
function impliedResult(left: string): string {
  const names = [...left.replaceAll('...', '').replaceAll(',', '')];
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const once = [...counts].filter(([, count]) => count === 1).map(([name]) => name);
  return `${left.includes('...') ? '...' : ''}${once.sort().join('')}`;
}

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
