/** Random tensors for generated graphs. */
import type { Operand } from './operator-case';
import { LATEST } from './operator-case';
import type { Random } from './random';

export const FLOAT = 1;
export const UINT8 = 2;
export const INT8 = 3;
export const INT32 = 6;
export const INT64 = 7;
export const STRING = 8;
export const BOOL = 9;
export const DOUBLE = 11;

const UNSIGNED: ReadonlySet<number> = new Set([UINT8, 4, BOOL, 12, 13]);

/** From `low` to `high`, both inclusive. */
export function between(r: Random, low: number, high: number): number {
  return low + r.below(high - low + 1);
}

export function chance(r: Random, oneIn: number): boolean {
  return r.below(oneIn) === 0;
}

/** A version from the one that introduced the behaviour to the one that ended it. */
export function version(r: Random, from: number, to: number = LATEST): number {
  return between(r, from, to);
}

/** Sizes of 1 to 4; seldom an empty axis where that is allowed. */
export function shape(r: Random, leastRank: number, mostRank: number, empty = false): number[] {
  const rank = between(r, leastRank, mostRank);
  return Array.from({ length: rank }, () => (empty && chance(r, 25) ? 0 : between(r, 1, 4)));
}

/** A shape that broadcasts against this one: fewer axes, and some of size 1. */
export function broadcastable(r: Random, dims: readonly number[]): number[] {
  return dims.slice(r.below(dims.length + 1)).map((size) => (chance(r, 3) ? 1 : size));
}

/** An axis, counted from either end. */
export function axis(r: Random, rank: number, negative = true): number {
  const at = r.below(rank);
  return negative && chance(r, 2) ? at - rank : at;
}

/** Different axes in any order, from either end. */
export function axes(r: Random, rank: number, count: number, negative = true): number[] {
  return shuffled(r, rank)
    .slice(0, count)
    .map((at) => (negative && chance(r, 2) ? at - rank : at));
}

/** 0 to n - 1 in any order. */
export function shuffled(r: Random, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = r.below(i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

export function count(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

/** A tensor of small numbers; of unsigned types none is negative. */
export function operand(r: Random, dtype: number, dims: readonly number[], low = -3, high = 4): Operand {
  const least = UNSIGNED.has(dtype) ? Math.max(0, low) : low;
  const most = dtype === BOOL ? 1 : high;
  const values = Array.from({ length: count(dims) }, () => between(r, least, most));
  return { dtype, dims, values: dtype === STRING ? values.map(String) : values, fixed: false };
}

/** A list that the model holds. */
export function list(values: readonly number[], dtype = INT64): Operand {
  return { dtype, dims: [values.length], values, fixed: true };
}

/** A single number that the model holds. */
export function scalar(value: number, dtype = INT64): Operand {
  return { dtype, dims: [], values: [value], fixed: true };
}

export function fixed(given: Operand): Operand {
  return { ...given, fixed: true };
}
