/** What differs between two audits, between two files, and over a row of audits. */
import type { ArtifactKind, ArtifactStatus } from './artifact';
import type { Confidence, Severity, WaiverMark } from './finding';
import type { RelativePath } from './host';
import type { Days, StepState } from './plan';
import type { Report } from './report';
import type { Target, Verdict } from './target';

/** The part of a report that comparisons look at. Fields that an earlier release did not write are empty or null. */
export interface SavedReport {
  readonly tool: Report['tool'];
  /** The newest release that the knowledge base held. */
  readonly neuronSdk: string;
  readonly settings: {
    readonly sdk: string;
    readonly targets: readonly Target[];
    readonly workload: string;
    readonly pins: Readonly<Record<string, number>>;
    /** Fields of the deployment as words. */
    readonly deployment: Readonly<Record<string, string>>;
    /** YYYY-MM-DD. */
    readonly asOf: string;
  };
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
  readonly artifacts: readonly SavedArtifact[];
  readonly findings: readonly SavedFinding[];
  readonly steps: readonly SavedStep[];
  /** Why the search for files ended early: sentences. */
  readonly cutShort: readonly string[];
}

export interface SavedArtifact {
  readonly path: RelativePath;
  /** An {@link ArtifactKind}, or one that another release of this tool knows. */
  readonly kind: string;
  readonly status: ArtifactStatus;
  readonly facts: readonly Fact[];
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
}

export interface SavedFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly targets: readonly Target[];
  readonly artifact: RelativePath;
  readonly action: string;
  readonly message: string;
  readonly occurrences: number;
  readonly waived: WaiverMark | null;
}

export interface SavedStep {
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly state: StepState;
  readonly owner: string | null;
  /** Null where none was estimated. */
  readonly effort: Days | null;
}

export type FactText = string | number | boolean;

/** One fact of a file, flat: `field` "opCounts", `key` "ai.onnx::MatMul", `value` 96; of a fact that stands alone `key` is null. */
export interface Fact {
  readonly field: string;
  readonly key: string | null;
  readonly value: FactText;
}

/** Null: the fact is on the other side only. */
export interface FactChange {
  readonly field: string;
  readonly key: string | null;
  readonly before: FactText | null;
  readonly after: FactText | null;
}

/** One side of a comparison. */
export interface Side {
  /** What the user knows it by: a file, "revision 1a2b3c4d5e6f", "working tree". */
  readonly name: string;
  readonly tool: string;
  readonly neuronSdk: string;
  readonly sdk: string;
  readonly asOf: string;
}

export interface VerdictChange {
  readonly target: Target;
  /** Null: that side does not judge the target. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

/** What the two sides were judged with, where it differs. `name`: "sdk", "pins.batch", "deployment.instance". */
export interface SettingChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What may change of a finding that is the same one on both sides. */
export const FINDING_FIELDS = [
  'severity',
  'targets',
  'confidence',
  'waived',
  'occurrences',
  'message',
  'artifact',
] as const;
export type FindingField = (typeof FINDING_FIELDS)[number];

export interface ChangedFinding {
  readonly before: SavedFinding;
  readonly after: SavedFinding;
  /** In the order of {@link FINDING_FIELDS}; never empty. */
  readonly fields: readonly FindingField[];
}

export interface ArtifactChange {
  readonly path: RelativePath;
  /** Where it lay before; null where it lies there still. */
  readonly from: RelativePath | null;
  readonly kind: string;
  /** Null where it stays. */
  readonly status: { readonly before: ArtifactStatus; readonly after: ArtifactStatus } | null;
  readonly verdicts: readonly VerdictChange[];
  readonly facts: readonly FactChange[];
}

export interface StepChange {
  readonly id: string;
  readonly title: string;
  /** Null: the plan does not have it. */
  readonly before: StepState | null;
  readonly after: StepState | null;
  /** Null where it stays, or where one side does not have the step. */
  readonly owner: { readonly before: string | null; readonly after: string | null } | null;
}

/** Two audits: what one of them is, and what differs. Every list is sorted, so that the same two audits give the same comparison. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly kind: 'comparison';
  readonly tool: Report['tool'];
  readonly before: Side;
  readonly after: Side;
  /** Not empty: part of what follows comes from these and not from the files. */
  readonly settings: readonly SettingChange[];
  /** Every target that either side judges. */
  readonly verdicts: readonly VerdictChange[];
  readonly findings: {
    readonly fresh: readonly SavedFinding[];
    readonly fixed: readonly SavedFinding[];
    readonly changed: readonly ChangedFinding[];
    /** How many are the same on both sides. */
    readonly same: number;
  };
  readonly artifacts: {
    readonly added: readonly { readonly path: RelativePath; readonly kind: string }[];
    readonly removed: readonly { readonly path: RelativePath; readonly kind: string }[];
    readonly changed: readonly ArtifactChange[];
    readonly same: number;
  };
  readonly steps: readonly StepChange[];
  /** Of the steps that are still to be done; null where one side has no estimate. */
  readonly effort: { readonly before: Days; readonly after: Days } | null;
  /** Sentences on what limits the comparison. */
  readonly notes: readonly string[];
}

/** Two files of one kind. */
export interface FileComparison {
  readonly schemaVersion: 1;
  readonly kind: 'file-comparison';
  readonly tool: Report['tool'];
  readonly before: ComparedFile;
  readonly after: ComparedFile;
  readonly facts: readonly FactChange[];
  /** How many facts are the same on both sides. */
  readonly same: number;
  readonly notes: readonly string[];
}

export interface ComparedFile {
  readonly name: string;
  readonly kind: ArtifactKind;
}

export interface TrendPoint {
  /** The report's file, or the revision that holds it. */
  readonly name: string;
  /** The day that the audit was made as of, YYYY-MM-DD. */
  readonly asOf: string;
  /** The commit that last wrote the report; null where it is not tracked. */
  readonly commit: { readonly id: string; readonly day: string } | null;
  readonly sdk: string;
  readonly files: number;
  /** Findings that no waiver covers. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly waived: number;
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
  /** Steps that are still to be done, and the estimate for those that have one; null where none has. */
  readonly open: number;
  readonly effort: Days | null;
}

/** Audits in a row, the oldest first. */
export interface Trend {
  readonly schemaVersion: 1;
  readonly kind: 'trend';
  readonly tool: Report['tool'];
  /** commit: as the commits that hold the reports follow each other. day: as the days they name. */
  readonly order: 'commit' | 'day';
  /** Every target that one of them judges. */
  readonly targets: readonly Target[];
  readonly points: readonly TrendPoint[];
  readonly notes: readonly string[];
}
