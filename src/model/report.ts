import type { Artifact } from './artifact';
import type { BatchingReport } from './batching';
import type { Cause } from './cause';
import type { CostReport } from './cost';
import type { Finding } from './finding';
import type { ModelFit } from './fit';
import type { Matrix } from './matrix';
import type { Plan } from './plan';
import type { RoutesOf } from './routes';
import type { RuleText } from './rule-text';
import type { Deployment } from './settings';
import type { Target, Verdict, Workload } from './target';

export interface KnowledgeStamp {
  /** Newest SDK release the knowledge base holds. */
  readonly neuronSdk: string;
  /** YYYY-MM-DD. */
  readonly released: string;
  readonly verified: string;
  /** A sentence where the knowledge is old as of the audit's day, else null. */
  readonly stale: string | null;
}

export interface Coverage {
  /** Candidates: files whose name or place makes them worth a look. */
  readonly files: number;
  readonly analyzed: number;
  readonly partial: number;
  readonly unreadable: number;
  readonly skipped: number;
  readonly ignored: number;
  /** Sentences: what an ignore rule left out (with the rule's name). */
  readonly notes: readonly string[];
  /** Sentences: why the search ended before all files were seen (a limit, a folder without permission). Absent or empty: it did not. */
  readonly cutShort?: readonly string[];
}

/** Everything an audit says, as plain JSON; the only input of every writer and view. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly knowledge: KnowledgeStamp;
  readonly settings: {
    readonly targets: readonly Target[];
    readonly sdk: string;
    readonly workload: Workload;
    readonly pins: Readonly<Record<string, number>>;
    readonly deployment: Deployment;
    readonly asOf: string;
  };
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
  readonly artifacts: readonly Artifact[];
  readonly findings: readonly Finding[];
  /** The rules that found something, by id. */
  readonly rules: readonly RuleText[];
  /** Root causes of the findings that no waiver covers: by severity, then those first whose fix helps most. */
  readonly causes: readonly Cause[];
  /** The workspace's verdicts once every fix is applied: what is left then has none, or shows only under the pins. */
  readonly verdictsAfter: Readonly<Partial<Record<Target, Verdict>>>;
  /** Ways to run each model, by target; the models that need no telling apart together. */
  readonly routes: readonly RoutesOf[];
  /** Memory, degrees and instances of every model, by first path; empty where no model states its size. */
  readonly fit: readonly ModelFit[];
  /** Null where it was not asked for. */
  readonly matrix: Matrix | null;
  /** Starting batches, and buckets for the lengths that the planner file gives. */
  readonly batching: BatchingReport;
  /** From the planner file's key `cost`; null where nothing is entered. */
  readonly cost: CostReport | null;
  readonly plan: Plan;
  readonly coverage: Coverage;
}
