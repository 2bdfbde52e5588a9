import * as vscode from 'vscode';
import { ignoreComment } from '../actions/comment';
import { rootOf } from '../audits/root';
import { t } from '../l10n';
import type { CommandContext } from './registry';

/** Asks for the reason unless it is given, writes the comment above the line and saves, so that the next audit sees it. */
export async function ignoreHere(
  { auditor }: CommandContext,
  file: unknown,
  line: unknown,
  rule: unknown,
  given?: unknown,
): Promise<void> {
  if (typeof file !== 'string' || typeof line !== 'number' || typeof rule !== 'string') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file, true));
  const reason = typeof given === 'string' ? given : await askForReason(rule);
  if (reason === undefined) return;
  const lines = document.getText().split(/\r?\n/);
  const comment = ignoreComment(document.uri.path, lines, line, rule, reason);
  if (comment === null)
    throw new Error(t('A comment cannot stand here. Waive the finding in the planner file instead.'));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(comment.line, 0), comment.text);
  if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) {
    throw new Error(t('The comment could not be written; the file may be read-only.'));
  }
  await auditor.audit(rootOf(document.uri));
}

async function askForReason(rule: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: t('Ignore {0}', rule),
    prompt: t('Why is it no problem here? The comment says it to whoever reads the file next.'),
    validateInput: (typed) => (typed.trim() === '' ? t('A reason is needed.') : null),
  });
}
