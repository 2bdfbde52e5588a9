/** What is said of a step before the plan file is asked about it. */
import type { Effort, PhaseId, Step, StepState } from '../model/plan';
import type { PlanFacts } from './facts';

export type StepDraft = Pick<
  Step,
  | 'id'
  | 'title'
  | 'detail'
  | 'how'
  | 'findings'
  | 'files'
  | 'documents'
  | 'doneWhen'
  | 'check'
  | 'effort'
  | 'after'
  | 'waivedUntil'
> & {
  readonly phase: PhaseId;
  /** Its state as long as nobody ticks it. */
  readonly unasked: StepState;
};

/** What a step that follows from the workspace says for itself. */
export interface WorkspaceWords extends Pick<Step, 'title' | 'detail' | 'doneWhen'> {
  readonly how?: readonly string[];
  readonly check?: Step['check'];
  readonly files?: Step['files'];
  /** Ids in `sources.json`. */
  readonly sources?: readonly string[];
  /** Ids of steps that come first; those that the plan does not have are left out. */
  readonly after?: readonly string[];
  readonly effort: Effort;
}

/** A step that follows from what the workspace holds rather than from a finding. */
export interface WorkspaceStep {
  /** "common/kebab-name", never reused. */
  readonly id: string;
  readonly phase: PhaseId;
  /** Null: this workspace does not need it. */
  words(facts: PlanFacts): WorkspaceWords | null;
}
