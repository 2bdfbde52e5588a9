/**
 * How long steps take, in working days of one engineer. No document says it: the figures are this tool's own (docs/plan.md lists them), and the
 * plan file can put a range of the team in the place of any. A fix is made once and then carried into files and places, which goes ever faster:
 * the upper end grows with the logarithm of their number, never with the number itself.
 */
import type { Cause, FixKind } from '../model/cause';
import type { Effort } from '../model/plan';

type Range = readonly [minDays: number, maxDays: number];

/** Of one fix in one file at one place. */
const BY_FIX: Readonly<Record<FixKind, Range>> = {
  config: [0.5, 1],
  pin: [0.5, 1],
  settings: [0.5, 1],
  export: [1, 3],
  trial: [1, 2],
  elsewhere: [1, 5],
};

/** A note asks to be read and thought about. */
const NOTE: Range = [0, 0.5];

const DRIVERS: Readonly<Record<FixKind, string>> = {
  config: 'a change of text files',
  pin: 'sizes to choose, then compile',
  settings: 'a decision on what is planned',
  export: 'a change of the model or its export',
  trial: 'a trial on the target, whose outcome no document tells',
  elsewhere: 'another target, route or release to decide on',
};

/** What a root cause costs, by its kind of fix. `kind` null: every finding of it is waived. */
export function fixEffort({
  kind,
  severity,
  files,
  places,
}: {
  readonly kind: FixKind | null;
  readonly severity: Cause['severity'];
  readonly files: number;
  readonly places: number;
}): Effort {
  const note = severity === 'info' && kind !== 'export';
  const [minDays, maxDays] = note || kind === null ? NOTE : BY_FIX[kind];
  return {
    minDays,
    maxDays: halves(maxDays * growth(files, places)),
    drivers: [
      note || kind === null ? 'to be read and decided' : DRIVERS[kind],
      ...(files > 1 ? [`${files} files`] : []),
      ...(places > files ? [`${places} places`] : []),
    ],
    by: 'tool',
  };
}

/** Twice the files take a quarter of the work of the first more; ten times the places in each a fifth. */
function growth(files: number, places: number): number {
  return 1 + Math.log2(Math.max(files, 1)) / 4 + Math.log10(Math.max(places / Math.max(files, 1), 1)) / 5;
}

function halves(days: number): number {
  return Math.round(days * 2) / 2;
}
