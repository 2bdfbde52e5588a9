import * as vscode from 'vscode';
import type { Report } from '../../model/report';
import { PLAN_FILE } from '../../planner/names';
import type { FromWebview, ToWebview } from '../../protocol';
import { STRINGS } from '../../webview/strings';
import type { PlanMemory } from '../audits/plan-memory';
import { type AuditRoot, rootKey, workspaceRoots } from '../audits/root';
import { t } from '../l10n';
import { showFailure } from '../notices';
import { fillWebview, translated } from '../webview/fill';
import { messagesFor } from './messages';
import { type PerformContext, perform } from './perform';
import { choicesOf, createTrials } from './trials';

export const VIEW_TYPE = 'neuronMigration.checklist';

/** A part of the page that a command goes to. */
export type Section = Extract<ToWebview, { type: 'show' }>['section'];

/** What the checklist needs of the rest of the extension. */
export interface ChecklistContext extends PerformContext {
  readonly extensionUri: vscode.Uri;
  readonly memory: PlanMemory;
}

export interface Checklists extends vscode.Disposable {
  /** Opens the checklist of a root, or brings it to the front; with a section, goes there. */
  open(root: AuditRoot, section?: Section): void;
}

/** The checklist panels, one for each root; they come back after a reload of the window. */
export function createChecklists(context: ChecklistContext): Checklists {
  const panels = new Map<string, { readonly panel: vscode.WebviewPanel; readonly connection: Connection }>();

  function adopt(panel: vscode.WebviewPanel, root: AuditRoot): Connection {
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    const connection = connect(panel, root, context);
    panels.set(rootKey(root), { panel, connection });
    panel.onDidDispose(() => {
      connection.dispose();
      panels.delete(rootKey(root));
    });
    return connection;
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
    open(root, section) {
      const known = panels.get(rootKey(root));
      known?.panel.reveal();
      const connection =
        known?.connection ??
        adopt(vscode.window.createWebviewPanel(VIEW_TYPE, panelTitle(root), vscode.ViewColumn.Active), root);
      if (section !== undefined) connection.show(section);
    },
    dispose() {
      serializer.dispose();
      for (const { panel } of [...panels.values()]) panel.dispose();
    },
  };
}

function panelTitle(root: AuditRoot): string {
  return workspaceRoots().length > 1 ? t('Migration checklist: {0}', root.name) : t('Migration checklist');
}

interface Connection extends vscode.Disposable {
  /** Goes to a section, at once or as soon as the page is there. */
  show(section: Section): void;
}

/** Fills the page, tells it what the store knows, and does what it asks for, until disposed. */
function connect(panel: vscode.WebviewPanel, root: AuditRoot, context: ChecklistContext): Connection {
  const { webview } = panel;
  const { store, memory } = context;
  const post = (message: ToWebview): void => void webview.postMessage(message);
  let shown: Report | null = null;
  let running = false;
  let ready = false;
  let wanted: Section | null = null;
  const postState = (): void => {
    const state = store.get(root);
    const planFile = memory.records(root) === null ? PLAN_FILE : null;
    for (const message of messagesFor(state, { folder: root.name, planFile, shown, running })) post(message);
    shown = state.report;
    running = state.status === 'running';
    postSection();
  };
  const postSection = (): void => {
    if (!ready || shown === null || wanted === null) return;
    post({ type: 'show', section: wanted });
    wanted = null;
  };

  const trials = createTrials(root, context.auditor, post);
  const listeners = [
    trials,
    webview.onDidReceiveMessage((message: FromWebview) => {
      if (message.type === 'ready') {
        shown = null;
        ready = true;
        post({ type: 'strings', strings: translated(STRINGS), locale: vscode.env.language });
        postState();
        void choicesOf().then((choices) => post({ type: 'choices', choices }), showFailure);
      } else {
        void perform(message, root, context, trials).catch((error: unknown) => {
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
  return {
    show(section) {
      wanted = section;
      postSection();
    },
    dispose: () => vscode.Disposable.from(...listeners).dispose(),
  };
}
