import type { Reading } from '../formats/reading';

/** Whether the matrix is worked out: for as much as stays fast, for everything, or not at all. */
export const MATRIX_MODES = ['auto', 'always', 'never'] as const;
export type MatrixMode = (typeof MATRIX_MODES)[number];

/** What a file costs whatever it holds, and what a model does, in graph nodes. */
const FILE = 20;
const MODEL = 300;

/** About a second on a machine of today. */
const AUTO = 60_000;

/** Counts work rather than time, so that the same files give the same matrix everywhere. */
export interface Budget {
  /** Whether there is room for so much. */
  has(work: number): boolean;
  /** Whether there was room for so much; then it is used up. */
  take(work: number): boolean;
}

export function matrixBudget(mode: MatrixMode): Budget {
  let left = { auto: AUTO, always: Number.POSITIVE_INFINITY, never: -1 }[mode];
  return {
    has: (work) => work <= left,
    take(work) {
      if (work > left) return false;
      left -= work;
      return true;
    },
  };
}

/** Of judging a file once more, in graph nodes. */
export function workOf(reading: Reading): number {
  if (!('model' in reading)) return FILE;
  const { nodeCount, subgraphNodeCount, functionNodeCount } = reading.facts;
  return MODEL + nodeCount + subgraphNodeCount + functionNodeCount;
}
