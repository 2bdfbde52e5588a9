/** Operators that move, repeat or join elements: Transpose, Expand, Tile, Concat, Split. */
import {
  axisWithin,
  constantOfInput,
  contradict,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  has,
  type InferFunction,
  int,
  ints,
  kept,
  lengthOf,
  type NodeContext,
  shaped,
  sharedDtype,
  unknownRank,
} from '../context';
import { add, ceilDiv, type Dim, divideExactly, formatDim, mul, onlyAtom, sub } from '../dim';
import { type Constant, foldableShape, tensor, tensorType, type Value } from '../value';
import { broadcast } from './broadcast';
import { broadcastReader } from './fold';
import { positionOf, rearranged, strides } from './rearrange';

const transpose: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const order = ints(node, 'perm') ?? dims.map((_, axis) => dims.length - 1 - axis);
  if (order.length !== dims.length || new Set(order).size !== order.length || order.some((axis) => !(axis in dims))) {
    contradict(node, `the permutation ${order.join(', ')} does not fit rank ${dims.length}`);
    return [unknownRank(node, dtype)];
  }
  const moved = order.flatMap((axis) => dims[axis] ?? []);
  const from = constantOfInput(node, 0);
  const steps = from === null ? [] : strides(from.dims);
  const fromSteps = order.map((axis) => steps[axis] ?? 0);
  return [
    tensor(
      dtype,
      moved,
      rearranged(node, from, moved, (at) => positionOf(at, fromSteps)),
    ),
  ];
};

/** Broadcast against a wanted shape. */
const expand: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const wanted = elementsOf(node, 1);
  if (dims === null) return [unknownRank(node, dtype)];
  if (wanted === null) {
    const length = lengthOf(node, 1);
    if (length === null) return [unknownRank(node, dtype)];
    const rank = Math.max(length, dims.length);
    // A size above 1 stays as it is, whatever is wanted, and so does an axis beyond what is wanted.
    const known = Array.from({ length: rank }, (_, axis) => {
      const dim = dims[axis - (rank - dims.length)] ?? null;
      return axis < rank - length || (typeof dim === 'number' && dim > 1) ? dim : null;
    });
    return [shaped(node, dtype, known)];
  }
  const target = shaped(node, dtype, wanted);
  const both = broadcast(node, [dims, tensorType(target)?.dims ?? null]);
  if (both === null) return [unknownRank(node, dtype)];
  const from = constantOfInput(node, 0);
  const shape = foldableShape(both);
  const read = from === null || shape === null ? null : broadcastReader(from, shape);
  const elements = read === null || shape === null ? null : Array.from({ length: sizeOf(shape) }, (_, i) => read(i));
  const constant = elements === null || shape === null ? null : { dims: shape, elements };
  return [
    tensor(
      dtype,
      both.map((dim, axis) => kept(node, dim, 0, axis)),
      constant,
    ),
  ];
};

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Before version 6 one axis is repeated, given by inputs of their own. */
const tile: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const repeats = node.version < 6 ? oldRepeats(node, dims.length) : elementsOf(node, 1);
  const tiled = dims.map((dim, axis) => {
    const times = repeats?.[axis] ?? null;
    return times === null ? null : mul(dim, times);
  });
  const value = shaped(node, dtype, tiled);
  const from = constantOfInput(node, 0);
  const steps = from === null ? [] : strides(from.dims);
  return [
    {
      ...value,
      constant: rearranged(node, from, tensorType(value)?.dims ?? null, (at) =>
        positionOf(
          at.map((position, axis) => position % (from?.dims[axis] ?? 1)),
          steps,
        ),
      ),
    },
  ];
};

function oldRepeats(node: NodeContext, rank: number): readonly (Dim | null)[] {
  const axis = elementsOf(node, 2)?.[0] ?? null;
  const tiles = elementsOf(node, 1)?.[0] ?? null;
  return Array.from({ length: rank }, (_, at) => (axis === null ? null : at === axis ? tiles : 1));
}

