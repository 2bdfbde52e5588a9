import type { Step, StepRecord } from '../model/plan';

/** What may be changed about a step by hand; null takes it out. */
export interface StepChange {
  readonly state?: StepRecord['state'];
  readonly owner?: string | null;
  readonly note?: string | null;
  readonly evidence?: string | null;
  readonly effort?: StepRecord['effort'] | null;
  readonly spentDays?: number | null;
}

/** What the plan file keeps of a step once it is changed: what people said of it, never what the tool alone sees or estimates. */
export function recordOf(step: Step, change: StepChange = {}): StepRecord {
  const own = step.effort.by === 'team' ? { minDays: step.effort.minDays, maxDays: step.effort.maxDays } : null;
  const { owner, note, evidence } = { owner: step.owner, note: step.note, evidence: step.evidence, ...change };
  const { effort, spentDays } = { effort: own, spentDays: step.spentDays, ...change };
  return {
    id: step.id,
    title: step.title,
    state: change.state ?? step.ticked ?? 'open',
    ...(owner ? { owner } : {}),
    ...(note ? { note } : {}),
    ...(evidence ? { evidence } : {}),
    ...(effort ? { effort } : {}),
    ...(typeof spentDays === 'number' ? { spentDays } : {}),
  };
}
