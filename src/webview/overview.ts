/** What stands above and below the steps: verdicts, models, coverage. Pure, from the report alone. */

import type { Artifact } from '../model/artifact';
import type { Finding } from '../model/finding';
import { compareText } from '../model/order';
import type { Report } from '../model/report';
import { type Target, VERDICT_RANK, type Verdict } from '../model/target';
import { carriedOver } from '../report/carried-over';
import { unreadCount, wasCutShort } from '../report/coverage';
import { decide, type TargetDecision } from '../report/decision';
import { evidenceKey } from '../report/group';
import type { StepRow } from './view-model';

export interface TargetCard extends TargetDecision {
  /** Once every fix is applied. */
  readonly after: Verdict;
  readonly unread: number;
  readonly cutShort: boolean;
}

/** By verdicts: a tick makes another report of the same ones. */
const cards = new WeakMap<Report['verdicts'], readonly TargetCard[]>();

/** One card a target, in the report's order; worked out once an audit. */
export function targetCards(report: Report): readonly TargetCard[] {
  const known = cards.get(report.verdicts) ?? cardsOf(report);
  cards.set(report.verdicts, known);
  return known;
}

function cardsOf(report: Report): TargetCard[] {
  return decide(report).map((decision) => ({
    ...decision,
    after: report.verdictsAfter[decision.target] ?? decision.verdict,
    unread: unreadCount(report),
    cutShort: wasCutShort(report),
  }));
}

export interface CarriedOver {
  /** Distinct sources of the findings, and how many of them speak of an older release than the one that is judged. */
  readonly sources: number;
  readonly carried: number;
  /** The older releases, newest first: "2.32". */
  readonly releases: readonly string[];
}

const carriedOvers = new WeakMap<Report['findings'], CarriedOver>();

/** What of the evidence is carried over; worked out once for the findings of a report. */
export function carriedOverIn({ findings, settings }: Report): CarriedOver {
  const known = carriedOvers.get(findings);
  if (known !== undefined) return known;
  const sources = new Map(
    findings.flatMap(({ evidence }) => evidence.map((source) => [evidenceKey(source), source] as const)),
  );
  const releases = [...sources.values()].flatMap((source) => carriedOver(source, settings.sdk) ?? []);
  const result = {
    sources: sources.size,
    carried: releases.length,
    releases: [...new Set(releases)].sort((a, b) => b.localeCompare(a, 'en', { numeric: true })),
  };
  carriedOvers.set(findings, result);
  return result;
}

export interface ModelRow {
  readonly artifact: Artifact;
  /** The worst standing finding for the target, which decides the verdict; null where none speaks against it. */
  readonly decides: Finding | null;
}

const modelRowsKnown = new WeakMap<Report['verdicts'], Map<Target, readonly ModelRow[]>>();

/** The files with their verdicts, worst on the target first, then by path; worked out once an audit and target. */
export function modelRows(report: Report, target: Target): readonly ModelRow[] {
  const known = modelRowsKnown.get(report.verdicts) ?? new Map<Target, readonly ModelRow[]>();
  modelRowsKnown.set(report.verdicts, known);
  const rows = known.get(target) ?? modelRowsOf(report, target);
  known.set(target, rows);
  return rows;
}

function modelRowsOf(report: Report, target: Target): ModelRow[] {
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
