/** The formats of batches and buckets. */
import type { Report } from '../model/report';
import { bucketsText } from './buckets-text';
import { csvRow } from './csv';
import { escapeHiddenInJson } from './escape';

export const BUCKETS_FORMATS = ['text', 'json', 'csv'] as const;
export type BucketsFormat = (typeof BUCKETS_FORMATS)[number];

/** Pure: the same report gives the same text, which ends with a line break. */
export const BUCKETS_WRITERS: Readonly<Record<BucketsFormat, (report: Report) => string>> = {
  text: (report) => bucketsText(report),
  json: ({ schemaVersion, tool, knowledge, settings, batching }) =>
    `${escapeHiddenInJson(JSON.stringify({ schemaVersion, tool, knowledge, settings, batching }, null, 2))}\n`,
  csv: bucketsCsv,
};

const COLUMNS = ['dimension', 'buckets', 'suggested', 'lengths', 'requests', 'padding', 'compilations', 'models'];

/** A set of buckets for some models a row, with a head line; lines end in CRLF. */
function bucketsCsv({ batching }: Report): string {
  const rows = batching.plans.flatMap(({ lengths, sets, suggested, models }) =>
    sets.flatMap(({ buckets, padding }, at) => {
      const head = [
        lengths.dimension,
        String(buckets.length),
        at + 1 === suggested ? 'yes' : 'no',
        buckets.map(({ length }) => length).join(' '),
        buckets.map(({ requests }) => requests).join(' '),
        padding.value === null ? '' : String(padding.value),
      ];
      const groups = models.map(({ compilations, paths }) => [String(compilations[at]?.value ?? ''), paths.join(' ')]);
      return (groups.length === 0 ? [['', '']] : groups).map((group) => [...head, ...group]);
    }),
  );
  return [COLUMNS, ...rows].map(csvRow).join('');
}

export { bucketsText };
