import * as vscode from 'vscode';
import { TARGETS, type Target } from '../../model/target';
import { PLANNER_FILE } from '../../planner/names';
import { TARGET_LABELS } from '../../report/words';
import { type AuditRoot, fileUri, rootKey, workspaceRoots } from '../audits/root';
import { readDefaults, SECTION } from '../audits/settings';
import { loadCore } from '../core';
import { t } from '../l10n';
import { editTextFile, exists } from '../text-file';
import { joined } from '../views/node';
import { standings, verdictPhrase } from '../views/status-text';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

interface TargetItem extends vscode.QuickPickItem {
  readonly target: Target;
}

/** Lets the user pick targets, each with its verdict. The planner file keeps the choice; where there is none, the settings. */
export async function chooseTargets(context: CommandContext, given: unknown): Promise<void> {
  const root = await chooseRoot(context.store, given);
  if (root === undefined) return;
  const inFile = await exists(fileUri(root, PLANNER_FILE));
  const source = new vscode.CancellationTokenSource();
  const chosen = await Promise.resolve(
    vscode.window.showQuickPick(targetItems(context, root, source.token), {
      canPickMany: true,
      title: inFile
        ? t('Targets of {0}, kept in {1}', root.name, PLANNER_FILE)
        : t('Targets of {0}, kept in the settings', root.name),
      placeHolder: t('Choose at least one target'),
    }),
  ).finally(() => {
    source.cancel();
    source.dispose();
  });
  if (chosen === undefined) return;
  if (chosen.length === 0) {
    void vscode.window.showInformationMessage(t('Choose at least one target; nothing was changed.'));
    return;
  }
  await keepTargets(
    root,
    chosen.map(({ target }) => target),
    inFile,
  );
  await context.auditor.audit(root);
}

/** Writes the choice. Of a planner file only the targets change: its comments and layout stay. */
async function keepTargets(root: AuditRoot, targets: readonly Target[], inFile: boolean): Promise<void> {
  if (inFile) {
    const { writeTargets } = await loadCore();
    return editTextFile(fileUri(root, PLANNER_FILE), (text) => writeTargets(text ?? '', targets));
  }
  const scope =
    workspaceRoots().length > 1 ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration(SECTION, root.uri).update('targets', targets, scope);
}

/** Every target; with its verdict where the root was audited and can be audited still; the readings of that audit make it quick. */
async function targetItems(
  { store, auditor }: CommandContext,
  root: AuditRoot,
  token: vscode.CancellationToken,
): Promise<TargetItem[]> {
  const last = store.get(root).report;
  const selected = last?.settings.targets ?? readDefaults(root).targets ?? [];
  // A choice needs no verdicts: what stops an audit, such as a mistake in the planner file, is told where one runs.
  const report = last === null ? null : await auditor.peek(root, { targets: TARGETS }, token).catch(() => null);
  const verdicts = new Map(
    report === null
      ? []
      : standings([{ root: { key: rootKey(root), name: root.name }, report }]).map((one) => [one.target, one]),
  );
  const { loadKnowledge } = await loadCore();
  const knowledge = loadKnowledge();
  return TARGETS.map((target) => {
    const standing = verdicts.get(target);
    return {
      target,
      label: TARGET_LABELS[target],
      description: joined([knowledge.target(target).chip, standing && verdictPhrase(standing)]),
      picked: selected.includes(target),
    };
  });
}
