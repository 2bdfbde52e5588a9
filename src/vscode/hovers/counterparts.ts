import * as vscode from 'vscode';
import { today } from '../../node/today';
import type { CounterpartContext } from '../../rules/counterpart';
import { knownRoots, pathBelow } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { type Core, loadCore } from '../core';
import { toRange } from '../range';
import { readingOf } from './document-reading';
import { findingsAt, trusted } from './provider';
import { counterpartMarkdown } from './text';

/**
 * Where a package, image, resource, instance, variable or data type is named: what it is on Neuron, or what takes its place there. Looks at the
 * text in the editor, saved or not. Where a finding stands, that says the same and more.
 */
export function provideCounterparts(store: AuditStore): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    async provideHover(document, position) {
      const paths = knownRoots(store.all()).flatMap((root) => pathBelow(root, document.uri) ?? []);
      const [path = null] = paths;
      if ((path === null && !document.isUntitled) || findingsAt(store, document, position).length > 0) return undefined;
      const reading = await readingOf(document, path);
      if (reading === null) return undefined;
      const core = await loadCore();
      const context = contextOf(store, document, core);
      const found = core.counterpartAt(reading, { line: position.line + 1, column: position.character + 1 }, context);
      const word = document.getWordRangeAtPosition(position, /[A-Za-z_][\w.]*/);
      const answer = found ?? (word === undefined ? null : core.dtypeAnswer(document.getText(word), context));
      if (answer === null) return undefined;
      const { knowledge, settings } = context;
      const evidence = answer.sources.map((source) => knowledge.evidence(source));
      const range = found === null ? word : toRange(found.range);
      return new vscode.Hover(trusted(counterpartMarkdown(answer, evidence, settings.sdk)), range);
    },
  });
}

/** As the last audit of the document's folder was run, or of any; before the first as an audit would run without settings. */
function contextOf(
  store: AuditStore,
  { uri }: vscode.TextDocument,
  { loadKnowledge, mergeSettings }: Core,
): CounterpartContext {
  const knowledge = loadKnowledge();
  const reports = store
    .all()
    .flatMap(({ root, state }) => (state.report === null ? [] : [{ root, report: state.report }]));
  const { report } = reports.find(({ root }) => pathBelow(root, uri) !== null) ?? reports[0] ?? {};
  const { settings } = report ?? mergeSettings({ options: { asOf: today() }, file: null, defaults: {}, knowledge });
  return { settings, knowledge };
}
