import type { Severity } from '../model/finding';
import { oneOf } from './options';

const FAIL_LEVELS = ['blocker', 'warning', 'never'] as const;

const COUNTING: Readonly<Record<(typeof FAIL_LEVELS)[number], readonly Severity[]>> = {
  blocker: ['blocker'],
  warning: ['blocker', 'warning'],
  never: [],
};

/** The severities that make the exit code 1, as `--fail-on` wants it. */
export function failOnOption(value: string | undefined): readonly Severity[] {
  return COUNTING[oneOf(value ?? 'blocker', FAIL_LEVELS, '--fail-on')];
}
