import * as vscode from 'vscode';
import type { AuditStore } from '../audits/store';
import type { Busy } from './busy';
import { overallStatus } from './overall';

/** Keeps the context keys that menus and welcome views ask for in step with the store. */
export function publishContext(store: AuditStore, busy: Busy): vscode.Disposable {
  const known = new Map<string, unknown>();
  const set = (key: string, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand('setContext', `neuronMigration.${key}`, value);
  };
  const publish = (): void => {
    const states = store.all();
    set('status', overallStatus(states));
    set(
      'hasReport',
      states.some(({ state }) => state.report !== null),
    );
    set('auditing', busy.now());
  };
  publish();
  return vscode.Disposable.from(store.onDidChange(publish), busy.onDidChange(publish));
}
