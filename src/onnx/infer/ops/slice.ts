/** Slice: attributes before version 10, inputs from then on. */
import { bounds } from '../bounds';
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
  ints,
  lengthOf,
  type NodeContext,
  shaped,
  unknownRank,
} from '../context';
import { add, ceilDiv, type Dim, max, min, sub } from '../dim';
import { tensorType } from '../value';
import { positionOf, rearranged, strides } from './rearrange';

interface Range {
  readonly start: Dim | null;
  readonly end: Dim | null;
  readonly step: Dim | null;
}

/** By axis; null where the axes are not known. */
function rangesOf(node: NodeContext, rank: number): ReadonlyMap<number, Range> | null {
  const old = node.version < 10;
  const starts = old ? ints(node, 'starts') : elementsOf(node, 1);
  const ends = old ? ints(node, 'ends') : elementsOf(node, 2);
  const steps = old || !has(node, 4) ? [] : elementsOf(node, 4);
  const count = starts?.length ?? ends?.length ?? (old ? null : (lengthOf(node, 1) ?? lengthOf(node, 2)));
  const given = old ? ints(node, 'axes') : has(node, 3) ? elementsOf(node, 3) : null;
  if (!old && has(node, 3) && given === null) return null;
  const axes = given ?? (count === null ? null : Array.from({ length: count }, (_, i) => i));
  if (axes === null) return null;
  const ranges = new Map<number, Range>();
  for (const [i, axis] of axes.entries()) {
    const at = typeof axis === 'number' ? axisWithin(axis, rank) : null;
    if (at === null) {
      if (axis !== null) contradict(node, `an axis lies outside of rank ${rank}`);
      return null;
    }
    const step = steps === null ? null : steps.length === 0 ? 1 : (steps[i] ?? null);
    ranges.set(at, { start: starts?.[i] ?? null, end: ends?.[i] ?? null, step });
  }
  return ranges;
}

/** Where the slice begins, and how many elements it takes. */
interface Cut {
  readonly start: Dim | null;
  readonly length: Dim | null;
  readonly step: number;
}

function cut(dim: Dim, { start, end, step }: Range): Cut {
  if (start === null || end === null || typeof step !== 'number' || step === 0)
    return { start: null, length: null, step: 1 };
  const forwards = step > 0;
  const first = clamped(start, dim, 0, forwards ? 0 : -1);
  const last = clamped(end, dim, forwards ? 0 : -1, forwards ? 0 : -1);
  if (first === null || last === null) return { start: first, length: null, step };
  const distance = forwards ? sub(last, first) : sub(first, last);
  const length = ceilDiv(distance, Math.abs(step));
  const { low, high } = bounds(length, 1);
  if (high <= 0) return { start: first, length: 0, step };
  return { start: first, length: low >= 0 ? length : max(length, 0), step };
}

/**
 * An index with negative ones counted from the end, kept within `low` and the size plus `above`. Null where its sign depends on
 * the symbols. A size of at least 1 is taken for granted.
 */
function clamped(index: Dim, dim: Dim, low: 0 | -1, above: 0 | -1): Dim | null {
  const { low: least, high: most } = bounds(index, 1);
  if (least < 0 && most >= 0) return isDistance(index, dim) ? index : null;
  const top = add(dim, above);
  if (most < 0) {
    // Below the beginning for any size that fits in memory: "from the very start" of a backwards slice.
    if (least < -(2 ** 52)) return low;
    const counted = add(dim, index);
    return bounds(counted, 1).low >= low ? counted : max(counted, low);
  }
  if (typeof index === 'number' && index >= 2 ** 31 - 1) return top;
  const room = bounds(sub(top, index), 1);
  if (room.low >= 0) return index;
  return room.high <= 0 ? top : min(index, top);
}

/** Whether the index lies a number of places from the end, so that it is within the size. */
function isDistance(index: Dim, dim: Dim): boolean {
  const rest = sub(dim, index);
  return typeof rest === 'number' && rest >= 0;
}

const slice: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const ranges = rangesOf(node, dims.length);
  if (ranges === null)
    return [
      shaped(
        node,
        dtype,
        dims.map(() => null),
      ),
    ];
  const cuts = dims.map((dim, axis): Cut => {
    const range = ranges.get(axis);
    return range === undefined ? { start: 0, length: dim, step: 1 } : cut(dim, range);
  });
  const value = shaped(
    node,
    dtype,
    cuts.map(({ length }) => length),
  );
  const from = constantOfInput(node, 0);
  if (from === null || cuts.some(({ start }) => typeof start !== 'number')) return [value];
  const steps = strides(from.dims);
  const constant = rearranged(node, from, tensorType(value)?.dims ?? null, (at) =>
    positionOf(
      at.map((position, axis) => Number(cuts[axis]?.start ?? 0) + position * (cuts[axis]?.step ?? 1)),
      steps,
    ),
  );
  return [{ ...value, constant }];
};

export const SLICE: Family = { Slice: slice };
