import type * as vscode from 'vscode';
import type { Report } from '../../model/report';
import { visible, visibleName } from '../../report/escape';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';
import type { Failure } from './state';

/** Writes down what an audit read, what it could not read, and how long it took. */
export function logReport(log: vscode.LogOutputChannel, root: string, report: Report, milliseconds: number): void {
  const { settings, coverage, artifacts, findings } = report;
  const targets = settings.targets.map((target) => TARGET_LABELS[target]).join(', ');
  log.info(
    t(
      '{0}: {1} files read and {2} findings in {3} ms',
      root,
      coverage.files,
      findings.length,
      Math.round(milliseconds),
    ),
  );
  log.info(t('{0}: judged for {1}, Neuron SDK {2}, {3}', root, targets, settings.sdk, settings.workload));
  for (const artifact of artifacts) {
    if (artifact.status === 'analyzed') log.debug(`${visibleName(artifact.path)}: ${artifact.kind}`);
    else log.warn(`${visibleName(artifact.path)}: ${visible(artifact.reason ?? artifact.status)}`);
  }
  for (const note of [...coverage.notes, ...(coverage.cutShort ?? [])]) log.info(visible(note));
}

/** Writes down why an audit could not run; with the stack where it is a fault of this extension. */
export function logFailure(log: vscode.LogOutputChannel, root: string, failure: Failure, error: unknown): void {
  log.error(`${root}: ${failure.message}`);
  if (failure.problems.length === 0 && error instanceof Error && error.stack) log.error(error.stack);
}
