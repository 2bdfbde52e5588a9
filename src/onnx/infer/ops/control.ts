/** If, Loop and Scan: types and shapes through subgraphs. */
import {
  type Family,
  fresh,
  graphAttribute,
  type InferFunction,
  type NodeContext,
  originHere,
  scalarOf,
} from '../context';
import { type Dim, sameDim } from '../dim';
import { type InferredType, tensorType, UNKNOWN, type Value } from '../value';
import { loop, scan } from './loops';

/** A condition that is known takes one branch; the other is not walked. Otherwise what both branches agree on. */
const conditional: InferFunction = async (node) => {
  const condition = scalarOf(node, 0);
  const branches =
    typeof condition === 'number' ? [condition !== 0 ? 'then_branch' : 'else_branch'] : ['then_branch', 'else_branch'];
  const results: (readonly Value[])[] = [];
  for (const name of branches) {
    const graph = graphAttribute(node, name);
    if (graph !== null) results.push(await node.run(graph, []));
  }
  const [first, second] = results;
  if (first === undefined) return [];
  return second === undefined ? first : first.map((value, i) => joinedValue(node, value, second[i] ?? UNKNOWN, i));
};

/** What is true of either value. */
function joinedValue(node: NodeContext, a: Value, b: Value, output: number): Value {
  const type = joinedType(node, a.type, b.type, output);
  const same = a.constant !== null && b.constant !== null && a.constant === b.constant;
  const rankless = tensorType({ ...a, type })?.dims === null || type === null;
  return {
    type,
    constant: same ? a.constant : null,
    origin: rankless ? (a.origin ?? b.origin ?? originHere(node, 'data', output)) : null,
  };
}

export function joinedType(
  node: NodeContext,
  a: InferredType | null,
  b: InferredType | null,
  output: number,
): InferredType | null {
  if (a === null || b === null) return null;
  if ('dims' in a && 'dims' in b && a.kind === b.kind) {
    const dtype = a.dtype === b.dtype ? a.dtype : 0;
    return { kind: a.kind, dtype, dims: joinedDims(node, a.dims, b.dims, output) };
  }
  if ((a.kind === 'sequence' || a.kind === 'optional') && a.kind === b.kind) {
    return { kind: a.kind, elem: joinedType(node, a.elem, b.elem, output) };
  }
  // An optional may hold what the other branch gives plainly.
  if (a.kind === 'map' && b.kind === 'map' && a.keyType === b.keyType) {
    return { kind: 'map', keyType: a.keyType, elem: joinedType(node, a.elem, b.elem, output) };
  }
  return a.kind === 'opaque' && b.kind === 'opaque' ? a : null;
}

function joinedDims(
  node: NodeContext,
  a: readonly Dim[] | null,
  b: readonly Dim[] | null,
  output: number,
): readonly Dim[] | null {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((dim, axis) => (sameDim(dim, b[axis] ?? 0) ? dim : fresh(node, 'data', output, axis)));
}

export const CONTROL: Family = { If: conditional, Loop: loop, Scan: scan };
