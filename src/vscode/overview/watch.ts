import * as vscode from 'vscode';
import { PLANNER_FILE } from '../../planner/names';
import { type AuditRoot, fileUri } from '../audits/root';

/** Several changes that come together are one. */
const SETTLE_MS = 200;

/** Calls back when the model or the planner file of its root has changed. */
export function watchFiles(root: AuditRoot, file: vscode.Uri, changed: () => void): vscode.Disposable {
  const watched = new Set([file.toString(), fileUri(root, PLANNER_FILE).toString()]);
  let timer: NodeJS.Timeout | undefined;
  const notice = (uri: vscode.Uri): void => {
    if (!watched.has(uri.toString())) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  // A name may hold characters that a glob reads otherwise: the folder is watched, and the name compared.
  const watchers = [
    vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), '*.onnx')),
    vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root.uri, PLANNER_FILE)),
  ];
  const listeners = watchers.flatMap((watcher) => [
    watcher,
    watcher.onDidChange(notice),
    watcher.onDidCreate(notice),
    watcher.onDidDelete(notice),
  ]);
  return vscode.Disposable.from(...listeners, { dispose: () => clearTimeout(timer) });
}
