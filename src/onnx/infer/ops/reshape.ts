/** The shape that Reshape gives. */
import { contradict, dimsOf, elementsOf, int, ints, lengthOf, type NodeContext } from '../context';
import { type Dim, divideExactly, floorDiv, formatDim, mul, sameDim } from '../dim';

/**
 * The wanted shape with 0 ("as in the input", unless `allowzero`) and -1 ("what is left") worked out; null elements are sizes that
 * are not known. Null where not even the rank is.
 */
export function reshape(node: NodeContext): readonly (Dim | null)[] | null {
  const from = dimsOf(node, 0);
  // Before version 5 the shape is an attribute.
  const wanted = node.version < 5 && node.proto.inputs.length < 2 ? ints(node, 'shape') : elementsOf(node, 1);
  if (wanted === null) {
    const rank = lengthOf(node, 1);
    return rank === null ? null : new Array<null>(rank).fill(null);
  }
  const copies = int(node, 'allowzero') !== 1;
  const dims = wanted.map((dim, axis) => (dim === 0 && copies ? (from?.[axis] ?? null) : dim));
  const open = dims.flatMap((dim, axis) => (dim === -1 || dim === null ? [axis] : []));
  const [only] = open;
  if (open.length !== 1 || only === undefined) return dims.map((dim) => (dim === -1 ? null : dim));
  const known = dims.filter((dim, axis): dim is Dim => axis !== only && dim !== null);
  return dims.map((dim, axis) => (axis === only ? remainder(node, from, known) : dim));
}

/** Size of the one axis that is left open. Sizes on both sides are cancelled first, so that a product of symbols divides. */
function remainder(node: NodeContext, from: readonly Dim[] | null, known: readonly Dim[]): Dim | null {
  if (from === null) return null;
  const above = [...from];
  const below: Dim[] = [];
  for (const dim of known) {
    const at = above.findIndex((candidate) => sameDim(candidate, dim));
    if (at < 0) below.push(dim);
    else above.splice(at, 1);
  }
  const total = above.reduce(mul, 1);
  const divisor = below.reduce(mul, 1);
  const exact = divideExactly(total, divisor);
  if (exact !== null) return exact;
  if (divisor === 0) return null;
  if (typeof total === 'number' && typeof divisor === 'number') {
    contradict(node, `${formatDim(total)} elements cannot be grouped by ${formatDim(divisor)}`);
    return null;
  }
  return floorDiv(total, divisor);
}
