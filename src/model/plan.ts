/** A migration plan: phases of steps. What people note about a step lives in `neuron-migration.plan.yaml`. */
import type { Evidence } from './finding';
import type { RelativePath } from './host';

export const STEP_STATES = ['open', 'doing', 'done', 'waived', 'obsolete'] as const;
export type StepState = (typeof STEP_STATES)[number];

export const PHASES = ['proof-of-concept', 'validation', 'integration', 'cost', 'scale-out'] as const;
export type PhaseId = (typeof PHASES)[number];

/** Working days of one engineer. */
export interface Days {
  readonly minDays: number;
  readonly maxDays: number;
}

/** How long a step takes. No document says it. */
export interface Effort extends Days {
  /** What makes it so, in short phrases: "3 files". */
  readonly drivers: readonly string[];
  /** tool: this tool's own estimate. team: what the team wrote into the plan file. */
  readonly by: 'tool' | 'team';
}

/** What the tool itself sees of a step's done-criterion. */
export interface StepCheck {
  readonly state: 'done' | 'open' | 'unknown';
  /** One sentence. */
  readonly says: string;
}

export interface Step {
  /** Stable over runs, so that ticks survive a new audit. */
  readonly id: string;
  readonly title: string;
  /** Why: one or two sentences. */
  readonly detail: string;
  /** How to go about it, one sentence each; may be empty. */
  readonly how: readonly string[];
  readonly state: StepState;
  /** What people ticked; null where nobody did, and then what the tool sees decides the state. */
  readonly ticked: StepState | null;
  readonly owner: string | null;
  readonly note: string | null;
  readonly evidence: string | null;
  /** Fingerprints; empty for a step that follows from the workspace rather than from a finding. */
  readonly findings: readonly string[];
  /** The files that it is about; empty: the workspace as a whole. */
  readonly files: readonly RelativePath[];
  /** What its sentences about Neuron rest on; those of a step with findings stand at these. */
  readonly documents: readonly Evidence[];
  /** When the step counts as done. */
  readonly doneWhen: string;
  /** Null where the tool has no way to see it. */
  readonly check: StepCheck | null;
  readonly effort: Effort;
  /** Days that the team noted as spent; null where it noted none. */
  readonly spentDays: number | null;
  /** Ids of steps of this plan that come first. Never a circle. */
  readonly after: readonly string[];
  /** Those of {@link after} that are not settled yet: none means that the step can begin. */
  readonly blockedBy: readonly string[];
  /** Of a waived step: the first day on which one of its waivers ends (YYYY-MM-DD); null where none has a day. */
  readonly waivedUntil: string | null;
}

export interface Totals {
  readonly steps: number;
  /** Done, waived or obsolete. */
  readonly settled: number;
  /** Open and with nothing left before them. */
  readonly ready: number;
  /** Of all steps but the waived and obsolete ones. */
  readonly effort: Days;
  /** Of those that are open or in progress. */
  readonly left: Days;
  readonly spentDays: number;
}

export interface Phase {
  readonly id: PhaseId;
  readonly title: string;
  /** A step stands behind those that it comes after. */
  readonly steps: readonly Step[];
  readonly totals: Totals;
}

export interface Plan {
  readonly phases: readonly Phase[];
  readonly totals: Totals;
  /** How sure the efforts are, a sentence or two; to be shown wherever one is. */
  readonly effortNote: string;
}

/** What `neuron-migration.plan.yaml` keeps of one step. */
export interface StepRecord {
  readonly id: string;
  readonly title?: string;
  readonly state: StepState;
  readonly owner?: string;
  readonly note?: string;
  readonly evidence?: string;
  /** Stands in place of the tool's estimate. */
  readonly effort?: Days;
  readonly spentDays?: number;
  /** Of a step that the team added itself (its id begins with {@link TEAM_PREFIX}). */
  readonly phase?: PhaseId;
  /** Ids of steps that come before it, beside those that the tool knows. */
  readonly after?: readonly string[];
}

/** What the id of a step begins with that the team added to the plan file by hand. */
export const TEAM_PREFIX = 'team/';
