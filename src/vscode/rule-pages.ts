import * as vscode from 'vscode';
import { loadCore } from './core';

const SCHEME = 'neuron-rule';

/** The page of a rule as a document; {@link provideRulePages} makes its text. */
export function rulePage(file: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${file}` });
}

/** Makes the pages of rules from the rules themselves when they are opened, so that they need not be shipped as files. */
export function provideRulePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      const { ALL_RULES, loadKnowledge, pageFile, rulePageMarkdown } = await loadCore();
      const rule = ALL_RULES.find(({ id }) => path === `/${pageFile(id)}`);
      return rule === undefined ? null : rulePageMarkdown(rule, loadKnowledge());
    },
  });
}
