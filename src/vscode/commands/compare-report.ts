import * as vscode from 'vscode';
import { loadCore } from '../core';
import { t } from '../l10n';
import { showFailure } from '../notices';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

/** A larger file is no report. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Asks for a JSON report that was saved and shows, as a Markdown preview, what differs between it and the last audit. Resolves with the document;
 * undefined where the user gave up or was told why not.
 *
 * @param file For a caller that knows it: no question is asked.
 */
export async function compareWithReport(
  { store, documents }: CommandContext,
  given: unknown,
  file?: unknown,
): Promise<vscode.Uri | undefined> {
  const root = await chooseRoot(store, given);
  if (root === undefined) return undefined;
  const { report } = store.get(root);
  if (report === null) {
    void vscode.window.showInformationMessage(t('Audit the workspace first: there is nothing yet to compare with.'));
    return undefined;
  }
  const saved = file instanceof vscode.Uri ? file : await askFor(root.uri);
  if (saved === undefined) return undefined;
  const name = saved.path.slice(saved.path.lastIndexOf('/') + 1);
  const { compareReports, readReport, savedReport, writeComparison } = await loadCore();
  const json = await textOf(saved);
  let text: string;
  try {
    const before = { name, report: readReport(json) };
    text = writeComparison(compareReports(before, { name: root.name, report: savedReport(report) }), 'markdown');
  } catch (error) {
    // Said of the file: "report.json: it is a SARIF file, …".
    showFailure(new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`));
    return undefined;
  }
  const uri = documents.keep(`${root.name}: ${name}.md`, text);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
  return uri;
}

async function textOf(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_BYTES) throw new Error(t('The file is larger than {0} MB, more than a report can be.', 256));
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

async function askFor(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const [picked] =
    (await vscode.window.showOpenDialog({
      title: t('Compare with a saved report'),
      openLabel: t('Compare'),
      filters: { [t('JSON report')]: ['json'] },
      defaultUri: folder,
    })) ?? [];
  return picked;
}
