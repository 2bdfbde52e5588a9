import * as vscode from 'vscode';
import type { AuditStore } from '../audits/store';

/** Most audits end before anybody could read that they run: only a longer one is shown. */
const SHOWN_AFTER_MS = 300;

/** Whether an audit runs for so long that it is worth a word. */
export interface Busy extends vscode.Disposable {
  readonly onDidChange: vscode.Event<boolean>;
  now(): boolean;
}

export function createBusy(store: AuditStore): Busy {
  const changed = new vscode.EventEmitter<boolean>();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  const set = (value: boolean): void => {
    timer = undefined;
    if (busy === value) return;
    busy = value;
    changed.fire(value);
  };
  const listener = store.onDidChange(() => {
    if (store.all().some(({ state }) => state.status === 'running')) timer ??= setTimeout(set, SHOWN_AFTER_MS, true);
    else {
      clearTimeout(timer);
      set(false);
    }
  });
  return {
    onDidChange: changed.event,
    now: () => busy,
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(listener, changed).dispose();
    },
  };
}
