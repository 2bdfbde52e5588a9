import { parseArgs } from 'node:util';
import { TARGETS, type Target, WORKLOADS, type Workload } from '../model/target';
import { today } from '../node/today';
import { UsageError } from './usage';

const OPTIONS = {
  target: { type: 'string', multiple: true },
  sdk: { type: 'string' },
  workload: { type: 'string' },
  pin: { type: 'string', multiple: true },
  config: { type: 'string' },
  root: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  observed: { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  matrix: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  lengths: { type: 'string', multiple: true },
  batch: { type: 'string', multiple: true },
  'max-buckets': { type: 'string' },
  revision: { type: 'string' },
  owner: { type: 'string' },
  state: { type: 'string' },
  note: { type: 'string' },
  evidence: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
  expires: { type: 'string' },
  path: { type: 'string' },
  effort: { type: 'string' },
  spent: { type: 'string' },
  instance: { type: 'string' },
  'tensor-parallel': { type: 'string' },
  'data-parallel': { type: 'string' },
  sequence: { type: 'string' },
  dtype: { type: 'string' },
  kind: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  'no-progress': { type: 'boolean' },
  quiet: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What people say of a step. */
export const PLAN_OPTIONS = ['state', 'owner', 'note', 'evidence', 'effort', 'spent'] as const;

export type OptionName = keyof typeof OPTIONS;
export type RawOptions = ReturnType<typeof parseCommandLine>['values'];

/** Splits a command line. Throws a {@link UsageError} on an option that does not exist or lacks its value. */
export function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? error.message) : String(error));
  }
}

/** Throws where an option was given that the command does not take. */
export function allowOnly(values: RawOptions, command: string, allowed: readonly OptionName[]): void {
  for (const name of Object.keys(values)) {
    if (!(allowed as readonly string[]).includes(name)) throw new UsageError(`${command} takes no option --${name}`);
  }
}

export function targetsOption(values: readonly string[] | undefined): readonly Target[] | undefined {
  if (values === undefined) return undefined;
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
  const targets = names.filter((name) => name !== '').map((name) => oneOf(name, TARGETS, '--target'));
  if (targets.length === 0) throw new UsageError('--target names no target');
  return TARGETS.filter((target) => targets.includes(target));
}

export function workloadOption(value: string | undefined): Workload | undefined {
  return value === undefined ? undefined : oneOf(value, WORKLOADS, '--workload');
}

/** NAME=N, split at the last "=". N is a positive integer. Of the same name the last one counts. */
export function pinsOption(values: readonly string[] | undefined): Readonly<Record<string, number>> {
  const pins: [string, number][] = (values ?? []).map((value) => {
    const at = value.lastIndexOf('=');
    const name = value.slice(0, Math.max(at, 0));
    const size = value.slice(at + 1);
    if (at <= 0 || !/^[0-9]{1,15}$/.test(size) || Number(size) === 0) {
      throw new UsageError(`--pin wants NAME=N with a whole number of at least 1, not "${value}"`);
    }
    return [name, Number(size)];
  });
  return Object.fromEntries(pins);
}

/** The day as given, or today in local time. */
export function asOfOption(value: string | undefined): string {
  if (value === undefined) return today();
  const date = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new UsageError(`--as-of wants a day as YYYY-MM-DD, not "${value}"`);
  }
  return value;
}

/** A whole number of at least 1. */
export function countOption(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,15}$/.test(value) || Number(value) === 0)
    throw new UsageError(`${option} wants a whole number of at least 1, not "${value}"`);
  return Number(value);
}

export function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} wants ${listed(allowed)}, not "${value}"`);
  return found;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
