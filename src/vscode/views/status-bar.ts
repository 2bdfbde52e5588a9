import * as vscode from 'vscode';
import type { AuditStore } from '../audits/store';
import { OPEN_CHECKLIST } from '../command-uris';
import { escapeText } from '../hovers/text';
import { t } from '../l10n';
import { reportsOf } from './reports';
import { judgedFor, statusLines, statusText } from './status-text';

/** The verdict in the status bar; hidden where nothing was judged. A click opens the checklist. */
export function createStatusBar(store: AuditStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('neuronMigration.verdict', vscode.StatusBarAlignment.Left, 10);
  item.name = t('Neuron Migration: verdict');
  item.command = OPEN_CHECKLIST;

  const listener = store.onDidChange(() => {
    const reports = reportsOf(store);
    const text = statusText(reports);
    if (text === null) return item.hide();
    const running = store.all().some(({ state }) => state.status === 'running');
    item.text = `$(${running ? 'loading~spin' : 'circuit-board'}) ${text}`;
    item.accessibilityInformation = { label: t('Neuron migration, {0}', text), role: 'button' };
    item.tooltip = tooltip(reports);
    item.show();
  });
  return vscode.Disposable.from(listener, item);
}

function tooltip(reports: Parameters<typeof statusLines>[0]): vscode.MarkdownString {
  const lines = statusLines(reports).map((line) => `- ${escapeText(line)}`);
  return new vscode.MarkdownString(
    [escapeText(judgedFor(reports).sdk), lines.join('\n'), escapeText(t('Click to open the checklist.'))].join('\n\n'),
  );
}
