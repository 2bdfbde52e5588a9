import type { Progress } from '../../audit';
import type { Problem } from '../../model/problem';
import type { Report } from '../../model/report';

/** Why an audit could not run. */
export interface Failure {
  /** One or more sentences, ready to be shown. */
  readonly message: string;
  /** The mistakes in planner file or settings, placed where they can be; empty for any other failure. */
  readonly problems: readonly Problem[];
}

/** What is known of one root. `report` is the last good audit, whatever happened since. */
export type AuditState =
  | { readonly status: 'idle'; readonly report: null }
  | { readonly status: 'running'; readonly report: Report | null; readonly progress: Progress | null }
  | { readonly status: 'failed'; readonly report: Report | null; readonly failure: Failure }
  | {
      readonly status: 'done';
      readonly report: Report;
      /** What could not be used of the plan file; the rest of it counts. */
      readonly planProblems: readonly Problem[];
    };

export const IDLE: AuditState = { status: 'idle', report: null };
