import * as vscode from 'vscode';
import type { RelativePath } from '../../model/host';
import { baseName } from '../../text/path';
import { relativePath } from './relative';

/** A folder that is audited as a whole: a workspace folder, or the folder of a single file that lies outside all of them. */
export interface AuditRoot {
  readonly uri: vscode.Uri;
  readonly name: string;
}

/** Identity of a root. */
export function rootKey(root: AuditRoot): string {
  return root.uri.toString();
}

export function workspaceRoots(): readonly AuditRoot[] {
  return vscode.workspace.workspaceFolders ?? [];
}

export function isWorkspaceRoot(root: AuditRoot): boolean {
  return workspaceRoots().some((folder) => rootKey(folder) === rootKey(root));
}

/** Workspace folders, then the folders of single files that were audited. */
export function knownRoots(states: readonly { readonly root: AuditRoot }[]): readonly AuditRoot[] {
  const roots = [...workspaceRoots(), ...states.map(({ root }) => root)];
  return [...new Map(roots.map((root) => [rootKey(root), root])).values()];
}

/** The workspace folder that holds the file, else the file's own folder. */
export function rootOf(file: vscode.Uri): AuditRoot {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder !== undefined) return folder;
  const uri = vscode.Uri.joinPath(file, '..');
  return { uri, name: baseName(uri.path) };
}

export function fileUri(root: AuditRoot, path: RelativePath): vscode.Uri {
  return path === '' ? root.uri : vscode.Uri.joinPath(root.uri, path);
}

/** Where a file lies below the root; null where it does not. */
export function pathBelow(root: AuditRoot, file: vscode.Uri): RelativePath | null {
  if (file.scheme !== root.uri.scheme || file.authority !== root.uri.authority) return null;
  return relativePath(root.uri.path, file.path);
}
