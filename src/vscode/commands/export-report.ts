import * as vscode from 'vscode';
import type { Report } from '../../model/report';
import type { Format } from '../../report';
import { type AuditRoot, fileUri } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

interface ExportFormat {
  readonly format: Format;
  readonly extension: string;
  readonly label: string;
  readonly detail: string;
}

/** A caller that knows what it wants: no question is asked. */
export interface ExportRequest {
  readonly format: Format;
  readonly file: vscode.Uri;
}

function exportFormats(): readonly ExportFormat[] {
  return [
    {
      format: 'html',
      extension: 'html',
      label: t('HTML'),
      detail: t('One page for those who decide, to read and to print'),
    },
    { format: 'markdown', extension: 'md', label: t('Markdown'), detail: t('For a wiki, an issue or a pull request') },
    { format: 'text', extension: 'txt', label: t('Text'), detail: t('What the command line prints') },
    {
      format: 'json',
      extension: 'json',
      label: t('JSON'),
      detail: t('Everything, for other programs; also a baseline for later audits'),
    },
  ];
}

/** Writes the last good report of a root into a file and opens it. Resolves with the file; undefined where the user gave up. */
export async function exportReport(
  { store }: CommandContext,
  given: unknown,
  request?: ExportRequest,
): Promise<vscode.Uri | undefined> {
  const root = await chooseRoot(store, given);
  if (root === undefined) return undefined;
  const { report } = store.get(root);
  if (report === null) {
    void vscode.window.showInformationMessage(t('Audit the workspace first: there is no report to export yet.'));
    return undefined;
  }
  const wanted = request ?? (await askFor(root));
  if (wanted === undefined) return undefined;
  await write(report, wanted);
  await show(wanted);
  return wanted.file;
}

async function askFor(root: AuditRoot): Promise<ExportRequest | undefined> {
  const picked = await vscode.window.showQuickPick(exportFormats(), {
    title: t('Export the report of {0}', root.name),
  });
  if (picked === undefined) return undefined;
  const file = await vscode.window.showSaveDialog({
    defaultUri: fileUri(root, `neuron-migration-report.${picked.extension}`),
    filters: { [picked.label]: [picked.extension] },
    title: t('Export the report of {0}', root.name),
  });
  return file && { format: picked.format, file };
}

async function write(report: Report, { format, file }: ExportRequest): Promise<void> {
  const { WRITERS } = await loadCore();
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(WRITERS[format](report)));
}

/** Text opens in an editor. HTML opens in the browser where both are on this computer; elsewhere a browser could not reach the file. */
async function show({ format, file }: ExportRequest): Promise<void> {
  const local =
    file.scheme === 'file' && vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (format === 'html' && local) await vscode.env.openExternal(file);
  else await vscode.window.showTextDocument(file, { preview: false });
}
