import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Days } from '../model/plan';
import type { Report } from '../model/report';
import { findStep } from '../plan/find-step';
import { PLAN_FILE } from '../planner/names';
import { editStep, type StepEdit } from '../planner/plan-file';
import { daysOf } from '../text/days';
import { quoted } from '../text/quote';
import { listed } from '../text/words';
import { allowOnly, oneOf, PLAN_OPTIONS, type RawOptions } from './options';
import { rewriteFile } from './rewrite-file';
import { UsageError } from './usage';

/** What people may say of a step; obsolete is what the audit says. */
export const SET_STATES = ['open', 'doing', 'done', 'waived'] as const;

/** `plan set STEP [FOLDER]`. The step must be one of the plan, which `planned` gives. */
export async function setCommand(
  operands: readonly string[],
  options: RawOptions,
  planned: (paths: readonly string[]) => Promise<Report>,
): Promise<number> {
  allowOnly(options, 'plan set', [...PLAN_OPTIONS, 'config', 'no-progress', 'quiet']);
  const [id, folder = '.', ...rest] = operands;
  if (id === undefined) throw new UsageError('plan set wants the id of a step; plan FOLDER lists them');
  if (rest.length > 0) throw new UsageError('plan set wants one step and one folder');
  if (folder === '' || !existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`no such folder: ${folder}`);
  const edit = editOf(options);
  const report = await planned([folder]);
  const step = findStep(report.plan, id);
  if (typeof step === 'string') throw new UsageError(step);
  rewriteFile(path.join(folder, PLAN_FILE), (text) => editStep(text, step.id, { title: step.title, ...edit }));
  if (!options.quiet) {
    const given = PLAN_OPTIONS.filter((name) => options[name] !== undefined);
    process.stdout.write(`Wrote ${listed(given)} of ${quoted(step.id).slice(1, -1)} into ${PLAN_FILE}.\n`);
    if (edit.state === 'done' && step.check?.state === 'open')
      process.stdout.write(`The audit still sees it as open. ${step.check.says}\n`);
  }
  return 0;
}

/** The fields that were given; an empty text takes one out. Throws a {@link UsageError} where one is wrong or none is given. */
function editOf(options: RawOptions): StepEdit {
  const edit: StepEdit = {
    ...(options.state !== undefined && { state: oneOf(options.state, SET_STATES, '--state') }),
    ...(options.owner !== undefined && { owner: options.owner }),
    ...(options.note !== undefined && { note: options.note }),
    ...(options.evidence !== undefined && { evidence: options.evidence }),
    ...(options.effort !== undefined && { effort: effortOption(options.effort) }),
    ...(options.spent !== undefined && { spentDays: spentOption(options.spent) }),
  };
  if (Object.keys(edit).length === 0)
    throw new UsageError(`plan set wants at least one of ${PLAN_OPTIONS.map((name) => `--${name}`).join(', ')}`);
  return edit;
}

function effortOption(value: string): Days | null {
  if (value.trim() === '') return null;
  const days = daysOf(value);
  if (days === null) throw new UsageError(`--effort wants working days as MIN-MAX, such as 1-3, not ${quoted(value)}`);
  return days;
}

function spentOption(value: string): number | null {
  if (value.trim() === '') return null;
  const days = daysOf(value);
  if (days === null || days.minDays !== days.maxDays)
    throw new UsageError(`--spent wants a number of days, such as 2 or 0.5, not ${quoted(value)}`);
  return days.minDays;
}
