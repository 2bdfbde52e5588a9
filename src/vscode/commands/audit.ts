import * as vscode from 'vscode';
import type { RelativePath } from '../../model/host';
import type { Report } from '../../model/report';
import { visibleName } from '../../report/escape';
import { TARGET_LABELS } from '../../report/words';
import { type AuditRoot, fileUri, pathBelow, rootKey, rootOf, workspaceRoots } from '../audits/root';
import { t } from '../l10n';
import { noticeText } from '../notices';
import { joined, verdictWord } from '../views/node';
import { notifyProgress } from '../views/progress';
import type { CommandContext } from './registry';

const FOCUS_FINDINGS = 'neuronMigration.findings.focus';

/** Audits every folder of the workspace and shows the findings; says why where an audit could not run. */
export async function auditWorkspace(context: CommandContext): Promise<void> {
  const roots = workspaceRoots();
  if (roots.length === 0) {
    void vscode.window.showInformationMessage(t('Open a folder first: an audit looks at the files of a folder.'));
    return;
  }
  await runAudits(context, roots);
  if (!context.findings.tree.view.visible) await vscode.commands.executeCommand(FOCUS_FINDINGS);
}

/** Audits files with their folder, even where an ignore rule leaves them out, and selects the first in the findings. */
export async function auditFile(context: CommandContext, given: unknown, selection: unknown): Promise<void> {
  const selected = Array.isArray(selection) ? selection : [given];
  const files = selected.filter((file) => file instanceof vscode.Uri);
  const [first = activeFile(), ...others] = files;
  if (first === undefined) {
    void vscode.window.showInformationMessage(t('Select a file of the workspace first.'));
    return;
  }
  const roots = new Map<string, AuditRoot>();
  for (const file of [first, ...others]) {
    const root = rootOf(file);
    const path = pathBelow(root, file);
    if (path !== null) context.auditor.include(root, path);
    roots.set(rootKey(root), root);
  }
  const [report] = await runAudits(context, [...roots.values()]);
  if (report) await showFile(context, rootOf(first), report, pathBelow(rootOf(first), first) ?? '');
}

/** Selects a file's first row in the findings, or says why there is none. */
async function showFile(context: CommandContext, root: AuditRoot, report: Report, path: RelativePath): Promise<void> {
  const artifact = report.artifacts.find((candidate) => candidate.path === path);
  if (artifact === undefined) {
    void vscode.window.showInformationMessage(
      noticeText(t('{0} says nothing that an audit knows how to judge.', visibleName(path))),
    );
    return;
  }
  await vscode.commands.executeCommand(FOCUS_FINDINGS);
  const key = rootKey(root);
  const found = await context.findings.reveal(
    ({ about, place }) =>
      (about?.root === key && about.findings.some((finding) => finding.artifact === path)) ||
      (place?.root === key && place.location.path === path),
  );
  if (found) return;
  const verdicts = report.settings.targets.map((target) =>
    t('{0}: {1}', TARGET_LABELS[target], verdictWord(artifact.verdicts[target] ?? 'unknown')),
  );
  void vscode.window.showInformationMessage(noticeText(joined([visibleName(path), ...verdicts])));
}

/** Cancels every audit that runs. */
export function cancelAudits({ store, auditor }: CommandContext): void {
  for (const { root, state } of store.all()) if (state.status === 'running') auditor.cancel(root);
}

async function runAudits(context: CommandContext, roots: readonly AuditRoot[]): Promise<(Report | null)[]> {
  const { auditor, store } = context;
  const work = Promise.all(roots.map((root) => auditor.audit(root)));
  const reports = await notifyProgress(work, store, () => cancelAudits(context));
  for (const root of roots) void tellFailure(context, root);
  return reports;
}

/** An error message that leads to the mistake. */
async function tellFailure({ store, log }: CommandContext, root: AuditRoot): Promise<void> {
  const state = store.get(root);
  if (state.status !== 'failed') return;
  const placed = state.failure.problems.find(({ path }) => path !== '');
  const show = placed === undefined ? t('Show Output') : t('Show Mistake');
  const choice = await vscode.window.showErrorMessage(noticeText(state.failure.message), show);
  if (choice === undefined) return;
  if (placed === undefined) return log.show();
  const start = placed.range?.start ?? { line: 1, column: 1 };
  const position = new vscode.Position(start.line - 1, start.column - 1);
  await vscode.window.showTextDocument(fileUri(root, placed.path), { selection: new vscode.Range(position, position) });
}

/** The file of the active editor, of whatever kind. */
export function activeFile(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}
