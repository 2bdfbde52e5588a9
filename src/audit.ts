/** The whole pipeline: files, readings, findings, plan, report. Knows neither Node nor VS Code. */
import type { Reading } from './formats/reading';
import type { Host, Pace, RelativePath } from './model/host';
import type { StepRecord } from './model/plan';
import type { Report } from './model/report';
import type { PlannerFile } from './model/settings';
import type { Target, Workload } from './model/target';

/** What the caller sets beyond the planner file; an option that is given wins over the file. */
export interface AuditOptions {
  readonly targets?: readonly Target[];
  /** As spelled by the user. */
  readonly sdk?: string;
  readonly workload?: Workload;
  /** Added to the planner file's pins; of the same name the option wins. */
  readonly pins?: Readonly<Record<string, number>>;
  /** Planner file; default `neuron-migration.yaml` at the root, where it may be absent. */
  readonly config?: RelativePath;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

export interface Progress {
  readonly done: number;
  /** Null while files are still being searched. */
  readonly total: number | null;
  /** The file being read. */
  readonly current: RelativePath;
}

/** Readings of earlier runs, by path; reused while size and modification time are the same. */
export type ReadingCache = Map<
  RelativePath,
  { readonly size: number; readonly modified: number; readonly reading: Reading }
>;

/** What stands below the planner file (the editor's settings): the file wins, field by field; of pins and deployment name by name; ignore adds up. */
export type AuditDefaults = Partial<Omit<PlannerFile, 'waivers'>>;

export interface AuditRequest {
  readonly host: Host;
  /** Files or folders that were asked for; the empty string is the root. What is named here is never ignored. */
  readonly paths: readonly RelativePath[];
  readonly options: AuditOptions;
  readonly defaults?: AuditDefaults;
  /** Globs of the editor (`files.exclude`), counted in coverage under that name. */
  readonly exclude?: readonly string[];
  /** Fingerprints of an earlier report. */
  readonly baseline?: ReadonlySet<string>;
  /** Plan state kept elsewhere than in `neuron-migration.plan.yaml`. */
  readonly planRecords?: readonly StepRecord[];
  readonly pace: Pace;
  readonly progress?: (progress: Progress) => void;
  readonly cache?: ReadingCache;
}

/** Rejects with `Cancelled`, or with `SettingsError` where options or planner file are wrong. Everything else is in the report. */
export declare function audit(request: AuditRequest): Promise<Report>;
