/** A migration plan: phases of steps. What people note about a step lives in `neuron-migration.plan.yaml`. */

export const STEP_STATES = ['open', 'doing', 'done', 'waived', 'obsolete'] as const;
export type StepState = (typeof STEP_STATES)[number];

export const PHASES = ['proof-of-concept', 'validation', 'integration', 'cost', 'scale-out'] as const;
export type PhaseId = (typeof PHASES)[number];

export interface Step {
  /** Stable over runs, so that ticks survive a new audit. */
  readonly id: string;
  readonly title: string;
  /** One sentence on why or how, for steps without findings. */
  readonly detail: string;
  readonly state: StepState;
  readonly owner: string | null;
  readonly note: string | null;
  readonly evidence: string | null;
  /** Fingerprints; empty for a step that every migration has. */
  readonly findings: readonly string[];
  /** When the step counts as done. */
  readonly doneWhen: string;
}

export interface Phase {
  readonly id: PhaseId;
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface Plan {
  readonly phases: readonly Phase[];
}

/** What `neuron-migration.plan.yaml` keeps of one step. */
export interface StepRecord {
  readonly id: string;
  readonly title?: string;
  readonly state: StepState;
  readonly owner?: string;
  readonly note?: string;
  readonly evidence?: string;
}
