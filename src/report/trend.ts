/** The formats of a trend. */
import type { Trend } from '../model/comparison';
import { csvRow } from './csv';
import { escapeHiddenInJson } from './escape';
import { outlineHtml } from './outline-html';
import { outlineMarkdown } from './outline-markdown';
import { outlineText } from './outline-text';
import type { TextOptions } from './text/page';
import { trendChart } from './trend-chart';
import { TREND_COUNTS, trendOutline } from './trend-outline';

export const TREND_FORMATS = ['text', 'json', 'csv', 'markdown', 'html'] as const;
export type TrendFormat = (typeof TREND_FORMATS)[number];

/** Pure: the same trend gives the same text, which ends with a line break. */
export function writeTrend(trend: Trend, format: TrendFormat, options: TextOptions = {}): string {
  switch (format) {
    case 'text':
      return outlineText(trendOutline(trend), options);
    case 'json':
      return `${escapeHiddenInJson(JSON.stringify(trend, null, 2))}\n`;
    case 'csv':
      return trendCsv(trend);
    case 'markdown':
      return outlineMarkdown(trendOutline(trend));
    case 'html':
      return outlineHtml(trendOutline(trend), 'Neuron migration, over time', trendChart(trend));
    default:
      return format satisfies never;
  }
}

/** A row a report, numbers without separators. */
function trendCsv({ points, targets }: Trend): string {
  const head = [
    'report',
    'as of',
    'commit',
    'commit day',
    'sdk',
    'files',
    ...TREND_COUNTS.map(([label]) => label),
    ...targets,
    'days to come, least',
    'days to come, most',
  ];
  const rows = points.map((point) => [
    point.name,
    point.asOf,
    point.commit?.id ?? '',
    point.commit?.day ?? '',
    point.sdk,
    String(point.files),
    ...TREND_COUNTS.map(([, of]) => String(of(point))),
    ...targets.map((target) => point.verdicts[target] ?? ''),
    point.effort === null ? '' : String(point.effort.minDays),
    point.effort === null ? '' : String(point.effort.maxDays),
  ]);
  return [head, ...rows].map(csvRow).join('');
}
