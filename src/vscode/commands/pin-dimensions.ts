import * as vscode from 'vscode';
import type { Report } from '../../model/report';
import { PLANNER_FILE } from '../../planner/names';
import { type AuditRoot, fileUri, knownRoots, rootKey } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { editTextFile, ReadOnly } from '../text-file';
import { chooseRoot } from './choose-root';
import { givenSizes, type PinQuestion, pinQuestions, questionTitle, typedSize } from './pin-questions';
import type { CommandContext } from './registry';

/** What is to be pinned. */
export interface PinRequest {
  /** Key of the root; absent: the only one there is, or the one that the user picks. */
  readonly root?: string;
  /** Fingerprints of the findings whose dimensions are asked for; absent: of all that stand. */
  readonly findings?: readonly string[];
  /** Sizes by pin: written without a question. */
  readonly sizes?: Readonly<Record<string, unknown>>;
}

/** Asks for the size of each open dimension, writes all into the planner file and audits again. Esc at any question changes nothing. */
export async function pinDimensions({ store, auditor }: CommandContext, given: unknown): Promise<void> {
  const request = requestOf(given);
  const root =
    knownRoots(store.all()).find((known) => rootKey(known) === request.root) ?? (await chooseRoot(store, undefined));
  if (root === undefined) return;
  const sizes =
    request.sizes === undefined
      ? await askedSizes(store.get(root).report, request.findings)
      : givenSizes(request.sizes);
  if (sizes === null) return;
  await writeSizes(root, sizes);
  await auditor.audit(root);
}

/** A request as such, or a row of the findings tree, or nothing. */
function requestOf(given: unknown): PinRequest {
  if (typeof given !== 'object' || given === null) return {};
  if (!('about' in given)) return given;
  const { about } = given as { about?: { root: string; findings: readonly { fingerprint: string }[] } };
  return about === undefined
    ? {}
    : { root: about.root, findings: about.findings.map(({ fingerprint }) => fingerprint) };
}

/** Null where there is nothing to ask, which is said, or where the user gave up. */
async function askedSizes(
  report: Report | null,
  fingerprints: PinRequest['findings'],
): Promise<Readonly<Record<string, number>> | null> {
  const findings = (report?.findings ?? []).filter(({ fingerprint, waived }) =>
    fingerprints === undefined ? waived === null : fingerprints.includes(fingerprint),
  );
  const questions = report === null ? [] : pinQuestions(report, findings);
  if (questions.length === 0) {
    void vscode.window.showInformationMessage(t('The last audit left no dimension open that a pin would fix.'));
    return null;
  }
  const sizes: [string, number][] = [];
  for (const [index, question] of questions.entries()) {
    const size = await ask(question, index, questions.length);
    if (size === null) return null;
    sizes.push([question.pin, size]);
  }
  return Object.fromEntries(sizes);
}

async function ask(question: PinQuestion, index: number, count: number): Promise<number | null> {
  const text = await vscode.window.showInputBox({
    title: questionTitle(question, index, count),
    prompt: t('The size to compile for; it is written under pins in {0}.', PLANNER_FILE),
    placeHolder: '1',
    ignoreFocusOut: true,
    validateInput: (typed) => (typedSize(typed) === null ? t('Type a whole number of at least 1.') : null),
  });
  return text === undefined ? null : typedSize(text);
}

async function writeSizes(root: AuditRoot, sizes: Readonly<Record<string, number>>): Promise<void> {
  const { writePins } = await loadCore();
  try {
    await editTextFile(fileUri(root, PLANNER_FILE), (text) => writePins(text ?? '', sizes));
  } catch (error) {
    throw error instanceof ReadOnly
      ? new Error(
          t('This folder cannot be written, so nothing was pinned; neuronMigration.pins in the settings pins too.'),
        )
      : error;
  }
}
