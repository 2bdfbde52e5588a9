/** Audits in a row. Pure. */
import type { SavedReport, Trend, TrendPoint } from '../model/comparison';
import { compareText } from '../model/order';
import { TARGETS } from '../model/target';
import { TOOL } from '../tool';
import { effortLeft, openSteps } from './reports';

/** What a trend keeps of one report. */
export interface DatedPoint {
  readonly point: TrendPoint;
  /** Equal for audits that were made alike. */
  readonly settings: string;
  /** Commits that follow each other have rising ones; null where git does not have the report. */
  readonly place: number | null;
}

/** @param commit The one that last wrote the report; null where git does not have it. */
export function datedPoint(
  name: string,
  report: SavedReport,
  commit: { readonly id: string; readonly day: string; readonly place: number } | null,
): DatedPoint {
  const { settings, findings, artifacts, verdicts } = report;
  const open = findings.filter(({ waived }) => waived === null);
  const of = (severity: string) => open.filter((finding) => finding.severity === severity).length;
  return {
    point: {
      name,
      asOf: settings.asOf,
      commit: commit === null ? null : { id: commit.id, day: commit.day },
      sdk: settings.sdk,
      files: artifacts.length,
      findings: { blocker: of('blocker'), warning: of('warning'), info: of('info') },
      waived: findings.length - open.length,
      verdicts,
      open: openSteps(report).length,
      effort: effortLeft(report),
    },
    settings: JSON.stringify([settings.sdk, settings.targets, settings.workload]),
    place: commit?.place ?? null,
  };
}

/** As the commits follow each other where git has every report, else as the days that they name. */
export function trendOf(reports: readonly DatedPoint[], notes: readonly string[] = []): Trend {
  const tracked = reports.filter(({ place }) => place !== null).length;
  const order = reports.length > 0 && tracked === reports.length ? 'commit' : 'day';
  const sorted = [...reports].sort(
    (a, b) =>
      (order === 'commit' ? (a.place ?? 0) - (b.place ?? 0) : 0) ||
      compareText(a.point.asOf, b.point.asOf) ||
      compareText(a.point.name, b.point.name),
  );
  const judged = new Set(reports.flatMap(({ point }) => Object.keys(point.verdicts)));
  return {
    schemaVersion: 1,
    kind: 'trend',
    tool: TOOL,
    order,
    targets: TARGETS.filter((target) => judged.has(target)),
    points: sorted.map(({ point }) => point),
    notes: [
      ...(new Set(reports.map(({ settings }) => settings)).size > 1
        ? [
            'The audits were not made alike (SDK release, targets or workload), so part of what changes comes from that.',
          ]
        : []),
      ...(order === 'day' && tracked > 0
        ? ['Git does not have all of the reports, so they stand in the order of the days that they name.']
        : []),
      ...notes,
    ],
  };
}
