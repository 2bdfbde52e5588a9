import * as vscode from 'vscode';

const SCHEME = 'neuron-migration';

/** Texts that are worked out and shown, and that nobody edits or saves. */
export interface ReadonlyDocuments extends vscode.Disposable {
  /** Keeps a text under a name such as "compare.md" and gives its address; the text of that name before is replaced. */
  keep(name: string, text: string): vscode.Uri;
}

export function createReadonlyDocuments(): ReadonlyDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
  });
  return {
    keep(name, text) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
      texts.set(uri.path, text);
      changed.fire(uri);
      return uri;
    },
    dispose: () => vscode.Disposable.from(provider, changed).dispose(),
  };
}
