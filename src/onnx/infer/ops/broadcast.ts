/** Multidirectional broadcasting. Source: docs/Broadcasting.md of ONNX. */
import { contradict, fresh, type NodeContext } from '../context';
import { type Dim, formatDim, max, sameDim } from '../dim';

/**
 * The common shape; null where a rank is not known. Sizes that differ without being 1 are a contradiction. Of two sizes that are
 * not known to be equal the larger counts: one of them must be 1, or both are the same.
 */
export function broadcast(
  node: NodeContext,
  shapes: readonly (readonly Dim[] | null)[],
  output = 0,
): readonly Dim[] | null {
  let result: readonly Dim[] | null = null;
  for (const dims of shapes) {
    if (dims === null) return null;
    result = result === null ? dims : both(node, result, dims, output);
  }
  return result;
}

function both(node: NodeContext, a: readonly Dim[], b: readonly Dim[], output: number): readonly Dim[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const skip = long.length - short.length;
  let changed = false;
  const dims = long.map((dim, axis) => {
    const other = axis < skip ? 1 : (short[axis - skip] ?? 1);
    const common = commonDim(node, dim, other, output, axis);
    changed ||= common !== dim;
    return common;
  });
  return changed ? dims : long;
}

function commonDim(node: NodeContext, a: Dim, b: Dim, output: number, axis: number): Dim {
  if (b === 1 || a === b) return a;
  if (a === 1) return b;
  if (typeof a === 'number') {
    if (typeof b !== 'number') return a;
    contradict(node, `sizes ${formatDim(a)} and ${formatDim(b)} of axis ${axis} cannot be broadcast together`, output);
    return fresh(node, 'data', output, axis);
  }
  if (typeof b === 'number') return b;
  return sameDim(a, b) ? a : max(a, b);
}
