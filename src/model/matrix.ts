/** Verdicts by target, SDK release and route. */
import type { RelativePath } from './host';
import type { RouteState } from './routes';
import type { Route, Target, Verdict } from './target';

/** Releases that follow each other and give the same verdict. */
export interface MatrixRun {
  /** First and last release of the run, three parts. */
  readonly from: string;
  readonly to: string;
  /** Null: the route is not there, or takes no such model. */
  readonly verdict: Verdict | null;
}

/** The least that gives another verdict than the one of today. */
export interface MatrixFlip {
  /** flag: a compiler flag to set. release: the nearest release with a better verdict. */
  readonly by: 'flag' | 'release';
  /** "--native-int64=enabled", "2.28.0". */
  readonly value: string;
  readonly verdict: Verdict;
}

export interface MatrixRow {
  readonly target: Target;
  /** Null: each model on the route that the audit judged it on, the planned one or the first. */
  readonly route: Route | null;
  /** State of the route at the release of the report; null where it is not there, or none is meant. */
  readonly state: RouteState | null;
  /** At the release of the report. */
  readonly now: Verdict | null;
  /** From the oldest known release to the newest. */
  readonly runs: readonly MatrixRun[];
  readonly flips: readonly MatrixFlip[];
}

/** Models with the same rows. */
export interface MatrixModels {
  readonly paths: readonly RelativePath[];
  /** Routes that take the models on some release, best first within a target. */
  readonly rows: readonly MatrixRow[];
}

export interface Matrix {
  /** Of all files together, a row a target. */
  readonly workspace: readonly MatrixRow[];
  readonly models: readonly MatrixModels[];
  /** Models that were left out, to keep the audit fast. */
  readonly leftOut: number;
}
