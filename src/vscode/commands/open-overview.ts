import * as vscode from 'vscode';
import { t } from '../l10n';
import { OVERVIEW } from '../overview/provider';
import { activeFile } from './audit';

/** Opens the overview of a model, whatever editor its files open in by default. */
export async function openOverview(given: unknown): Promise<void> {
  const file = given instanceof vscode.Uri ? given : activeFile();
  if (file === undefined || !file.path.toLowerCase().endsWith('.onnx')) {
    void vscode.window.showInformationMessage(t('Select an ONNX model first.'));
    return;
  }
  await vscode.commands.executeCommand('vscode.openWith', file, OVERVIEW);
}
