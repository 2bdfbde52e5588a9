/** What the step list shows, worked out from the report alone: pure functions, no words, no DOM. */
import type { Cause, FixEffect, FixKind, FollowUp } from '../model/cause';
import type { Finding, Location, WaiverMark } from '../model/finding';
import type { ObservedMark } from '../model/observed';
import type { Days, PhaseId, Step, StepRecord, StepState } from '../model/plan';
import type { Report } from '../model/report';
import { TARGETS, type Target, type Verdict } from '../model/target';
import { planOf } from '../plan/progress';

/**
 * What a step's glyph says. unknown: what decides it is a warning that no document settles, which leaves the verdict open.
 * task: a step that every migration has.
 */
export const STEP_KINDS = ['blocker', 'warning', 'unknown', 'info', 'task'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a step's fix comes to on the target, as the audit judged it again. */
export interface StepEffect extends FixEffect {
  readonly kind: FixKind;
  /** The workspace's verdict today, and once this fix alone is applied. */
  readonly before: Verdict;
  readonly after: Verdict;
  /** Of a pin: the sizes that the verdict afterwards was judged with. */
  readonly pins: Readonly<Record<string, number>>;
  /** Of a pin: what shows only then. */
  readonly follow: readonly FollowUp[];
}

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
  /** Null of a task, a note, and of what is for other targets or waived. */
  readonly effect: StepEffect | null;
  /** What Neuron's own tools said of its findings: each different mark once. */
  readonly observed: readonly ObservedMark[];
  /** One of its findings has a change that is certain: a quick fix in the editor. */
  readonly certain: boolean;
  /** Done, waived or obsolete: nothing is left to do. */
  readonly closed: boolean;
  /** Ticked, yet the report still holds a standing finding for it. */
  readonly stillFound: boolean;
  readonly place: Location | null;
  readonly places: number;
  readonly files: readonly string[];
}

/** Every step of the plan, in its order, as seen from a target. */
export function stepRows(report: Report, target: Target): StepRow[] {
  const findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const causes = new Map<string, Cause>();
  for (const cause of report.causes) for (const fingerprint of cause.findings) causes.set(fingerprint, cause);
  const seen: Seen = { findings, causes, target, verdict: report.verdicts[target] ?? 'unknown' };
  return report.plan.phases.flatMap((phase) => phase.steps.map((step) => stepRow(step, phase.id, seen)));
}

interface Seen {
  readonly findings: ReadonlyMap<string, Finding>;
  /** By the fingerprints of their findings. */
  readonly causes: ReadonlyMap<string, Cause>;
  readonly target: Target;
  readonly verdict: Verdict;
}

function stepRow(step: Step, phase: PhaseId, seenFrom: Seen): StepRow {
  const { target } = seenFrom;
  const all = findingsOf(step, seenFrom.findings);
  const held = all.filter((finding) => finding.targets.includes(target));
  const applies = all.length === 0 || held.length > 0;
  const seen = applies ? held : all;
  const standing = seen.filter((finding) => finding.waived === null);
  const findings = standing.length > 0 ? standing : seen;
  // Most steps of a long plan have one finding.
  if (findings.length > 1) findings.sort(bySeverity);
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
    effect: applies ? effectOf(standing, seenFrom) : null,
    observed: marksOf(standing),
    certain: standing.some(({ edit }) => edit !== undefined),
    ...standingOf(step, { applies, findings }),
    place: first === undefined ? null : (first.locations[0] ?? { path: first.artifact }),
    places: findings.reduce((sum, { occurrences, locations }) => sum + Math.max(occurrences, locations.length, 1), 0),
    files: filesOf(findings),
  };
}

function findingsOf(step: Step, known: Seen['findings']): Finding[] {
  const findings: Finding[] = [];
  for (const fingerprint of step.findings) {
    const finding = known.get(fingerprint);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

function filesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => finding.artifact))];
}

/** Where the step stands. Its findings are the waived ones only where no other is left. */
function standingOf(
  { state }: Step,
  { applies, findings }: Pick<StepRow, 'applies' | 'findings'>,
): Pick<StepRow, 'closed' | 'stillFound'> {
  return {
    closed: state !== 'open' && state !== 'doing',
    stillFound: state === 'done' && applies && findings[0]?.waived === null,
  };
}

/** Of the most severe cause among the findings, worst first, that the audit judged a fix for. */
function effectOf(findings: readonly Finding[], { causes, target, verdict }: Seen): StepEffect | null {
  for (const finding of findings) {
    const cause = causes.get(finding.fingerprint);
    const effect = cause?.fixes[target];
    if (cause === undefined || effect === undefined) continue;
    const { fix, verdictsAfter, follow = [] } = cause;
    return {
      ...effect,
      kind: fix.kind,
      before: verdict,
      after: verdictsAfter[target] ?? verdict,
      pins: fix.pins ?? {},
      follow: follow.filter(({ targets }) => targets.includes(target)),
    };
  }
  return null;
}

function marksOf(findings: readonly Finding[]): readonly ObservedMark[] {
  if (findings.every(({ observed }) => observed === undefined)) return NONE;
  const marks = findings.flatMap(({ observed }) => observed ?? []);
  return [...new Map(marks.map((mark) => [`${mark.state} ${mark.path} ${mark.words}`, mark])).values()];
}

const NONE: readonly ObservedMark[] = [];

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
            // Nobody ticked it: it is as the tool sees it.
            state: record.state === 'open' && step.ticked === null ? step.state : record.state,
            ticked: record.state,
            owner: record.owner ?? null,
            note: record.note ?? null,
            evidence: record.evidence ?? null,
            spentDays: record.spentDays ?? null,
            // Without the team's range the tool's own comes with the next audit.
            effort: { ...step.effort, ...record.effort, by: record.effort ? ('team' as const) : ('tool' as const) },
          }
        : step,
    ),
  }));
  return { ...report, plan: planOf(phases) };
}

/** The rows once a record has changed the step of this id in the report, and with it what others wait for; all others stay the same objects. */
export function rowsWithRecord(rows: readonly StepRow[], report: Report, id: string): StepRow[] {
  const steps = new Map(report.plan.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step])));
  return rows.map((row) => {
    const step = steps.get(row.step.id);
    const same = step === undefined || (step.id !== id && step.blockedBy.length === row.step.blockedBy.length);
    return same ? row : { ...row, step, ...standingOf(step, row) };
  });
}

/** Days left of the steps that apply and are not closed. */
export function daysLeft(rows: readonly StepRow[]): Days {
  let [minDays, maxDays] = [0, 0];
  for (const { applies, closed, step } of rows) {
    if (!applies || closed) continue;
    minDays += step.effort.minDays;
    maxDays += step.effort.maxDays;
  }
  return { minDays, maxDays };
}

/** Fingerprints of the step's findings whose dimensions pins would fix. */
export function openPins({ findings }: StepRow): string[] {
  return findings.filter(({ pins = [] }) => pins.length > 0).map(({ fingerprint }) => fingerprint);
}

/** What a waiver of the step would cover: its rule in its files; null where nothing stands that a waiver could settle. */
export function waivable({
  findings,
  waiver,
}: StepRow): { readonly rule: string; readonly paths: readonly string[] } | null {
  const [first] = findings;
  if (first === undefined || waiver !== null) return null;
  return { rule: first.rule, paths: [...new Set(findings.map(({ artifact }) => artifact))] };
}
