import * as vscode from 'vscode';
import { PLANNER_FILE } from '../../planner/names';
import { loadCore } from '../core';

/** Completion in planner files: keys, routes, targets, names of rules. Mistakes are told by the audit, which reads the same file. */
export function providePlannerCompletions(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    { pattern: `**/${PLANNER_FILE}` },
    {
      async provideCompletionItems(document, position) {
        const { ALL_RULES, completionsAt } = await loadCore();
        const before = document.getText(new vscode.Range(0, 0, position.line, position.character));
        const rules = ALL_RULES.map(({ id }) => id);
        return completionsAt(before, { 'waivers.[].rule': rules }).map(({ label, insert, detail, kind }) => {
          const item = new vscode.CompletionItem(
            label,
            kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
          );
          item.insertText = insert;
          item.detail = detail;
          const word = document.getWordRangeAtPosition(position, /[\w./"-]+/);
          if (word !== undefined) item.range = word;
          return item;
        });
      },
    },
    ' ',
    '-',
    '[',
  );
}
