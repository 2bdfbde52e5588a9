import * as vscode from 'vscode';
import { type AuditRoot, fileUri, rootKey } from '../audits/root';
import type { AuditState } from '../audits/state';
import type { AuditStore } from '../audits/store';
import { ruleCommand } from '../command-uris';
import { fromEntry } from '../range';
import { type ProblemEntry, type ProblemSeverity, problemsOf, settingsProblems } from './convert';

const SEVERITIES: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Keeps the Problems panel in step with the store: the last good audit of every root, and the mistakes that stopped a newer one. */
export function publishProblems(store: AuditStore): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('neuron');
  /** What stands in the collection for each root; a file may belong to two, where one folder lies in the other. */
  const published = new Map<string, ReadonlyMap<string, readonly vscode.Diagnostic[]>>();

  const listener = store.onDidChange((root) => {
    const state = store.get(root);
    if (state.status === 'running') return;
    const before = published.get(rootKey(root));
    const now = diagnosticsOf(root, state);
    published.set(rootKey(root), now);
    const files = new Set([...(before?.keys() ?? []), ...now.keys()]);
    const all = [...published.values()];
    collection.set(
      [...files].map((file) => [vscode.Uri.parse(file), merged(all.flatMap((others) => others.get(file) ?? []))]),
    );
  });
  return vscode.Disposable.from(listener, collection);
}

function diagnosticsOf(root: AuditRoot, state: AuditState): ReadonlyMap<string, readonly vscode.Diagnostic[]> {
  const entries = [
    ...(state.report === null ? [] : problemsOf(state.report)),
    ...(state.status === 'failed' ? settingsProblems(state.failure.problems, 'error') : []),
    ...(state.status === 'done' ? settingsProblems(state.planProblems, 'warning') : []),
  ];
  const files = new Map<string, vscode.Diagnostic[]>();
  for (const entry of entries) {
    const file = fileUri(root, entry.path).toString();
    const own = files.get(file);
    if (own === undefined) files.set(file, [toDiagnostic(root, entry)]);
    else own.push(toDiagnostic(root, entry));
  }
  return files;
}

function toDiagnostic(root: AuditRoot, entry: ProblemEntry): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(fromEntry(entry.range), entry.message, SEVERITIES[entry.severity]);
  diagnostic.source = 'neuron';
  if (entry.rule !== null)
    diagnostic.code = { value: entry.rule, target: vscode.Uri.parse(ruleCommand(entry.rule), true) };
  diagnostic.relatedInformation = entry.related.map(
    ({ path, range, message }) =>
      new vscode.DiagnosticRelatedInformation(new vscode.Location(fileUri(root, path), fromEntry(range)), message),
  );
  return diagnostic;
}

/** Without what two roots say alike of a file that both hold. */
function merged(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  const key = ({ range, message }: vscode.Diagnostic) => `${range.start.line}:${range.start.character}:${message}`;
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()];
}
