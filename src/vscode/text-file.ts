import * as vscode from 'vscode';
import { baseName } from '../text/path';
import { t } from './l10n';
import { changedBytes } from './text-bytes';

/** The file cannot be written: a read-only folder or file system. */
export class ReadOnly extends Error {}

/**
 * Replaces the text of a file. Where somebody is typing in it, the edit goes into their editor and is saved with what they typed;
 * any other editor follows the file. `change` gets the present text, null where there is no file, and may throw.
 * Rejects with {@link ReadOnly} where nothing can be written, and where the file is no UTF-8 text.
 */
export async function editTextFile(uri: vscode.Uri, change: (text: string | null) => string): Promise<void> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty) return editDocument(open, change(open.getText()));
  const bytes = changedBytes(await readIfPresent(uri), basename(uri), change);
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    throw isReadOnly(error) ? new ReadOnly() : error;
  }
}

async function editDocument(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new ReadOnly();
  if (!(await document.save())) {
    throw new Error(t('{0} could not be saved. Save it in its editor, then try again.', basename(document.uri)));
  }
}

function basename({ path }: vscode.Uri): string {
  return baseName(path);
}

/** False where nothing is there, or where it cannot be looked at. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function readIfPresent(uri: vscode.Uri): Promise<Uint8Array | null> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

/** A read-only disk or mount comes as an unknown error whose text names the system's code. */
function isReadOnly(error: unknown): boolean {
  if (error instanceof vscode.FileSystemError && error.code === 'NoPermissions') return true;
  return error instanceof Error && /EROFS|EACCES|EPERM|read-?only/i.test(error.message);
}
