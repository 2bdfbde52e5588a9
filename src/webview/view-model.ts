/** What the step list shows, worked out from the report alone: pure functions, no words, no DOM. */
import type { Finding, Location, WaiverMark } from '../model/finding';
import type { PhaseId, Step, StepRecord, StepState } from '../model/plan';
import type { Report } from '../model/report';
import { TARGETS, type Target } from '../model/target';

/**
 * What a step's glyph says. unknown: what decides it is a warning that no document settles, which leaves the verdict open.
 * task: a step that every migration has.
 */
export const STEP_KINDS = ['blocker', 'warning', 'unknown', 'info', 'task'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** A step as seen from one target. */
export interface StepRow {
  readonly step: Step;
  readonly phase: PhaseId;
  /** False: all its findings are about other targets. */
  readonly applies: boolean;
  readonly kind: StepKind;
  /** Those that hold for the target; of a step that does not apply, all of them. Worst first. */
  readonly findings: readonly Finding[];
  /** Every target that one of its findings holds for; empty for a task. */
  readonly targets: readonly Target[];
  readonly code: string | null;
  readonly waiver: WaiverMark | null;
  /** Done, waived or obsolete: nothing is left to do. */
  readonly closed: boolean;
  /** Ticked, yet the report still holds a standing finding for it. */
  readonly stillFound: boolean;
  readonly place: Location | null;
  readonly places: number;
  readonly files: readonly string[];
}

export interface Filters {
  readonly text: string;
  readonly hidden: readonly StepKind[];
  /** Null: all but obsolete ones. */
  readonly state: StepState | null;
  readonly file: string | null;
  /** Shows the steps that do not apply to the target too. */
  readonly others: boolean;
}

export const NO_FILTERS: Filters = { text: '', hidden: [], state: null, file: null, others: false };

/** Every step of the plan, in its order, as seen from a target. */
export function stepRows(report: Report, target: Target): StepRow[] {
  const byFingerprint = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  return report.plan.phases.flatMap((phase) =>
    phase.steps.map((step) => stepRow(step, phase.id, byFingerprint, target)),
  );
}

function stepRow(step: Step, phase: PhaseId, byFingerprint: ReadonlyMap<string, Finding>, target: Target): StepRow {
  const all = step.findings.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
  const held = all.filter((finding) => finding.targets.includes(target));
  const applies = all.length === 0 || held.length > 0;
  const seen = applies ? held : all;
  const standing = seen.filter((finding) => finding.waived === null);
  const findings = [...(standing.length > 0 ? standing : seen)].sort(bySeverity);
  const first = findings[0];
  return {
    step,
    phase,
    applies,
    kind: first === undefined ? 'task' : kindOf(findings),
    findings,
    targets: TARGETS.filter((name) => all.some((finding) => finding.targets.includes(name))),
    code: findings.find((finding) => finding.neuronError !== null)?.neuronError ?? null,
    waiver: standing.length === 0 ? (first?.waived ?? null) : null,
    closed: step.state !== 'open' && step.state !== 'doing',
    stillFound: step.state === 'done' && applies && standing.length > 0,
    place: first === undefined ? null : (first.locations[0] ?? { path: first.artifact }),
    places: findings.reduce((sum, { occurrences, locations }) => sum + Math.max(occurrences, locations.length, 1), 0),
    files: [...new Set(findings.map((finding) => finding.artifact))],
  };
}

const SEVERITY_ORDER = { blocker: 0, warning: 1, info: 2 } as const;

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity];
}

/** The same reading as a file's verdict: a blocker blocks, an undocumented warning leaves the answer open. */
function kindOf(findings: readonly Finding[]): StepKind {
  if (findings.some((finding) => finding.severity === 'blocker')) return 'blocker';
  const warnings = findings.filter((finding) => finding.severity === 'warning');
  if (warnings.length === 0) return 'info';
  return warnings.some((finding) => finding.confidence === 'undocumented') ? 'unknown' : 'warning';
}

/** The rows that pass every filter. */
export function filterRows(rows: readonly StepRow[], filters: Filters): StepRow[] {
  const needle = filters.text.trim().toLowerCase();
  const { state, file } = filters;
  return rows.filter(
    (row) =>
      (filters.others || row.applies) &&
      !filters.hidden.includes(row.kind) &&
      (state === null ? row.step.state !== 'obsolete' : row.step.state === state) &&
      (file === null || row.files.includes(file)) &&
      (needle === '' || mentions(row, needle)),
  );
}

function mentions({ step, findings }: StepRow, needle: string): boolean {
  const has = (text: string | null | undefined): boolean => text?.toLowerCase().includes(needle) ?? false;
  return (
    has(step.title) ||
    has(step.detail) ||
    has(step.owner) ||
    has(step.note) ||
    findings.some(
      (finding) =>
        has(finding.message) ||
        has(finding.rule) ||
        has(finding.neuronError) ||
        has(finding.artifact) ||
        finding.locations.some((place) => 'graph' in place && (has(place.node) || has(place.op) || has(place.tensor))),
    )
  );
}

/** How many applying steps there are of each kind that is on the screen by default. */
export function countKinds(rows: readonly StepRow[]): Record<StepKind, number> {
  const counts = { blocker: 0, warning: 0, unknown: 0, info: 0, task: 0 };
  for (const row of rows) if (row.applies && row.step.state !== 'obsolete') counts[row.kind]++;
  return counts;
}

export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly doing: number;
  readonly waived: number;
}

/** How far the applying steps are. What is no longer needed counts neither as done nor as left. */
export function progress(rows: readonly StepRow[]): Progress {
  const states = rows.filter((row) => row.applies && row.step.state !== 'obsolete').map((row) => row.step.state);
  const count = (state: StepState): number => states.filter((each) => each === state).length;
  return { total: states.length, done: count('done'), doing: count('doing'), waived: count('waived') };
}

/** The report as it reads once the editor has kept the record; shown until the next report comes. */
export function withRecord(report: Report, record: StepRecord): Report {
  const phases = report.plan.phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) =>
      step.id === record.id
        ? {
            ...step,
            state: record.state,
            owner: record.owner ?? null,
            note: record.note ?? null,
            evidence: record.evidence ?? null,
          }
        : step,
    ),
  }));
  return { ...report, plan: { phases } };
}

/** What is kept of a step after a change; empty texts are left out. */
export function recordOf(step: Step, change: Partial<Pick<StepRecord, 'state' | 'owner' | 'note'>>): StepRecord {
  const { state, owner, note } = { state: step.state, owner: step.owner, note: step.note, ...change };
  return {
    id: step.id,
    title: step.title,
    state,
    ...(owner ? { owner } : {}),
    ...(note ? { note } : {}),
    ...(step.evidence ? { evidence: step.evidence } : {}),
  };
}
