import type { BatchingReport } from '../model/batching';
import { show } from '../text/words';
import { type BucketRequest, bucketPlans } from './plans';
import { startingBatches } from './starting';

/** Starting batches of all models, and bucket plans for the lengths that are given. Pure. */
export function batchingOf(request: BucketRequest): BatchingReport {
  return {
    starting: startingBatches(request.subjects, request.settings, request.knowledge),
    plans: bucketPlans(request),
  };
}

/** A sentence for each dimension with lengths that no model has: usually a slip of spelling. */
export function unmatchedLengths({ plans }: BatchingReport): string[] {
  return plans
    .filter(({ models }) => models.length === 0)
    .map(
      ({ lengths }) =>
        `The lengths of ${show(lengths.dimension)} are for no open dimension of any model that was read.`,
    );
}
