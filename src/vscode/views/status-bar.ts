import * as vscode from 'vscode';
import type { AuditStore } from '../audits/store';
import { OPEN_CHECKLIST } from '../command-uris';
import { escapeText } from '../hovers/text';
import { t } from '../l10n';
import type { Busy } from './busy';
import type { RootReport } from './node';
import { reportsOf } from './reports';
import { judgedFor, statusLines, statusText } from './status-text';

/** The verdict in the status bar, a click opens the checklist; hidden where nothing was judged and nothing went wrong. */
export function createStatusBar(store: AuditStore, busy: Busy): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('neuronMigration.verdict', vscode.StatusBarAlignment.Left, 10);
  item.name = t('Neuron Migration: verdict');

  function update(): void {
    const reports = reportsOf(store);
    const text = statusText(reports);
    const failed = store.all().some(({ state }) => state.status === 'failed');
    if (text !== null) {
      item.text = `$(${busy.now() ? 'loading~spin' : failed ? 'warning' : 'circuit-board'}) ${text}`;
      item.command = OPEN_CHECKLIST;
      item.tooltip = tooltip(reports, failed);
    } else if (failed) {
      item.text = `$(warning) ${t('Neuron: the audit could not run')}`;
      item.command = 'neuronMigration.findings.focus';
      item.tooltip = t('Click to see why.');
    } else {
      item.hide();
      return;
    }
    item.accessibilityInformation = {
      label: t('Neuron migration, {0}', text ?? t('the audit could not run')),
      role: 'button',
    };
    item.show();
  }

  const listener = store.onDidChange((root) => {
    if (store.get(root).status !== 'running') update();
  });
  return vscode.Disposable.from(listener, busy.onDidChange(update), item);
}

function tooltip(reports: readonly RootReport[], failed: boolean): vscode.MarkdownString {
  const lines = statusLines(reports).map((line) => `- ${escapeText(line)}`);
  const parts = [
    escapeText(judgedFor(reports).sdk),
    lines.join('\n'),
    ...(failed ? [escapeText(t('The newest audit could not run; this is the last good one.'))] : []),
    escapeText(t('Click to open the checklist.')),
  ];
  return new vscode.MarkdownString(parts.join('\n\n'));
}
