import * as vscode from 'vscode';
import { type AuditRoot, knownRoots, rootKey, rootOf } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { t } from '../l10n';

/**
 * The root that a command means: the one of the given file or folder, else the only one there is, else the one that the user picks.
 * Undefined where the user picks none; where there is no folder, says so.
 */
export async function chooseRoot(store: AuditStore, given: unknown): Promise<AuditRoot | undefined> {
  const roots = knownRoots(store.all());
  if (given instanceof vscode.Uri) {
    return roots.find((root) => rootKey(root) === given.toString()) ?? rootOf(given);
  }
  if (roots.length === 0) {
    void vscode.window.showInformationMessage(t('Open a folder first: an audit looks at the files of a folder.'));
    return undefined;
  }
  if (roots.length === 1) return roots[0];
  const picked = await vscode.window.showQuickPick(
    roots.map((root) => ({ label: root.name, description: root.uri.path, root })),
    { title: t('Choose a folder') },
  );
  return picked?.root;
}
