import * as vscode from 'vscode';
import { configFactsOf } from '../../model/artifact';
import type { RoutesOf } from '../../model/routes';
import { pathBelow } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { SHOW_ROUTES } from '../command-uris';
import { loadCore } from '../core';
import { t } from '../l10n';
import { type DegreesOf, lensTexts, routeRows } from './text';

/** Route and valid tensor parallel degrees above the config of a model, from the last audit. */
export function provideLenses(store: AuditStore): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    store.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(
      { pattern: '**/*.json' },
      {
        onDidChangeCodeLenses: changed.event,
        async provideCodeLenses(document) {
          const degreesOf = await degreesQuery();
          const line = firstLine(document);
          return store.all().flatMap(({ root, state }) => {
            const path = state.report === null ? null : pathBelow(root, document.uri);
            if (state.report === null || path === null) return [];
            return lensTexts(state.report, path, degreesOf).map(
              ({ title, routes }) =>
                new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
                  title,
                  command: SHOW_ROUTES,
                  arguments: [routes],
                  tooltip: t('Show every route for this model'),
                }),
            );
          });
        },
      },
    ),
  );
}

/** Lists every route for a model with what it needs or why it is none; a choice opens the document that says so. */
export async function showRoutes(routes: unknown): Promise<void> {
  if (typeof routes !== 'object' || routes === null || !('options' in routes)) return;
  const { model, advice } = routes as RoutesOf;
  const chosen = await vscode.window.showQuickPick([...routeRows(routes as RoutesOf)], {
    title: t('Routes for {0}', model),
    placeHolder: advice,
    matchOnDetail: true,
  });
  if (chosen?.url) await vscode.env.openExternal(vscode.Uri.parse(chosen.url, true));
}

async function degreesQuery(): Promise<DegreesOf> {
  const { loadKnowledge, tensorParallelDegrees } = await loadCore();
  const knowledge = loadKnowledge();
  return ({ artifacts, settings }, path, { target, take }) => {
    const artifact = artifacts.find((candidate) => candidate.path === path);
    const facts = artifact === undefined ? null : configFactsOf(artifact);
    return facts === null ? [] : tensorParallelDegrees(facts, target, take, settings.sdk, knowledge);
  };
}

/** Where the config names its model, else the first line. */
function firstLine(document: vscode.TextDocument): number {
  const at = document.getText().search(/"(?:model_type|architectures)"\s*:/);
  return at < 0 ? 0 : document.positionAt(at).line;
}
