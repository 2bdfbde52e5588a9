/** Figures as words that several formats share. Nothing here is escaped. */
import type { FigureInput, FigureOrBlank, Unit } from '../model/figure';
import { bytesWords, decimal, shareWords } from './amounts';
import { figure } from './words';

/** "17.8 GiB", "40,960 tokens", "31 %"; of a blank "not known" with its reason. */
export function figureWords(one: FigureOrBlank): string {
  return one.value === null ? `not known: ${one.reason.replace(/\.$/, '')}` : amountWords(one.value, one.unit);
}

/** "batch 1 samples (planner file, deployment.batchSize)"; the unit is not said twice. */
export function inputWords({ name, value, unit, from }: FigureInput): string {
  return `${name} ${typeof value === 'number' ? amountWords(value, unit === name ? 'count' : unit) : value} (${from})`;
}

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

function amountWords(value: number, unit: Unit | null): string {
  if (unit === null || unit === 'count' || unit === 'ratio') return decimal(value, 4);
  if (unit === 'bytes') return bytesWords(value);
  if (unit === 'share') return shareWords(value);
  if (unit === 'FLOPs' || unit === 'FLOP/s' || unit === 'bytes/s') {
    const power = value < 1 ? 0 : Math.min(PREFIXES.length - 1, Math.floor(Math.log10(value) / 3));
    return `${decimal(value / 1000 ** power, 2)} ${PREFIXES[power]}${unit === 'bytes/s' ? 'B/s' : unit}`;
  }
  return `${Number.isInteger(value) ? figure(value) : decimal(value, 2)} ${unit}`;
}
