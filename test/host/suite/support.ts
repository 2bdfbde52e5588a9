/** What the suites share: the extension's API, the open folder, waiting for what an audit brings. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Report } from '../../../src/model/report';
import type { ExtensionApi } from '../../../src/vscode/api';
import type { TreeNode } from '../../../src/vscode/views/node';
import { until } from '../until';

export const EXTENSION = 'neuron-migration-planner.neuron-migration-planner';

/** The extension's API, activated as VS Code does it. */
export async function api(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** The folder that is open: a copy of the sample. */
export function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'no folder is open');
  return first.uri;
}

export function inFolder(file: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), file);
}

export function readText(file: string): Promise<string> {
  return readFile(path.join(folder().fsPath, file), 'utf8');
}

/** Writes a file as another program would, past the editor. */
export function writeText(file: string, text: string): Promise<void> {
  return writeFile(path.join(folder().fsPath, file), text);
}

/** The last good report, once it is as wanted. */
export async function reportWhere(what: string, wanted: (report: Report) => boolean): Promise<Report> {
  const { state } = await api();
  return until(`a report ${what}`, () => {
    const now = state(folder());
    return now.status === 'done' && wanted(now.report) ? now.report : undefined;
  });
}

/** The entries of the Problems panel that are ours. */
export function problems(file: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(inFolder(file)).filter(({ source }) => source === 'neuron');
}

export function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  return typeof code === 'object' ? String(code.value) : undefined;
}

/** All rows of a tree, in the order in which they stand when everything is unfolded. */
export function unfolded(rows: readonly TreeNode[]): TreeNode[] {
  return rows.flatMap((row) => [row, ...unfolded(row.children)]);
}

export async function run<T>(command: string, ...args: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(`neuronMigration.${command}`, ...args);
}
