/** Verdicts of routes over releases as the cells of one table. Pure. */
import type { MatrixRow, MatrixRun } from '../model/matrix';
import { compareSdk } from '../neuron/version';

/** Releases that no row of the table tells apart. */
export interface Column {
  /** Three parts. */
  readonly from: string;
  readonly to: string;
}

/** A run of one row, over so many columns. */
export interface Cell {
  readonly run: MatrixRun;
  readonly span: number;
}

/** The columns of rows whose runs cover the same releases. */
export function columnsOf(rows: readonly MatrixRow[]): readonly Column[] {
  const starts = new Set(rows.flatMap(({ runs }) => runs.map(({ from }) => from)));
  const ends = new Set(rows.flatMap(({ runs }) => runs.map(({ to }) => to)));
  const froms = [...starts].sort(compareSdk);
  const tos = [...ends].sort(compareSdk);
  // A run of any row that ends somewhere has a follower that begins there, but for the last: as many ends as beginnings.
  return froms.map((from, at) => ({ from, to: tos[at] ?? from }));
}

/** The runs of one row with the columns that each covers. */
export function cellsOf({ runs }: MatrixRow, columns: readonly Column[]): readonly Cell[] {
  return runs.map((run) => ({
    run,
    span: columns.filter(({ from }) => compareSdk(run.from, from) <= 0 && compareSdk(from, run.to) <= 0).length,
  }));
}

/** Whether a release lies within. */
export function holds({ from, to }: Column, sdk: string): boolean {
  return compareSdk(from, sdk) <= 0 && compareSdk(sdk, to) <= 0;
}

/** "2.26 to 2.28.1": releases as people write them, without a patch of 0. */
export function columnLabel({ from, to }: Column): string {
  return from === to ? short(from) : `${short(from)} – ${short(to)}`;
}

function short(sdk: string): string {
  return sdk.replace(/\.0$/, '');
}
