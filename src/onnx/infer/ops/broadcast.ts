/** Multidirectional broadcasting. Source: docs/Broadcasting.md of ONNX. */
import { contradict, type NodeContext } from '../context';
import { type Dim, formatDim, max, sameDim } from '../dim';

/**
 * The common shape; null where a rank is not known, or where sizes differ without being 1, which contradicts the model. Of two
 * sizes that are not known to be equal the larger counts: one of them must be 1, or both are the same.
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
    if (result === null) return null;
  }
  return result;
}

function both(node: NodeContext, a: readonly Dim[], b: readonly Dim[], output: number): readonly Dim[] | null {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const skip = long.length - short.length;
  let changed = false;
  const dims: Dim[] = [];
  for (const [axis, dim] of long.entries()) {
    const other = axis < skip ? 1 : (short[axis - skip] ?? 1);
    const common = commonDim(dim, other);
    if (common === null) {
      contradict(
        node,
        `sizes ${formatDim(dim)} and ${formatDim(other)} of axis ${axis} cannot be broadcast together`,
        output,
      );
      return null;
    }
    changed ||= common !== dim;
    dims.push(common);
  }
  return changed ? dims : long;
}

function commonDim(a: Dim, b: Dim): Dim | null {
  if (b === 1 || a === b) return a;
  if (a === 1) return b;
  if (typeof a === 'number') return typeof b === 'number' ? null : a;
  if (typeof b === 'number') return b;
  return sameDim(a, b) ? a : max(a, b);
}
