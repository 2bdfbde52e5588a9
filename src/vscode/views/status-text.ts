/** The verdict in a few words, for the status bar. Pure. */
import type { Report } from '../../model/report';
import { TARGETS, type Target, VERDICT_RANK, type Verdict } from '../../model/target';
import { unreadCount } from '../../report/coverage';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';
import { countCauses } from './findings';
import { joined, type RootReport, verdictWord } from './node';

/** How one target stands over all roots. */
export interface TargetStanding {
  readonly target: Target;
  readonly verdict: Verdict;
  /** Root causes that are blockers for it. */
  readonly blockers: number;
  /** Root causes that are warnings for it, those without a deciding document among them. */
  readonly warnings: number;
}

/** Every target that a root is judged for, in the order of the hardware. A root without models does not count. */
export function standings(reports: readonly RootReport[]): readonly TargetStanding[] {
  const judged = reports.filter(({ report }) => report.artifacts.length > 0);
  const all = judged.flatMap(({ report }) => standingsOf(report));
  return TARGETS.flatMap((target): TargetStanding[] => {
    const [first, ...others] = all.filter((one) => one.target === target);
    return first === undefined ? [] : [others.reduce(together, first)];
  });
}

function together(a: TargetStanding, b: TargetStanding): TargetStanding {
  return {
    target: a.target,
    verdict: VERDICT_RANK[b.verdict] > VERDICT_RANK[a.verdict] ? b.verdict : a.verdict,
    blockers: a.blockers + b.blockers,
    warnings: a.warnings + b.warnings,
  };
}

/** Views ask often, and a report may hold thousands of findings: they are counted once. */
const counted = new WeakMap<Report, readonly TargetStanding[]>();

function standingsOf(report: Report): readonly TargetStanding[] {
  const known = counted.get(report) ?? report.settings.targets.map((target) => standingOf(report, target));
  counted.set(report, known);
  return known;
}

function standingOf(report: Report, target: Target): TargetStanding {
  const findings = report.findings.filter(({ targets }) => targets.includes(target));
  const counts = countCauses([{ root: { key: '', name: '' }, report: { ...report, findings } }]);
  return {
    target,
    verdict: report.verdicts[target] ?? 'unknown',
    blockers: counts.blocker,
    warnings: counts.warning + counts.unknown,
  };
}

/** The target that is nearest to ready: the least bad verdict, then the fewest blockers, then the fewest warnings. */
export function nearest(all: readonly TargetStanding[]): TargetStanding | null {
  return (
    all.toSorted(
      (a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict] || a.blockers - b.blockers || a.warnings - b.warnings,
    )[0] ?? null
  );
}

/** "Trn2: blocked by 4"; of several targets the nearest to ready: "Trn3: blocked by 3 (nearest of 4)". Null where nothing was judged. */
export function statusText(reports: readonly RootReport[]): string | null {
  const all = standings(reports);
  const best = nearest(all);
  if (best === null) return null;
  const text = standingText(best, unread(reports));
  return all.length === 1 ? text : t('{0} (nearest of {1})', text, all.length);
}

/** One line a target, for the tooltip. */
export function statusLines(reports: readonly RootReport[]): readonly string[] {
  return standings(reports).map((standing) => standingText(standing, unread(reports)));
}

function unread(reports: readonly RootReport[]): number {
  return reports.reduce((sum, { report }) => sum + unreadCount(report), 0);
}

/** "Trn2: ready, 2 unread". */
export function standingText(standing: TargetStanding, unreadFiles: number): string {
  const rest = unreadFiles > 0 && standing.verdict !== 'blocked' ? t('{0} unread', unreadFiles) : null;
  return [t('{0}: {1}', TARGET_LABELS[standing.target], verdictPhrase(standing)), rest]
    .filter((part) => part !== null)
    .join(', ');
}

/** "blocked by 4", "2 warnings", "ready". */
export function verdictPhrase({ verdict, blockers, warnings }: TargetStanding): string {
  if (verdict === 'blocked') return t('blocked by {0}', blockers);
  if (verdict !== 'attention') return verdictWord(verdict);
  return warnings === 1 ? t('1 warning') : t('{0} warnings', warnings);
}

/** "Inf2, Trn2" and "SDK 2.33.1": title and description of the findings view. */
export function judgedFor(reports: readonly RootReport[]): { readonly targets: string; readonly sdk: string } {
  const targets = new Set(reports.flatMap(({ report }) => report.settings.targets));
  const releases = [...new Set(reports.map(({ report }) => report.settings.sdk))].sort();
  return {
    targets: TARGETS.filter((target) => targets.has(target))
      .map((target) => TARGET_LABELS[target])
      .join(', '),
    sdk: joined(releases.map((sdk) => t('SDK {0}', sdk))),
  };
}

/** How old the knowledge behind reports is: the day of its last check, and a sentence where a release is probably missing. */
export function knowledgeAge([first]: readonly RootReport[]): { readonly day: string; readonly stale: string | null } {
  if (first === undefined) return { day: '', stale: null };
  const { verified, stale } = first.report.knowledge;
  return { day: t('knowledge verified {0}', verified), stale };
}
