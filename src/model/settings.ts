import type { CostInput } from './cost';
import type { RelativePath } from './host';
import type { Route, Target, Workload } from './target';

export interface Deployment {
  readonly route?: Route;
  readonly instance?: string;
  readonly tensorParallel?: number;
  readonly dataParallel?: number;
  readonly batchSize?: number;
  readonly sequenceLength?: number;
  readonly dtype?: string;
  readonly compilerFlags?: readonly string[];
}

export interface Waiver {
  readonly rule: string;
  /** A glob over artifact paths; absent: every path. */
  readonly path?: string;
  readonly reason: string;
  readonly by: string;
  /** YYYY-MM-DD; the waiver holds up to and including this day. */
  readonly expires: string;
}

/** Where the lengths of requests in one dimension come from: numbers, each length of a range once, or a CSV file below the root. */
export type LengthSource =
  | { readonly kind: 'list'; readonly lengths: readonly number[] }
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly kind: 'file'; readonly path: RelativePath };

/** What differs from the plan while somebody tries it; a field that is left out stays as planned. */
export interface Trial {
  readonly targets?: readonly Target[];
  /** As spelled by the user. */
  readonly sdk?: string;
  readonly workload?: Workload;
  readonly pins?: Readonly<Record<string, number>>;
  readonly deployment?: Deployment;
}

/** What `neuron-migration.yaml` says; every field may be left out. */
export interface PlannerFile {
  readonly sdk?: string;
  readonly targets?: readonly Target[];
  readonly workload?: Workload;
  readonly pins: Readonly<Record<string, number>>;
  /** By dimension, as pins name it. */
  readonly lengths?: Readonly<Record<string, LengthSource>>;
  readonly deployment: Deployment;
  readonly ignore: readonly string[];
  readonly waivers: readonly Waiver[];
  readonly cost?: CostInput;
}

/** What an audit is run with, after options, planner file and defaults were merged. */
export interface Settings {
  readonly targets: readonly Target[];
  /** Three parts, a release the knowledge base knows, e.g. "2.33.1". */
  readonly sdk: string;
  readonly workload: Workload;
  readonly pins: Readonly<Record<string, number>>;
  readonly deployment: Deployment;
  readonly ignore: readonly string[];
  readonly waivers: readonly Waiver[];
  /** YYYY-MM-DD: decides expired waivers and stale knowledge. */
  readonly asOf: string;
}
