import type { FitPlan, FitSubject, ModelFit } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';

/** Works out the fit of one model under a plan. Pure, synchronous, and the same for the same input. */
export function fitOf(subject: FitSubject, _knowledge: Knowledge, plan: FitPlan): ModelFit {
  return { subject, workload: plan.workload, assumptions: [], figures: [], targets: [] };
}
