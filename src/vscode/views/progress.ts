import * as vscode from 'vscode';
import type { Progress } from '../../audit';
import { visibleName } from '../../report/escape';
import type { AuditStore } from '../audits/store';
import { t } from '../l10n';
import { noticeText } from '../notices';
import type { Busy } from './busy';

/** A command that takes longer says so in a notification; before that the bar over the view is enough. */
const NOTIFY_AFTER_MS = 1000;

/** The thin bar over the findings view while an audit runs. */
export function showViewProgress(busy: Busy): vscode.Disposable {
  return busy.onDidChange((on) => {
    if (!on) return;
    const end = new Promise<void>((resolve) => {
      const listener = busy.onDidChange(() => {
        listener.dispose();
        resolve();
      });
    });
    void vscode.window.withProgress({ location: { viewId: 'neuronMigration.findings' } }, () => end);
  });
}

/** While `work` runs for longer than a second: a notification with what is being read, and a button that cancels. */
export async function notifyProgress<T>(work: Promise<T>, store: AuditStore, cancel: () => void): Promise<T> {
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: t('Auditing'), cancellable: true },
      async (progress, token) => {
        const disposables = [
          token.onCancellationRequested(cancel),
          store.onDidChange((root) => {
            const state = store.get(root);
            if (state.status === 'running' && state.progress !== null)
              progress.report({ message: progressText(state.progress) });
          }),
        ];
        await work.catch(() => undefined);
        for (const disposable of disposables) disposable.dispose();
      },
    );
  }, NOTIFY_AFTER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Notifications turn `[text](link)` into links: a file's name must not. */
function progressText({ done, total, current }: Progress): string {
  const name = noticeText(visibleName(current));
  return total === null ? t('searching, {0}', name) : t('{0} of {1} files, {2}', done, total, name);
}
