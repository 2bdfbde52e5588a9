import * as vscode from 'vscode';
import type { Edit, Finding, TextChange } from '../../model/finding';
import type { RelativePath } from '../../model/host';
import { type AuditRoot, pathBelow, rootKey } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { IGNORE_HERE, WAIVE } from '../command-uris';
import { t } from '../l10n';
import { toRange } from '../range';
import { fittingEdit, withoutOverlap } from './certain';
import { ignoreComment } from './comment';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('neuronMigration');

/** Quick fixes: the change that a finding proposes, all of a file at once, a comment that ignores it, a waiver. */
export function provideActions(store: AuditStore): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions(document, range, { only, diagnostics }) {
        return store.all().flatMap(({ root, state }) => {
          const path = state.report === null ? null : pathBelow(root, document.uri);
          if (state.report === null || path === null) return [];
          const findings = state.report.findings.filter((finding) => finding.waived === null);
          if (only !== undefined && FIX_ALL.intersects(only)) return fixAll(document, path, findings, false);
          const here = findings.filter((finding) => placesOf(finding, path).some((place) => place.intersection(range)));
          return [
            ...here.flatMap((finding) => ownFixes(document, path, finding, diagnostics)),
            ...(here.some(({ edit }) => edit !== undefined) ? fixAll(document, path, findings, true) : []),
            ...here.flatMap((finding) => waysToWaive(document, root, path, finding, diagnostics)),
          ];
        });
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
  );
}

function ownFixes(
  document: vscode.TextDocument,
  path: RelativePath,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const edit = fittingEdit(finding, path, textAt(document));
  if (edit === null) return [];
  const fix = new vscode.CodeAction(edit.title, vscode.CodeActionKind.QuickFix);
  fix.edit = workspaceEdit(document, edit.changes, null);
  fix.isPreferred = true;
  fix.diagnostics = about(finding, diagnostics);
  const preview = new vscode.CodeAction(t('Preview: {0}', edit.title), vscode.CodeActionKind.QuickFix);
  preview.edit = workspaceEdit(document, edit.changes, edit.title);
  preview.diagnostics = fix.diagnostics;
  return [fix, preview];
}

/** One action for all changes of the file that are certain; none where there is but one. */
function fixAll(
  document: vscode.TextDocument,
  path: RelativePath,
  findings: readonly Finding[],
  preview: boolean,
): vscode.CodeAction[] {
  const edits = findings.flatMap((finding): Edit[] => {
    const edit = fittingEdit(finding, path, textAt(document));
    return edit === null ? [] : [edit];
  });
  const changes = withoutOverlap(edits);
  if (changes.length === 0 || (preview && edits.length < 2)) return [];
  const title = preview
    ? t('Preview {0} Neuron fixes in this file', edits.length)
    : t('Apply all Neuron fixes that are certain');
  const action = new vscode.CodeAction(title, preview ? vscode.CodeActionKind.QuickFix : FIX_ALL);
  action.edit = workspaceEdit(document, changes, preview ? title : null);
  return [action];
}

function waysToWaive(
  document: vscode.TextDocument,
  root: AuditRoot,
  path: RelativePath,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const [place] = placesOf(finding, path);
  const lines = place === undefined ? [] : linesTo(document, place.start.line);
  const actions: vscode.CodeAction[] = [];
  const add = (title: string, command: string, args: readonly unknown[]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command, arguments: [...args] };
    action.diagnostics = about(finding, diagnostics);
    actions.push(action);
  };
  if (place !== undefined && ignoreComment(path, lines, place.start.line, finding.rule, '') !== null) {
    const { line } = place.start;
    add(t('Ignore {0} here with a comment…', finding.rule), IGNORE_HERE, [document.uri.toString(), line, finding.rule]);
  }
  add(t('Waive {0} for this file…', finding.rule), WAIVE, [{ root: rootKey(root), rule: finding.rule, paths: [path] }]);
  return actions;
}

function linesTo(document: vscode.TextDocument, line: number): string[] {
  return Array.from({ length: Math.min(line + 1, document.lineCount) }, (_, at) => document.lineAt(at).text);
}

/** Those of the editor's diagnostics that this finding published. */
function about({ rule }: Finding, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return diagnostics.filter(
    ({ source, code }) => source === 'neuron' && typeof code === 'object' && code.value === rule,
  );
}

function placesOf({ locations }: Finding, path: RelativePath): vscode.Range[] {
  return locations.flatMap((place) => ('range' in place && place.path === path ? [toRange(place.range)] : []));
}

/** `preview`: what the preview calls the changes; null applies them at once. */
function workspaceEdit(document: vscode.TextDocument, changes: readonly TextChange[], preview: string | null) {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, after } of changes) {
    edit.replace(
      document.uri,
      toRange(range),
      after,
      ...(preview === null ? [] : [{ needsConfirmation: true, label: preview }]),
    );
  }
  return edit;
}

function textAt(document: vscode.TextDocument) {
  return (range: TextChange['range']): string | null => {
    const wanted = toRange(range);
    return document.validateRange(wanted).isEqual(wanted) ? document.getText(wanted) : null;
  };
}
