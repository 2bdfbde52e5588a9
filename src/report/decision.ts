/** From verdicts to a decision per target, and the sentences that say it. Pure; shared by every writer. */
import type { Finding, Severity } from '../model/finding';
import type { Report } from '../model/report';
import type { Target, Verdict } from '../model/target';
import { nothingToAudit, unreadCount, wasCutShort } from './coverage';
import { type FindingGroup, groupFindings, groupKey } from './group';
import { count, figure, list, targetList } from './words';

/** The most welcome first. */
export const DECISIONS = ['go', 'conditional', 'undecided', 'no-go'] as const;
export type Decision = (typeof DECISIONS)[number];

export const DECISION_LABELS: Readonly<Record<Decision, string>> = {
  go: 'Go',
  conditional: 'Conditional',
  undecided: 'Undecided',
  'no-go': 'No-go',
};

export interface TargetDecision {
  readonly target: Target;
  readonly verdict: Verdict;
  readonly decision: Decision;
  /** Why, in one sentence of our own words. */
  readonly reason: string;
  /** Root causes that speak against it, ticked or not. */
  readonly blockers: number;
  readonly warnings: number;
}

/** A decision per selected target, in the order of the settings. A target without a verdict is unknown. */
export function decide(report: Report): readonly TargetDecision[] {
  const causes = standingCauses(report);
  return report.settings.targets.map((target) => {
    const verdict = report.verdicts[target] ?? 'unknown';
    const own = causes.filter((cause) => cause.targets.has(target));
    const reason = `${reasonOf(report, verdict, own)}${reservation(report)}.`;
    const [blockers, warnings] = [ofSeverity(own, 'blocker').length, ofSeverity(own, 'warning').length];
    return { target, verdict, decision: decisionOf(verdict, own), reason, blockers, warnings };
  });
}

/** Findings that count: neither waived nor refuted by a run. What a baseline holds counts here too, only not for the exit code. */
export function standing(report: Report): readonly Finding[] {
  return report.findings.filter(({ waived, observed }) => waived === null && observed?.state !== 'refuted');
}

/** Causes that a run on a real installation refutes, which no verdict counts. */
export function refutedCauses({ findings }: Report): readonly FindingGroup[] {
  return groupFindings(findings.filter(({ waived, observed }) => waived === null && observed?.state === 'refuted'));
}

/** True where a document names the fix. */
export function hasDocumentedFix({ confidence, remedy }: Finding): boolean {
  return confidence === 'documented' && remedy.trim() !== '';
}

/** The decision in one sentence: "Trn2 can be reached under conditions; Inf2 and Trn1 stay blocked." */
export function headline(report: Report): string {
  if (nothingToAudit(report)) return 'There is nothing to audit here.';
  const decisions = decide(report);
  const clauses = DECISIONS.flatMap((decision) => {
    const targets = decisions.filter((d) => d.decision === decision).map((d) => d.target);
    if (targets.length === 0) return [];
    return [`${targetList(targets)} ${PREDICATES[decision][targets.length === 1 ? 'one' : 'many']}`];
  });
  return `${clauses.join('; ')}.`;
}

const PREDICATES: Readonly<Record<Decision, { readonly one: string; readonly many: string }>> = {
  go: { one: 'is ready', many: 'are ready' },
  conditional: { one: 'can be reached under conditions', many: 'can be reached under conditions' },
  undecided: { one: 'is undecided', many: 'are undecided' },
  'no-go': { one: 'stays blocked', many: 'stay blocked' },
};

