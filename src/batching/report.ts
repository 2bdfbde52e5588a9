import type { BatchingReport } from '../model/batching';
import { type BucketRequest, bucketPlans } from './plans';
import { startingBatches } from './starting';

/** Starting batches of all models, and bucket plans for the lengths that are given. Pure. */
export function batchingOf(request: BucketRequest): BatchingReport {
  return {
    starting: startingBatches(request.subjects, request.settings, request.knowledge),
    plans: bucketPlans(request),
  };
}
