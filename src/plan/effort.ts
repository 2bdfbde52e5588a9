/**
 * How long steps take, in working days of one engineer. No document says it: the figures are this tool's own (docs/plan.md lists them), and the
 * plan file can put a range of the team in the place of any. A fix is made once and then carried into files and places, which goes ever faster:
 * the upper end grows with the logarithm of their number, never with the number itself.
 */
import type { FixKind } from '../model/cause';
import type { Severity } from '../model/finding';
import type { Effort } from '../model/plan';

type Range = readonly [minDays: number, maxDays: number];

interface Estimate {
  /** Of one fix in one file at one place. */
  readonly days: Range;
  readonly driver: string;
}

const BY_FIX: Readonly<Record<FixKind, Estimate>> = {
  config: { days: [0.5, 1], driver: 'a change of text files' },
  pin: { days: [0.5, 1], driver: 'sizes to choose' },
  settings: { days: [0.5, 1], driver: 'a decision on what is planned' },
  export: { days: [1, 3], driver: 'a change of the model or its export' },
  trial: { days: [1, 2], driver: 'a trial on the target, whose outcome no document tells' },
  elsewhere: { days: [1, 5], driver: 'another target, route or release to decide on' },
};

/** A note asks to be read and thought about; so does what is waived. */
const TO_READ: Estimate = { days: [0, 0.5], driver: 'to be read and decided' };

/** Where a rule asks for more than its kind of fix tells. */
const BY_RULE: Readonly<Record<string, Estimate>> = {
  'onnx/not-compiled-directly': { days: [2, 5], driver: 'the model to be rebuilt in PyTorch and compared' },
};

/** Of a root cause. `kind` null: every finding of it is waived. */
export function fixEffort(cause: {
  readonly rule: string;
  readonly kind: FixKind | null;
  readonly severity: Severity;
  readonly files: number;
  readonly places: number;
}): Effort {
  const { rule, kind, severity, files, places } = cause;
  const byKind = kind === null || severity === 'info' ? TO_READ : BY_FIX[kind];
  const { days, driver } = kind === null ? byKind : (BY_RULE[rule] ?? byKind);
  return estimate(days, [driver, ...more(files, 'files'), ...(places > files ? more(places, 'places') : [])], {
    alike: files,
    each: places / Math.max(files, 1),
  });
}

/**
 * A range whose upper end grows with what has to be done again. `alike`: files or models, where twice as many take a quarter of the work of the
 * first more. `each`: places in each of them, where ten times as many take a fifth more.
 */
export function estimate(
  [minDays, maxDays]: Range,
  drivers: readonly string[],
  { alike = 1, each = 1 }: { readonly alike?: number; readonly each?: number } = {},
): Effort {
  const growth = 1 + Math.log2(Math.max(alike, 1)) / 4 + Math.log10(Math.max(each, 1)) / 5;
  return { minDays, maxDays: Math.round(maxDays * growth * 2) / 2, drivers, by: 'tool' };
}

/** Of a step that is done once for each model that differs from the others. */
export function perModel(range: Range, models: number, ...drivers: readonly string[]): Effort {
  return estimate(range, [...drivers, ...more(models, 'different models')], { alike: models });
}

function more(n: number, what: string): string[] {
  return n > 1 ? [`${n} ${what}`] : [];
}
