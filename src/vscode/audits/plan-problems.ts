import * as vscode from 'vscode';
import type { Problem } from '../../model/problem';
import { PLAN_FILE } from '../../planner/names';
import { loadCore } from '../core';
import { type AuditRoot, fileUri } from './root';

const MAX_BYTES = 1024 * 1024;

/** The mistakes in a root's plan file, placed; the audit itself only tells them as sentences. None where there is no such file. */
export async function readPlanProblems(root: AuditRoot): Promise<readonly Problem[]> {
  const file = fileUri(root, PLAN_FILE);
  try {
    if ((await vscode.workspace.fs.stat(file)).size > MAX_BYTES) return [];
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const { readPlanFile } = await loadCore();
    return readPlanFile(text, PLAN_FILE).problems;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return [];
    throw error;
  }
}
