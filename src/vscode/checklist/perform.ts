import * as vscode from 'vscode';
import type { Location } from '../../model/finding';
import type { FromWebview } from '../../protocol';
import { httpsUrl } from '../../report/escape';
import type { Auditor } from '../audits/auditor';
import { type AuditRoot, rootKey } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { OPEN_RULE, PIN_DIMENSIONS, WAIVE } from '../command-uris';
import type { StepWriter } from './set-step';
import { keepTrial, type Trials } from './trials';

/** What the requests of the page need. */
export interface PerformContext {
  readonly store: AuditStore;
  readonly auditor: Auditor;
  readonly steps: StepWriter;
  openPlace(root: AuditRoot, location: Location): Promise<void>;
}

/** Does what the page asks for. Rejects where that did not work. */
export async function perform(
  message: Exclude<FromWebview, { type: 'ready' }>,
  root: AuditRoot,
  { auditor, store, steps, openPlace }: PerformContext,
  trials: Trials,
): Promise<void> {
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  switch (message.type) {
    case 'audit':
      await auditor.audit(root);
      return;
    case 'cancel':
      return auditor.cancel(root);
    case 'setStep':
      await steps.set(root, message.record, store.get(root).report);
      await auditor.audit(root);
      return;
    case 'open':
      return openPlace(root, message.location);
    case 'openUrl': {
      const url = httpsUrl(message.url);
      if (url !== null) await vscode.env.openExternal(vscode.Uri.parse(url, true));
      return;
    }
    case 'openRule':
      await run(OPEN_RULE, message.rule);
      return;
    case 'pin':
      await run(PIN_DIMENSIONS, { root: rootKey(root), findings: message.findings });
      return;
    case 'waive':
      await run(WAIVE, { root: rootKey(root), rule: message.rule, paths: message.paths });
      return;
    case 'chooseTargets':
      await run('neuronMigration.chooseTargets', root.uri);
      return;
    case 'try':
      return trials.ask(message.trial);
    case 'keepTrial':
      await keepTrial(root, message.trial);
      await auditor.audit(root);
      return;
    case 'exportReport':
      await run('neuronMigration.exportReport', root.uri);
      return;
    case 'fullMatrix':
      await auditor.auditFully(root);
      return;
    case 'compareReleases':
      await run('neuronMigration.compareReleases', root.uri);
      return;
    default:
      return message satisfies never;
  }
}