/** What the audit found, in one to three sentences. */
export function summary(report: Report): string {
  const causes = standingCauses(report);
  const blockers = ofSeverity(causes, 'blocker');
  const warnings = ofSeverity(causes, 'warning');
  const notes = ofSeverity(causes, 'info');
  const rest = list([count(warnings.length, 'warning'), count(notes.length, 'note')]);
  const block = blockers.length === 1 ? 'blocks' : 'block';
  const unread = unreadCount(report);
  const refuted = refutedCauses(report).length;
  return [
    blockers.length === 0
      ? `No blocker was found, ${rest}.`
      : `${count(blockers.length, 'root cause')} ${block} at least one target, ${fixWords(blockers)}; ${blockers.length === 1 ? 'beside it' : 'beside them'} ${rest}.`,
    ...(refuted > 0 ? [`${count(refuted, 'more cause')} ${refuted === 1 ? 'was' : 'were'} refuted by a run.`] : []),
    ...(unread > 0 ? [`${count(unread, 'file')} could not be read in full, so every verdict speaks of the rest.`] : []),
  ].join(' ');
}

/** As much of a root cause as a decision takes. */
interface StandingCause {
  readonly severity: Severity;
  readonly targets: ReadonlySet<Target>;
  readonly undocumented: boolean;
  /** Every finding of the cause has a documented fix. */
  readonly fixed: boolean;
}

/** The root causes that count, as a decision sees them: far less work than the groups that reports write out. */
function standingCauses(report: Report): readonly StandingCause[] {
  const causes = new Map<string, { severity: Severity; targets: Set<Target>; undocumented: boolean; fixed: boolean }>();
  for (const finding of standing(report)) {
    const { severity, targets, confidence } = finding;
    const key = groupKey(finding);
    const cause = causes.get(key) ?? { severity, targets: new Set(), undocumented: false, fixed: true };
    causes.set(key, cause);
    for (const target of targets) cause.targets.add(target);
    cause.undocumented ||= confidence === 'undocumented';
    cause.fixed &&= hasDocumentedFix(finding);
  }
  return [...causes.values()];
}

function ofSeverity(causes: readonly StandingCause[], severity: Severity): readonly StandingCause[] {
  return causes.filter((cause) => cause.severity === severity);
}

function decisionOf(verdict: Verdict, causes: readonly StandingCause[]): Decision {
  switch (verdict) {
    case 'ready':
      return 'go';
    case 'attention':
      return 'conditional';
    case 'unknown':
      return 'undecided';
    case 'blocked': {
      const blockers = ofSeverity(causes, 'blocker');
      return blockers.length > 0 && blockers.every(({ fixed }) => fixed) ? 'conditional' : 'no-go';
    }
    default:
      return verdict satisfies never;
  }
}

function reasonOf(report: Report, verdict: Verdict, causes: readonly StandingCause[]): string {
  const warnings = ofSeverity(causes, 'warning');
  const blockers = ofSeverity(causes, 'blocker');
  switch (verdict) {
    case 'ready':
      return 'No blocker and no warning';
    case 'attention':
      return `No blocker; ${count(warnings.length, 'warning')} to settle`;
    case 'blocked':
      return `${count(blockers.length, 'blocker')}, ${fixWords(blockers)}`;
    case 'unknown':
      return unknownReason(report, warnings.filter(({ undocumented }) => undocumented).length);
    default:
      return verdict satisfies never;
  }
}

/** "each with a documented fix", "1 without a documented fix". */
function fixWords(blockers: readonly StandingCause[]): string {
  const without = blockers.filter(({ fixed }) => !fixed).length;
  if (blockers.length === 1) return `${without === 0 ? 'with' : 'without'} a documented fix`;
  const who = without === blockers.length ? 'none with' : `${figure(without)} without`;
  return `${without === 0 ? 'each with' : who} a documented fix`;
}

function unknownReason(report: Report, undocumented: number): string {
  if (nothingToAudit(report)) return 'Nothing to audit was found';
  if (undocumented > 0) return `No document decides ${count(undocumented, 'warning')}`;
  return unreadCount(report) > 0 ? 'No blocker in what could be read' : 'No document decides it';
}

/** What every verdict has to say beside itself where the audit did not see everything. */
function reservation(report: Report): string {
  const unread = unreadCount(report);
  const parts = [
    ...(unread > 0 ? [`${count(unread, 'file')} not read in full`] : []),
    ...(wasCutShort(report) ? ['the audit was cut short'] : []),
  ];
  return parts.length === 0 ? '' : `; ${list(parts)}`;
}
