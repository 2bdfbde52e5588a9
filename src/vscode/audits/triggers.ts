import * as vscode from 'vscode';
import { loadCore } from '../core';
import type { Auditor } from './auditor';
import { isRelevant } from './relevant';
import { type AuditRoot, knownRoots, pathBelow, rootKey, workspaceRoots } from './root';
import { auditsOnChange, SECTION } from './settings';
import type { AuditStore } from './store';

/** Editors and exporters write in several steps, and a window that opens has other things to do: an audit waits until so long nothing happened. */
const QUIET_MS = 400;

/** Audits by itself: when a folder comes, when a file that matters changes or is saved, when settings change. */
export function startTriggers(auditor: Auditor, store: AuditStore): vscode.Disposable {
  const waiting = new Map<string, NodeJS.Timeout>();

  function schedule(root: AuditRoot): void {
    clearTimeout(waiting.get(rootKey(root)));
    waiting.set(
      rootKey(root),
      setTimeout(() => {
        waiting.delete(rootKey(root));
        void auditor.auditChanged(root);
      }, QUIET_MS),
    );
  }

  async function fileChanged(uri: vscode.Uri, kind: 'content' | 'came or went'): Promise<void> {
    const [roots = [], left = []] = [true, false].map((audited) =>
      knownRoots(store.all()).filter((root) => auditsOnChange(root) === audited),
    );
    // Nobody asks for an audit there yet; the next one looks at everything.
    for (const root of left) auditor.note(root, null);
    if (roots.length === 0) return;
    const { FORMATS } = await loadCore();
    for (const root of roots) {
      const path = pathBelow(root, uri);
      if (path === null || !isRelevant(path, store.get(root).report, FORMATS)) continue;
      auditor.note(root, kind === 'content' ? path : null);
      schedule(root);
    }
  }

  function foldersChanged({ added, removed }: vscode.WorkspaceFoldersChangeEvent): void {
    for (const root of removed) {
      clearTimeout(waiting.get(rootKey(root)));
      auditor.forget(root);
      store.drop(root);
    }
    for (const root of added) if (auditsOnChange(root)) schedule(root);
  }

  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  for (const root of workspaceRoots()) if (auditsOnChange(root)) schedule(root);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => fileChanged(uri, 'came or went')),
    watcher.onDidChange((uri) => fileChanged(uri, 'content')),
    watcher.onDidDelete((uri) => fileChanged(uri, 'came or went')),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => fileChanged(uri, 'content')),
    vscode.workspace.onDidChangeWorkspaceFolders(foldersChanged),
    vscode.workspace.onDidChangeConfiguration((event) => {
      for (const root of knownRoots(store.all())) {
        const concerns =
          event.affectsConfiguration(SECTION, root.uri) || event.affectsConfiguration('files.exclude', root.uri);
        if (concerns && auditsOnChange(root)) schedule(root);
      }
    }),
    new vscode.Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}
