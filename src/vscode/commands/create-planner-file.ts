import * as vscode from 'vscode';
import { PLANNER_FILE } from '../../planner/names';
import { fileUri } from '../audits/root';
import { loadCore } from '../core';
import { exists } from '../text-file';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

/** Writes a commented planner file at the root and opens it; one that is there is opened as it stands. */
export async function createPlannerFile({ store }: CommandContext, given: unknown): Promise<void> {
  const root = await chooseRoot(store, given);
  if (root === undefined) return;
  const file = fileUri(root, PLANNER_FILE);
  if (!(await exists(file))) {
    const { plannerTemplate } = await loadCore();
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(plannerTemplate()));
  }
  await vscode.window.showTextDocument(file);
}
