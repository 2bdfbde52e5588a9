/** Root causes: findings that one fix settles, and what is left once it is applied. */
import type { Severity } from './finding';
import type { Target, Verdict } from './target';

/**
 * What a fix changes. pin: sizes under `pins` in the planner file. export: the model, its export or its checkpoint. config: a text file of the
 * workspace. settings: what is planned (route, instance, flags, degrees). trial: nobody knows until it was tried, and the verdict afterwards
 * supposes that it works. elsewhere: another target or release; on this one nothing helps.
 */
export const FIX_KINDS = ['pin', 'export', 'config', 'settings', 'trial', 'elsewhere'] as const;
export type FixKind = (typeof FIX_KINDS)[number];

/** What one fix comes to on one target. Places and files are those of blockers and warnings that no waiver covers. */
export interface FixEffect {
  /** Places that the fix settles. */
  readonly n: number;
  /** Places in all. */
  readonly of: number;
  /** Files whose verdict gets better by this fix alone. */
  readonly files: number;
  /** Files that are not ready. */
  readonly filesOf: number;
}

/** A finding that shows only once the pins are set. */
export interface FollowUp {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly targets: readonly Target[];
  /** Files in which it shows. */
  readonly files: number;
}

export interface Cause {
  /** "severity:rule:action", unique in a report and stable over runs. */
  readonly id: string;
  /** The fix as a short imperative. */
  readonly title: string;
  readonly rules: readonly string[];
  readonly severity: Severity;
  readonly targets: readonly Target[];
  /** Fingerprints. */
  readonly findings: readonly string[];
  /** How many files are concerned. */
  readonly files: number;
  /** Places, each counted once. */
  readonly occurrences: number;
  readonly fix: {
    readonly kind: FixKind;
    /** Of a pin: the sizes that the verdict afterwards was judged with. */
    readonly pins?: Readonly<Record<string, number>>;
  };
  /** By target of the cause; empty of a note, which no verdict depends on. */
  readonly fixes: Readonly<Partial<Record<Target, FixEffect>>>;
  /** The workspace's verdicts once this fix alone is applied, judged again rather than guessed; empty likewise. */
  readonly verdictsAfter: Readonly<Partial<Record<Target, Verdict>>>;
  /** Of a pin: what shows only then. Absent where nothing does. */
  readonly follow?: readonly FollowUp[];
}
