import type { Reading } from '../formats/reading';
import type { ArtifactKind } from '../model/artifact';

/** Whether the matrix is worked out: for as much as stays fast, for everything, or not at all. */
export const MATRIX_MODES = ['auto', 'always', 'never'] as const;
export type MatrixMode = (typeof MATRIX_MODES)[number];

/** What a model costs whatever it holds, and any other file, in graph nodes. */
const MODEL = 300;
const FILE = 200;

/** Kinds beside graphs that have routes of their own. */
const MODELS: ReadonlySet<ArtifactKind> = new Set(['hf-config', 'diffusers']);

/** Of models and of other files each about half a second on a machine of today. */
const AUTO = 40_000;

/** Counts work rather than time, so that the same files give the same matrix everywhere. Models and other files do not compete. */
export interface Budget {
  /** Whether there is room for so much. */
  has(work: Work): boolean;
  /** Whether there was room for so much; then it is used up. */
  take(work: Work): boolean;
}

export interface Work {
  readonly of: 'models' | 'files';
  /** In graph nodes. */
  readonly nodes: number;
}

/**
 * `candidates`: how many files may be judged. Files that are no models only count towards the rows of the workspace, which want all of them: where there
 * are too many, none is begun.
 */
export function matrixBudget(mode: MatrixMode, candidates: number): Budget {
  const most = { auto: AUTO, always: Number.POSITIVE_INFINITY, never: -1 }[mode];
  const left = { models: most, files: candidates * FILE > most ? -1 : most };
  return {
    has: ({ of, nodes }) => nodes <= left[of],
    take({ of, nodes }) {
      if (nodes > left[of]) return false;
      left[of] -= nodes;
      return true;
    },
  };
}

/** Of judging a file on every target, release and route. */
export function workOf(reading: Reading): Work {
  if (!('model' in reading))
    return MODELS.has(reading.kind) ? { of: 'models', nodes: MODEL } : { of: 'files', nodes: FILE };
  const { nodeCount, subgraphNodeCount, functionNodeCount } = reading.facts;
  return { of: 'models', nodes: MODEL + nodeCount + subgraphNodeCount + functionNodeCount };
}
