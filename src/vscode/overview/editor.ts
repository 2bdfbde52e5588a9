import * as vscode from 'vscode';
import { Cancelled } from '../../model/host';
import { createPace } from '../../node/pace';
import type { Judgement } from '../../overview/types';
import type { FromOverview, PinChanges, ToOverview } from '../../overview-protocol';
import { PLANNER_FILE } from '../../planner/names';
import { baseName } from '../../text/path';
import { OVERVIEW_STRINGS } from '../../webview/overview/strings';
import { fileUri, pathBelow, rootKey, rootOf } from '../audits/root';
import { SECTION } from '../audits/settings';
import { OPEN_CHECKLIST, OPEN_RULE } from '../command-uris';
import { loadCore } from '../core';
import { t } from '../l10n';
import { editTextFile, ReadOnly } from '../text-file';
import { fillWebview, translated } from '../webview/fill';
import { changedPins, type LoadedModel, loadModel } from './model';
import type { OverviewContext } from './provider';
import { watchFiles } from './watch';

/** One open editor. */
export interface OverviewEditor extends vscode.Disposable {
  /** What holds under the saved pins; null while it is worked out. */
  judged(): Judgement | null;
}

/** Fills the editor's page, keeps it true to file, planner file and settings, and does what it asks for, until disposed. */
export function openEditor(panel: vscode.WebviewPanel, file: vscode.Uri, context: OverviewContext): OverviewEditor {
  const { webview } = panel;
  const { store, auditor, extensionUri } = context;
  const root = rootOf(file);
  const path = pathBelow(root, file) ?? '';
  const name = baseName(file.path);
  let disposed = false;
  let loads = 0;
  let previews = 0;
  let model: LoadedModel | null = null;
  let judgement: Judgement | null = null;
  let unreadable: string | null = null;
  /** What went wrong beside model and settings, which bring their own words. */
  let failure: string | null = null;
  /** Before the page listens nothing is said to it; then it gets all that is known. */
  let pageReady = false;
  const post = (message: ToOverview): void => {
    if (!disposed && pageReady) void webview.postMessage(message);
  };

  /** Reads and judges; a newer load overtakes this one. */
  async function load(): Promise<void> {
    const mine = ++loads;
    failure = null;
    const isCancelled = () => disposed || mine !== loads;
    try {
      if (model === null) post({ type: 'reading', file: name });
      const loaded = await loadModel(root, path, auditor.readings(root), isCancelled);
      if (isCancelled()) return;
      if (typeof loaded === 'string') {
        model = null;
        judgement = null;
        unreadable = loaded;
        post({ type: 'unreadable', file: name, reason: loaded });
        return;
      }
      unreadable = null;
      if (model !== null && judgement !== null && sameBasis(model, loaded)) return;
      model = loaded;
      judgement = null;
      previews++;
      postModel(loaded);
      if (loaded.settings === null) return;
      const { judgeModel } = await loadCore();
      const tell = (judged: Judgement): void => {
        if (isCancelled()) return;
        judgement = judged;
        post({ type: 'judged', judgement });
      };
      tell(await judgeModel(loaded.reading, loaded.summary, loaded.settings, createPace(isCancelled), tell));
    } catch (error) {
      if (!(error instanceof Cancelled)) fail(error);
    }
  }

  function postModel({ summary, settings, sources, readMs, failure }: LoadedModel): void {
    const plannerFile = vscode.workspace.fs.isWritableFileSystem(root.uri.scheme) === false ? null : PLANNER_FILE;
    post({ type: 'summary', file: name, summary, saved: settings?.pins ?? {}, sources, plannerFile, readMs });
    if (failure !== null) post({ type: 'failed', message: failure });
  }

  /** Judges the model under pins that are typed; the next question overtakes this one. */
  async function preview(changes: PinChanges): Promise<void> {
    const mine = ++previews;
    if (model === null) return;
    if (model.settings === null) {
      if (model.failure !== null) post({ type: 'failed', message: model.failure });
      return;
    }
    const { reading, summary, settings } = model;
    const { judgeModel } = await loadCore();
    const pins = changedPins(settings.pins, changes);
    const pace = createPace(() => disposed || mine !== previews);
    const tell = (judged: Judgement): void => {
      if (mine === previews) post({ type: 'previewed', changes, judgement: judged });
    };
    tell(await judgeModel(reading, summary, { ...settings, pins }, pace, tell));
  }

  async function save(changes: PinChanges): Promise<void> {
    const { writePins } = await loadCore();
    try {
      await editTextFile(fileUri(root, PLANNER_FILE), (text) => writePins(text ?? '', changes));
    } catch (error) {
      throw error instanceof ReadOnly
        ? new Error(t('This folder cannot be written, so the pins stay a preview.'))
        : error;
    }
    await load();
    if (store.get(root).status !== 'idle') await auditor.audit(root);
  }

  async function perform(message: FromOverview): Promise<void> {
    switch (message.type) {
      case 'ready':
        pageReady = true;
        post({ type: 'strings', strings: translated(OVERVIEW_STRINGS), locale: vscode.env.language });
        if (model !== null) postModel(model);
        else
          post(
            unreadable === null
              ? { type: 'reading', file: name }
              : { type: 'unreadable', file: name, reason: unreadable },
          );
        if (judgement !== null) post({ type: 'judged', judgement });
        if (failure !== null) post({ type: 'failed', message: failure });
        return;
      case 'preview':
        return preview(message.changes);
      case 'save':
        return save(message.changes);
      case 'checklist':
        await vscode.commands.executeCommand(OPEN_CHECKLIST, root.uri);
        return;
      case 'reopen':
        panel.reveal();
        await vscode.commands.executeCommand('workbench.action.reopenWithEditor');
        return;
      case 'plannerFile':
        await vscode.window.showTextDocument(fileUri(root, PLANNER_FILE));
        return;
      case 'openRule':
        await vscode.commands.executeCommand(OPEN_RULE, message.rule);
        return;
      default:
        return message satisfies never;
    }
  }

  function fail(error: unknown): void {
    failure = error instanceof Error ? error.message : String(error);
    post({ type: 'failed', message: failure });
  }

  const listeners = vscode.Disposable.from(
    webview.onDidReceiveMessage((message: FromOverview) => {
      void perform(message).catch((error: unknown) => {
        if (!(error instanceof Cancelled)) fail(error);
      });
    }),
    store.onDidChange((changed) => {
      const { status } = store.get(root);
      if (rootKey(changed) === rootKey(root) && (status === 'done' || status === 'failed')) void load();
    }),
    watchFiles(root, file, () => void load()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION, root.uri)) void load();
    }),
  );
  // The file is read while the page loads.
  void load();
  fillWebview(webview, extensionUri, 'overview', name);
  return {
    judged: () => judgement,
    dispose() {
      disposed = true;
      listeners.dispose();
    },
  };
}

/** Whether the same reading would be judged under the same settings. */
function sameBasis(a: LoadedModel, b: LoadedModel): boolean {
  return a.reading === b.reading && JSON.stringify(a.settings) === JSON.stringify(b.settings);
}
