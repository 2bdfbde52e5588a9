import type { BucketPlan, BucketSet, LengthDistribution } from '../model/batching';
import type { BlankFigure, Figure } from '../model/figure';
import type { RoutesOf } from '../model/routes';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { type Best, bestBuckets } from './buckets';
import { type Lengths, total } from './lengths';
import { modelsWith } from './models';
import type { DimensionLengths } from './read-lengths';
import { bucketSettings } from './settings';
import type { BatchingSubject } from './starting';

/** A set with at most so much padding is not worth another compile. Ours: no document weighs one against the other. */
const ENOUGH = 0.2;

/** Buckets that are tried unless somebody asks for more. */
export const USUAL_BUCKETS = 8;

export interface BucketRequest {
  readonly subjects: readonly BatchingSubject[];
  readonly routes: readonly RoutesOf[];
  readonly lengths: readonly DimensionLengths[];
  /** Batch sizes to compile for; null: that of the deployment or the pins. */
  readonly batches: readonly number[] | null;
  readonly most: number;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
}

/** The part of a plan that follows from the lengths alone. */
export interface Tried {
  readonly lengths: LengthDistribution;
  readonly sets: readonly BucketSet[];
  readonly suggested: number;
  readonly why: string;
  readonly notes: readonly string[];
}

const COMPILE_TIME: BlankFigure = {
  value: null,
  unit: 'seconds',
  reason: 'No document says how long a compile takes; time the compile of one bucket and multiply.',
  evidence: [],
};

/** Plans buckets for every dimension whose lengths are given. */
export function bucketPlans(request: BucketRequest): BucketPlan[] {
  const tried = request.lengths.map((lengths) => tryBuckets(lengths, request.most));
  return tried.map((plan) => {
    const models = modelsWith(plan, tried, request);
    return {
      ...plan,
      compileTime: COMPILE_TIME,
      models,
      settings: bucketSettings(plan, models, request),
    };
  });
}

/** The best sets of up to `most` buckets, and the one to begin with. */
export function tryBuckets({ dimension, from, lengths }: DimensionLengths, most: number): Tried {
  const sets = bestBuckets(lengths, most).map((best) => bucketSet(lengths, best, from));
  const enough = sets.findIndex(({ padding }) => (padding.value ?? 1) <= ENOUGH);
  const requests = total(lengths.requests);
  return {
    lengths: {
      dimension,
      from,
      requests,
      distinct: lengths.distinct,
      shortest: lengths.shortest,
      longest: lengths.lengths.at(-1) ?? 0,
      mean: total(lengths.elements) / requests,
    },
    sets,
    suggested: enough < 0 ? sets.length : enough + 1,
    why:
      enough < 0
        ? `No set of up to ${sets.length} ${sets.length === 1 ? 'bucket' : 'buckets'} has at most ${ENOUGH * 100} % padding; this is the largest that was tried.`
        : `The fewest buckets with at most ${ENOUGH * 100} % padding; no document weighs padding against compiles.`,
    notes:
      lengths.step === 1
        ? []
        : [
            `${lengths.distinct} different lengths were rounded up to multiples of ${lengths.step} for the search; the padding counts that.`,
          ],
  };
}

function bucketSet(lengths: Lengths, { bounds, computed }: Best, from: string): BucketSet {
  const elements = total(lengths.elements);
  let next = 0;
  const buckets = bounds.map((bound) => {
    const requests = total(lengths.requests.slice(next, bound + 1));
    next = bound + 1;
    return { length: lengths.lengths[bound] ?? 0, requests };
  });
  const padding: Figure = {
    value: (computed - elements) / computed,
    unit: 'share',
    formula: '(computed elements − elements of requests) / computed elements',
    inputs: [
      { name: 'computed elements', value: computed, unit: 'elements', from: 'each request padded to its bucket' },
      { name: 'elements of requests', value: elements, unit: 'elements', from },
    ],
    confidence: 'inferred',
    evidence: [],
  };
  return { buckets, padding };
}
