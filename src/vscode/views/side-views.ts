import * as vscode from 'vscode';
import type { AuditStore } from '../audits/store';
import { coverageSummary, coverageTree } from './coverage';
import { countModels, modelsTree } from './models';
import { reportsOf } from './reports';
import { createTree } from './tree';

/** The two views under the findings: models with their verdicts, and what the audit did not see. */
export function createSideViews(store: AuditStore): vscode.Disposable {
  const models = createTree('neuronMigration.models');
  const coverage = createTree('neuronMigration.coverage');
  const listener = store.onDidChange((root) => {
    if (store.get(root).status === 'running') return;
    const reports = reportsOf(store);
    models.show(modelsTree(reports));
    models.view.description = String(countModels(reports));
    coverage.show(coverageTree(reports));
    coverage.view.description = coverageSummary(reports);
  });
  return vscode.Disposable.from(models, coverage, listener);
}
