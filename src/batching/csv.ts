import type { Pace, RelativePath } from '../model/host';
import type { Problem } from '../model/problem';
import { quoted } from '../text/quote';
import { MAX_LENGTH } from './lengths';

/** Mistakes that are told one by one. */
const MAX_PROBLEMS = 20;
/** Different lengths that are counted; each takes memory. */
const MAX_COUNTED = 1_000_000;
/** Lines between two breaths. */
const STRIDE = 16_384;
/** No line of lengths is longer. */
const MAX_LINE = 10_000;
const LENGTH_NAMES = ['length', 'lengths', 'len', 'tokens', 'num_tokens', 'size'];
const COUNT_NAMES = ['count', 'counts', 'requests', 'frequency', 'n'];

interface Columns {
  readonly separator: string;
  readonly length: number;
  /** Null: each line is one request. */
  readonly count: number | null;
  /** Cells of a line; null: the first line decides nothing about it. */
  readonly cells: number;
}

/**
 * Requests by length in the text of a CSV file: a length a line, or a length and a count; with or without a header; cells apart by comma,
 * semicolon or tab, quoted or not. In a header the columns may stand in any order beside others: `length` (or the dimension's name) and
 * `count`. Every mistake is a problem with its line. Linear in the text; rejects with what the pace rejects with.
 */
export async function readLengthsCsv(
  text: string,
  path: RelativePath,
  dimension: string,
  pace: Pace,
): Promise<{ readonly counts: ReadonlyMap<number, number>; readonly problems: readonly Problem[] }> {
  const counts = new Map<number, number>();
  const problems: Problem[] = [];
  let mistakes = 0;
  const complain = (line: number, width: number, message: string): void => {
    mistakes += 1;
    if (mistakes > MAX_PROBLEMS) return;
    const range = { start: { line, column: 1 }, end: { line, column: width + 1 } };
    problems.push({ path, range, message });
  };
  let columns: Columns | null = null;
  // Some tables end their lines with CR alone.
  const lines = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  let number = 0;
  for (let at = lines.startsWith('\uFEFF') ? 1 : 0; at < lines.length; ) {
    const feed = lines.indexOf('\n', at);
    const line = lines.slice(at, Math.min(feed < 0 ? lines.length : feed, at + MAX_LINE)).replace(/\r$/, '');
    const width = line.length;
    number += 1;
    if (number % STRIDE === 0) await pace.breathe();
    at = feed < 0 ? lines.length : feed + 1;
    if (line.trim() === '') continue;
    if (width === MAX_LINE) {
      complain(number, width, `This line is longer than ${MAX_LINE} characters; write one length a line.`);
      break;
    }
    if (columns === null) {
      const found = columnsOf(line, dimension);
      if (typeof found === 'string') {
        complain(number, width, found);
        break;
      }
      columns = found.columns;
      if (found.header) continue;
    }
    const read = requestsOf(line, columns);
    if (typeof read === 'string') complain(number, width, read);
    else counts.set(read.length, (counts.get(read.length) ?? 0) + read.count);
    if (counts.size > MAX_COUNTED) {
      complain(number, width, `There are more than ${MAX_COUNTED} different lengths; round them first.`);
      break;
    }
  }
  if (mistakes > MAX_PROBLEMS)
    problems.push({ path, range: null, message: `There are ${mistakes - MAX_PROBLEMS} more mistakes in this file.` });
  if (mistakes === 0 && ![...counts.values()].some((count) => count > 0))
    problems.push({ path, range: null, message: 'The file holds no length; write one a line.' });
  return { counts, problems };
}

function columnsOf(line: string, dimension: string): { columns: Columns; header: boolean } | string {
  const separator = [';', '\t', ','].find((mark) => line.includes(mark)) ?? ',';
  const cells = cellsOf(line, separator);
  if (cells === null) return 'A quote is not closed in this line.';
  const place = { separator, cells: cells.length };
  if (cells.some((cell) => /^[+-]?\d/.test(cell)))
    return cells.length <= 2
      ? { columns: { ...place, length: 0, count: cells.length === 2 ? 1 : null }, header: false }
      : 'A file without a header holds a length a line, or a length and a count; name the columns in a first line.';
  const names = cells.map((cell) => cell.toLowerCase());
  const named = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const own = named([dimension.toLowerCase(), ...LENGTH_NAMES]);
  if (cells.length === 1) return { columns: { ...place, length: 0, count: null }, header: true };
  if (own < 0) return `No column is named "length" or ${quoted(dimension)}; name the column of the lengths so.`;
  const count = named(COUNT_NAMES);
  return { columns: { ...place, length: own, count: count < 0 ? null : count }, header: true };
}

/** A mistake as a sentence. */
function requestsOf(line: string, columns: Columns): { length: number; count: number } | string {
  // Most lines are this; the rest costs three times as much.
  if (columns.cells === 1 && /^[1-9]\d{0,8}$/.test(line)) return { length: Number(line), count: 1 };
  const cells = cellsOf(line, columns.separator);
  if (cells === null) return 'A quote is not closed in this line.';
  if (cells.length !== columns.cells)
    return `This line has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} and the first line has ${columns.cells}.`;
  const cell = cells[columns.length] ?? '';
  const length = wholeNumber(cell);
  if (length === null || length < 1) return `A length must be a whole number of at least 1, not ${quoted(cell)}.`;
  if (length > MAX_LENGTH) return `A length must be at most ${MAX_LENGTH}, not ${quoted(cell)}.`;
  if (columns.count === null) return { length, count: 1 };
  const many = cells[columns.count] ?? '';
  const count = wholeNumber(many);
  if (count === null) return `A count must be a whole number, not ${quoted(many)}.`;
  return { length, count };
}

/** "12", and "12.0" as tables write it; null of anything else. */
function wholeNumber(cell: string): number | null {
  return /^\d{1,15}(\.0{1,10})?$/.test(cell) ? Number(cell) : null;
}

/** The cells of a line without their quotes and the spaces around them; null where a quote is not closed. */
function cellsOf(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let open = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"' && open && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') open = !open;
    else if (char === separator && !open) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return open ? null : cells;
}
