import * as vscode from 'vscode';
import type { Location } from '../../model/finding';
import type { Report } from '../../model/report';
import { PLAN_FILE } from '../../planner/names';
import type { FromWebview, ToWebview } from '../../protocol';
import { httpsUrl } from '../../report/escape';
import { STRINGS } from '../../webview/strings';
import type { Auditor } from '../audits/auditor';
import type { PlanMemory } from '../audits/plan-memory';
import { type AuditRoot, rootKey, workspaceRoots } from '../audits/root';
import type { AuditState } from '../audits/state';
import type { AuditStore } from '../audits/store';
import { OPEN_RULE } from '../command-uris';
import { t } from '../l10n';
import { showFailure } from '../notices';
import { fillWebview, translated } from '../webview/fill';
import type { StepWriter } from './set-step';

export const VIEW_TYPE = 'neuronMigration.checklist';

/** What the checklist needs of the rest of the extension. */
export interface ChecklistContext {
  readonly extensionUri: vscode.Uri;
  readonly store: AuditStore;
  readonly auditor: Auditor;
  readonly memory: PlanMemory;
  readonly steps: StepWriter;
  openPlace(root: AuditRoot, location: Location): Promise<void>;
}

export interface Checklists extends vscode.Disposable {
  /** Opens the checklist of a root, or brings it to the front. */
  open(root: AuditRoot): void;
}

/** The checklist panels, one for each root; they come back after a reload of the window. */
export function createChecklists(context: ChecklistContext): Checklists {
  const panels = new Map<string, vscode.WebviewPanel>();

  function adopt(panel: vscode.WebviewPanel, root: AuditRoot): void {
    panels.set(rootKey(root), panel);
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    const connection = connect(panel, root, context);
    panel.onDidDispose(() => {
      connection.dispose();
      panels.delete(rootKey(root));
    });
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
    async deserializeWebviewPanel(panel) {
      const roots = workspaceRoots();
      const root = roots.find((candidate) => panelTitle(candidate) === panel.title) ?? roots[0];
      if (root === undefined || panels.has(rootKey(root))) panel.dispose();
      else adopt(panel, root);
    },
  });

  return {
    open(root) {
      const known = panels.get(rootKey(root));
      if (known !== undefined) return known.reveal();
      adopt(vscode.window.createWebviewPanel(VIEW_TYPE, panelTitle(root), vscode.ViewColumn.Active), root);
    },
    dispose() {
      serializer.dispose();
      for (const panel of [...panels.values()]) panel.dispose();
    },
  };
}

function panelTitle(root: AuditRoot): string {
  return workspaceRoots().length > 1 ? t('Migration checklist: {0}', root.name) : t('Migration checklist');
}

/** Fills the page, tells it what the store knows, and does what it asks for, until disposed. */
function connect(panel: vscode.WebviewPanel, root: AuditRoot, context: ChecklistContext): vscode.Disposable {
  const { webview } = panel;
  const { store, memory } = context;
  const post = (message: ToWebview): void => void webview.postMessage(message);
  let shown: Report | null = null;
  const postState = (): void => {
    const state = store.get(root);
    for (const message of messagesFor(root, state, memory, shown)) post(message);
    shown = state.report;
  };

  const listeners = [
    webview.onDidReceiveMessage((message: FromWebview) => {
      if (message.type === 'ready') {
        shown = null;
        post({ type: 'strings', strings: translated(STRINGS), locale: vscode.env.language });
        postState();
      } else {
        void perform(message, root, context).catch((error: unknown) => {
          showFailure(error);
          postState();
        });
      }
    }),
    store.onDidChange((changed) => {
      if (rootKey(changed) === rootKey(root)) postState();
    }),
  ];
  fillWebview(webview, context.extensionUri, 'checklist', panel.title);
  return vscode.Disposable.from(...listeners);
}

/** What the page has to be told of a state; of a running audit only how far it is where the page has the last report already. */
function messagesFor(
  root: AuditRoot,
  state: AuditState,
  memory: PlanMemory,
  shown: Report | null,
): readonly ToWebview[] {
  const planFile = memory.records(root) === null ? PLAN_FILE : null;
  const report: readonly ToWebview[] =
    state.report === null ? [] : [{ type: 'report', report: state.report, folder: root.name, planFile }];
  switch (state.status) {
    case 'idle':
    case 'done':
      return report;
    case 'running': {
      const { done, total, current } = state.progress ?? { done: 0, total: null, current: '' };
      return [...(state.report === shown ? [] : report), { type: 'auditing', done, total, current }];
    }
    case 'failed': {
      const { message, problems } = state.failure;
      const placed = problems.find(({ path }) => path !== '');
      const location = placed && (placed.range ? { path: placed.path, range: placed.range } : { path: placed.path });
      return [...report, { type: 'failed', message, location: location ?? null }];
    }
    default:
      return state satisfies never;
  }
}

async function perform(
  message: Exclude<FromWebview, { type: 'ready' }>,
  root: AuditRoot,
  { auditor, store, steps, openPlace }: ChecklistContext,
): Promise<void> {
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  switch (message.type) {
    case 'audit':
      await auditor.audit(root);
      return;
    case 'cancel':
      return auditor.cancel(root);
    case 'setStep':
      await steps.set(root, message.record, store.get(root).report);
      await auditor.audit(root);
      return;
    case 'open':
      return openPlace(root, message.location);
    case 'openUrl': {
      const url = httpsUrl(message.url);
      if (url !== null) await vscode.env.openExternal(vscode.Uri.parse(url, true));
      return;
    }
    case 'openRule':
      await run(OPEN_RULE, message.rule);
      return;
    case 'chooseTargets':
      await run('neuronMigration.chooseTargets', root.uri);
      return;
    case 'exportReport':
      await run('neuronMigration.exportReport', root.uri);
      return;
    default:
      return message satisfies never;
  }
}
