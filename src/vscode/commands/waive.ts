import * as vscode from 'vscode';
import type { Waiver } from '../../model/settings';
import { PLANNER_FILE } from '../../planner/names';
import { isDay } from '../../text/date';
import { fileUri, knownRoots, rootKey } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { editTextFile, ReadOnly } from '../text-file';
import type { CommandContext } from './registry';

/** So long a waiver holds unless the user says otherwise. */
const DAYS = 90;

type Answers = Pick<Waiver, 'reason' | 'by' | 'expires'>;

/** More files than this are a matter for a pattern, written by hand. */
const FILES = 50;

interface WaiveRequest {
  readonly root: string;
  readonly rule: string;
  readonly paths: readonly string[];
  /** Answers that are given already, in the order of the questions. */
  readonly answers?: Answers;
}

/**
 * Asks for reason, name and last day, writes a waiver for each file into the planner file and audits again. Esc at any question changes
 * nothing.
 */
export async function waive({ store, auditor }: CommandContext, given: unknown): Promise<void> {
  const request = given as Partial<WaiveRequest> | undefined;
  const root = knownRoots(store.all()).find((known) => rootKey(known) === request?.root);
  const { rule, paths } = request ?? {};
  if (root === undefined || typeof rule !== 'string' || !isPaths(paths)) return;
  if (paths.length > FILES) {
    throw new Error(
      t(
        '{0} files are too many for a waiver each; write one with a pattern as path into {1}.',
        paths.length,
        PLANNER_FILE,
      ),
    );
  }
  const answers = request?.answers ?? (await ask(rule, paths.length));
  if (answers === null) return;
  const { writeWaiver } = await loadCore();
  try {
    await editTextFile(fileUri(root, PLANNER_FILE), (text) =>
      paths.reduce((written, path) => writeWaiver(written, { rule, path, ...answers }), text ?? 'version: 1\n'),
    );
  } catch (error) {
    throw error instanceof ReadOnly ? new Error(t('This folder cannot be written, so nothing was waived.')) : error;
  }
  await auditor.audit(root);
}

function isPaths(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((path) => typeof path === 'string');
}

async function ask(rule: string, files: number): Promise<Answers | null> {
  const title = files === 1 ? t('Waive {0}', rule) : t('Waive {0} in {1} files', rule, files);
  const needed = (typed: string) => (typed.trim() === '' ? t('This is needed.') : null);
  const reason = await vscode.window.showInputBox({
    title,
    prompt: t('Why can the finding be lived with?'),
    ignoreFocusOut: true,
    validateInput: needed,
  });
  if (reason === undefined) return null;
  const by = await vscode.window.showInputBox({
    title,
    prompt: t('Who decides it: a team or a person'),
    ignoreFocusOut: true,
    validateInput: needed,
  });
  if (by === undefined) return null;
  const expires = await vscode.window.showInputBox({
    title,
    prompt: t('The last day on which the waiver holds, as YYYY-MM-DD'),
    value: dayAfter(DAYS),
    ignoreFocusOut: true,
    validateInput: (typed) => (isDay(typed) ? null : t('Write a day as YYYY-MM-DD.')),
  });
  return expires === undefined ? null : { reason: reason.trim(), by: by.trim(), expires };
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
