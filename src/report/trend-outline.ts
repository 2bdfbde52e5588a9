import type { Trend, TrendPoint } from '../model/comparison';
import { daysWords } from './compare-words';
import { visible, visibleName } from './escape';
import { item, type Outline } from './outline';
import { sparkline } from './sparkline';
import { capital, count, figure, TARGET_LABELS, VERDICT_LABELS } from './words';

/** What a trend counts, by the words that stand for it. */
export const TREND_COUNTS: readonly (readonly [string, (point: TrendPoint) => number])[] = [
  ['blockers', ({ findings }) => findings.blocker],
  ['warnings', ({ findings }) => findings.warning],
  ['notes', ({ findings }) => findings.info],
  ['waived', ({ waived }) => waived],
  ['open steps', ({ open }) => open],
];

/** A trend as a document: what became of each count, then a row a report. */
export function trendOutline(trend: Trend): Outline {
  const { points, order, targets, notes } = trend;
  const [first, last] = [points[0], points.at(-1)];
  const efforts = points.flatMap(({ effort }) => (effort === null ? [] : [effort.maxDays]));
  return {
    title: 'Trend over saved audits',
    lead: leadWords(trend),
    sections: [
      {
        heading: 'From the oldest to the newest',
        items:
          first === undefined || last === undefined || points.length < 2
            ? []
            : [
                ...TREND_COUNTS.map(([label, of]) =>
                  item(`${capital(label)}: ${figure(of(first))} → ${figure(of(last))}  ${sparkline(points.map(of))}`),
                ),
                ...(first.effort === null || last.effort === null
                  ? []
                  : [
                      item(
                        `Effort still to come: ${daysWords(first.effort)} → ${daysWords(last.effort)}  ${sparkline(efforts)}`,
                      ),
                    ]),
                ...targets.map((target) =>
                  item(
                    `${TARGET_LABELS[target]}: ${[first, last].map((point) => verdictOf(point, target)).join(' → ')}`,
                  ),
                ),
              ],
      },
      {
        heading: 'Findings and steps',
        ...(points.length > 0 && {
          table: {
            columns: [
              'Report',
              'As of',
              ...(order === 'commit' ? ['Commit'] : []),
              'SDK',
              ...TREND_COUNTS.map(([label]) => capital(label)),
              ...(efforts.length > 0 ? ['Days to come'] : []),
            ],
            rows: points.map((point) => [
              visibleName(point.name),
              point.asOf,
              ...(order === 'commit' ? [point.commit?.id.slice(0, 12) ?? ''] : []),
              visibleName(point.sdk),
              ...TREND_COUNTS.map(([, of]) => figure(of(point))),
              ...(efforts.length > 0
                ? [point.effort === null ? '' : daysWords(point.effort).replace(/ days?$/, '')]
                : []),
            ]),
          },
        }),
        items: [],
      },
      {
        heading: 'Verdicts',
        ...(points.length > 0 && {
          table: {
            columns: ['Report', 'As of', ...targets.map((target) => TARGET_LABELS[target])],
            rows: points.map((point) => [
              visibleName(point.name),
              point.asOf,
              ...targets.map((target) => verdictOf(point, target)),
            ]),
          },
        }),
        items: [],
      },
      { heading: 'Notes', items: notes.map((note) => item(visible(note))) },
    ],
  };
}

function leadWords({ points, order }: Trend): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'No report.';
  if (points.length === 1) return `One audit, as of ${first.asOf}; a trend needs two.`;
  const by = order === 'commit' ? 'in the order of the commits that hold them' : 'by the day that they name';
  return `${count(points.length, 'audit')} from ${first.asOf} to ${last.asOf}, ${by}.`;
}

function verdictOf({ verdicts }: TrendPoint, target: keyof typeof TARGET_LABELS): string {
  const verdict = verdicts[target];
  return verdict === undefined ? 'not judged' : VERDICT_LABELS[verdict];
}
