import * as vscode from 'vscode';
import type { Judgement } from '../../overview/types';
import type { Auditor } from '../audits/auditor';
import type { AuditStore } from '../audits/store';
import { type OverviewEditor, openEditor } from './editor';

export const OVERVIEW = 'neuronMigration.overview';

/** What the overview editors need of the rest of the extension. */
export interface OverviewContext {
  readonly extensionUri: vscode.Uri;
  readonly store: AuditStore;
  readonly auditor: Auditor;
}

export interface Overviews extends vscode.Disposable {
  /** What an open editor of the file says under the saved pins; null where there is none, or while it is worked out. */
  judged(file: vscode.Uri): Judgement | null;
}

/** Read-only editors of ONNX models. A document holds nothing: the file is read by ranges, never as a whole. */
export function provideOverviews(context: OverviewContext): Overviews {
  const editors = new Map<string, Set<OverviewEditor>>();
  const registration = vscode.window.registerCustomEditorProvider(
    OVERVIEW,
    {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor({ uri }, panel) {
        const key = uri.toString();
        const editor = openEditor(panel, uri, context);
        const own = editors.get(key) ?? new Set();
        editors.set(key, own.add(editor));
        panel.onDidDispose(() => {
          editor.dispose();
          own.delete(editor);
          if (own.size === 0) editors.delete(key);
        });
      },
    },
    { supportsMultipleEditorsPerDocument: true },
  );
  return {
    judged: (file) => [...(editors.get(file.toString()) ?? [])].flatMap((editor) => editor.judged() ?? [])[0] ?? null,
    dispose: () => registration.dispose(),
  };
}
