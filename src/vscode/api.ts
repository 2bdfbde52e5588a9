import * as vscode from 'vscode';
import type { Report } from '../model/report';
import type { Judgement } from '../overview/types';
import { rootOf } from './audits/root';
import type { AuditState } from './audits/state';
import type { AuditStore } from './audits/store';
import type { Overviews } from './overview/provider';
import type { FindingsView } from './views/findings-view';
import type { TreeNode } from './views/node';
import { reportsOf } from './views/reports';
import { statusText } from './views/status-text';

/** What the extension gives to other extensions, and to its own tests. */
export interface ExtensionApi {
  /** Fires with a folder whenever an audit of it has ended, well or not. */
  readonly onDidAudit: vscode.Event<vscode.Uri>;
  /** How the audit of the folder that holds this file stands. */
  state(file: vscode.Uri): AuditState;
  /** The last good report of that folder. */
  report(file: vscode.Uri): Report | null;
  /** The rows of the findings view. */
  findings(): readonly TreeNode[];
  /** What the status bar says; null where it is hidden. */
  verdict(): string | null;
  /** What an open overview editor of the file says under the saved pins. */
  overview(file: vscode.Uri): Judgement | null;
}

/** What the API itself has to let go is added to `subscriptions`. */
export function createApi(
  store: AuditStore,
  findings: FindingsView,
  overviews: Overviews,
  subscriptions: vscode.Disposable[],
): ExtensionApi {
  const audited = new vscode.EventEmitter<vscode.Uri>();
  const listener = store.onDidChange((root) => {
    const { status } = store.get(root);
    if (status === 'done' || status === 'failed') audited.fire(root.uri);
  });
  subscriptions.push(listener, audited);
  return {
    onDidAudit: audited.event,
    state: (file) => store.get(rootOf(file)),
    report: (file) => store.get(rootOf(file)).report,
    findings: () => findings.tree.rows(),
    verdict: () => statusText(reportsOf(store)),
    overview: (file) => overviews.judged(file),
  };
}
