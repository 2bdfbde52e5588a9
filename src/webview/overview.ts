/** What stands above and below the steps: verdicts, models, coverage. Pure, from the report alone. */

import type { Artifact } from '../model/artifact';
import type { Finding } from '../model/finding';
import { compareText } from '../model/order';
import type { Report } from '../model/report';
import { type Target, VERDICT_RANK, type Verdict } from '../model/target';
import { unreadCount, wasCutShort } from '../report/coverage';
import { type Decision, decide, standing } from '../report/decision';
import { groupFindings } from '../report/group';
import type { StepRow } from './view-model';

export interface TargetCard {
  readonly target: Target;
  readonly verdict: Verdict;
  readonly decision: Decision;
  /** Why that decision, in one sentence. */
  readonly reason: string;
  /** Standing root causes, ticked or not: the verdict is about what the audit found. */
  readonly blockers: number;
  readonly warnings: number;
  readonly unread: number;
  readonly cutShort: boolean;
}

const cards = new WeakMap<Report, readonly TargetCard[]>();

/** One card a target, in the report's order; worked out once a report. */
export function targetCards(report: Report): readonly TargetCard[] {
  const known = cards.get(report) ?? cardsOf(report);
  cards.set(report, known);
  return known;
}

function cardsOf(report: Report): TargetCard[] {
  const causes = groupFindings(standing(report));
  return decide(report).map(({ target, verdict, decision, reason }) => {
    const own = causes.filter((cause) => cause.targets.includes(target));
    return {
      target,
      verdict,
      decision,
      reason,
      blockers: own.filter((cause) => cause.severity === 'blocker').length,
      warnings: own.filter((cause) => cause.severity === 'warning').length,
      unread: unreadCount(report),
      cutShort: wasCutShort(report),
    };
  });
}

export interface ModelRow {
  readonly artifact: Artifact;
  /** The worst standing finding for the target, which decides the verdict; null where none speaks against it. */
  readonly decides: Finding | null;
}

/** The files with their verdicts, worst on the target first, then by path. */
export function modelRows(report: Report, target: Target): ModelRow[] {
  const worst = new Map<string, Finding>();
  for (const finding of report.findings) {
    if (finding.waived !== null || finding.severity === 'info' || !finding.targets.includes(target)) continue;
    const known = worst.get(finding.artifact);
    if (known === undefined || (known.severity === 'warning' && finding.severity === 'blocker')) {
      worst.set(finding.artifact, finding);
    }
  }
  const rank = (artifact: Artifact): number => VERDICT_RANK[artifact.verdicts[target] ?? 'unknown'];
  return report.artifacts
    .map((artifact) => ({ artifact, decides: worst.get(artifact.path) ?? null }))
    .sort((a, b) => rank(b.artifact) - rank(a.artifact) || compareText(a.artifact.path, b.artifact.path));
}

/** What to say once no step is left for a target. */
export type Closing =
  | { readonly kind: 'steps-left' }
  | { readonly kind: 'nothing-left' }
  /** Steps are ticked, but the audit still finds so many of their causes. */
  | { readonly kind: 'still-found'; readonly count: number }
  /** Closed, but what could not be read or judged leaves the verdict open. */
  | { readonly kind: 'not-sure' };

/** Whether the plan is through for a target; never "nothing left" while the verdict is open or something was not read. */
export function closing(rows: readonly StepRow[], report: Report, target: Target): Closing {
  const applying = rows.filter((row) => row.applies);
  if (applying.length === 0 || applying.some((row) => !row.closed)) return { kind: 'steps-left' };
  const count = applying.filter((row) => row.stillFound && row.kind !== 'info').length;
  if (count > 0) return { kind: 'still-found', count };
  const verdict = report.verdicts[target] ?? 'unknown';
  const sure = (verdict === 'ready' || verdict === 'attention') && unreadCount(report) === 0 && !wasCutShort(report);
  return { kind: sure ? 'nothing-left' : 'not-sure' };
}