const concat: InferFunction = (node) => {
  const dtype = sharedDtype(node);
  const shapes = node.inputs.map((value) => tensorType(value)?.dims ?? null);
  const ranked = shapes.filter((dims) => dims !== null);
  const [first] = ranked;
  if (first === undefined) return [unknownRank(node, dtype)];
  const axis = axisWithin(int(node, 'axis') ?? (node.version < 4 ? 1 : 0), first.length);
  if (axis === null || ranked.some((dims) => dims.length !== first.length)) {
    contradict(node, 'the inputs cannot be joined along this axis');
    return [unknownRank(node, dtype)];
  }
  const dims = first.map((_, at) => {
    if (at !== axis) return sharedDim(node, ranked, at);
    if (ranked.length < shapes.length) return null;
    return ranked.reduce<Dim>((total, each) => add(total, each[at] ?? 0), 0);
  });
  const value = shaped(node, dtype, dims);
  return [{ ...value, constant: joined(node, tensorType(value)?.dims ?? null, axis) }];
};

/** The most telling of sizes that must be the same: a number, an expression of known symbols, a symbol of its own. */
export function sharedDim(node: NodeContext, shapes: readonly (readonly Dim[])[], axis: number): Dim | null {
  let best: Dim | null = null;
  for (const dims of shapes) {
    const dim = dims[axis] ?? null;
    if (dim === null) continue;
    if (typeof dim === 'number' && typeof best === 'number' && dim !== best) {
      contradict(node, `sizes ${formatDim(best)} and ${formatDim(dim)} of axis ${axis} differ`);
      return best;
    }
    if (best === null || tellingness(dim) > tellingness(best)) best = dim;
  }
  return best;
}

function tellingness(dim: Dim): number {
  if (typeof dim === 'number') return 2;
  const atom = onlyAtom(dim);
  return atom?.kind === 'symbol' && atom.origin !== null ? 0 : 1;
}

/** Parts whose elements are not known leave unknown ones. */
function joined(node: NodeContext, dims: readonly Dim[] | null, axis: number): Constant | null {
  const shape = foldableShape(dims);
  if (shape === null || shape.length === 0 || node.inputs.every((value) => (value?.constant ?? null) === null))
    return null;
  if (!node.state.spend(sizeOf(shape))) return null;
  const outer = sizeOf(shape.slice(0, axis));
  const parts = node.inputs.map((value) => {
    const own = foldableShape(tensorType(value)?.dims ?? null) ?? [];
    const run = sizeOf(own.slice(axis));
    return { run, elements: value?.constant?.elements ?? null };
  });
  const elements: (Dim | null)[] = [];
  for (let block = 0; block < outer; block++) {
    for (const { run, elements: own } of parts) {
      for (let i = 0; i < run; i++) elements.push(own?.[block * run + i] ?? null);
    }
  }
  return elements.length === sizeOf(shape) ? { dims: shape, elements } : null;
}

/** Sizes of the parts: an input or attribute, else as many equal parts as there are outputs, the last one smaller (version 18). */
const split: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const outputs = node.proto.outputs;
  if (dims === null) return outputs.map((_, i) => unknownRank(node, dtype, i));
  const axis = axisWithin(int(node, 'axis') ?? 0, dims.length);
  if (axis === null) {
    contradict(node, `the axis lies outside of rank ${dims.length}`);
    return outputs.map((_, i) => unknownRank(node, dtype, i));
  }
  const total = dims[axis] ?? 0;
  const sizes = has(node, 1) ? elementsOf(node, 1) : (ints(node, 'split') ?? equalParts(total, outputs.length));
  let start: Dim | null = 0;
  return outputs.map((_, i) => {
    const length: Dim | null = sizes?.[i] ?? null;
    const part = slicePart(node, dims, axis, start, length, i);
    start = start === null || length === null ? null : add(start, length);
    return part;
  });
};

function equalParts(total: Dim, count: number): readonly Dim[] {
  const even = divideExactly(total, count);
  if (even !== null) return new Array<Dim>(count).fill(even);
  const part = ceilDiv(total, count);
  return [...new Array<Dim>(count - 1).fill(part), sub(total, mul(part, count - 1))];
}

function slicePart(
  node: NodeContext,
  dims: readonly Dim[],
  axis: number,
  start: Dim | null,
  length: Dim | null,
  output: number,
): Value {
  const value = shaped(
    node,
    dtypeOf(node, 0),
    dims.map((dim, at) => (at === axis ? length : dim)),
    output,
  );
  const from = constantOfInput(node, 0);
  if (from === null || typeof start !== 'number') return value;
  const steps = strides(from.dims);
  const offset = start * (steps[axis] ?? 0);
  const constant = rearranged(node, from, tensorType(value)?.dims ?? null, (at) => offset + positionOf(at, steps));
  return { ...value, constant };
}

export const MOVEMENT: Family = {
  Transpose: transpose,
  Expand: expand,
  Tile: tile,
  Concat: concat,
  Split: split,
};
