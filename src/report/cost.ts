/** The formats of a cost calculation. */
import type { CostReport } from '../model/cost';
import { costCsv } from './cost-csv';
import { costText } from './cost-text';
import { escapeHiddenInJson } from './escape';

export const COST_FORMATS = ['text', 'json', 'csv'] as const;
export type CostFormat = (typeof COST_FORMATS)[number];

/** Pure: the same costs give the same text, which ends with a line break. */
export const COST_WRITERS: Readonly<Record<CostFormat, (cost: CostReport) => string>> = {
  text: (cost) => costText(cost),
  json: (cost) => `${escapeHiddenInJson(JSON.stringify(cost, null, 2))}\n`,
  csv: costCsv,
};

export { costText };
