import * as vscode from 'vscode';
import { visible, visibleName } from '../../report/escape';
import { rootKey } from '../audits/root';
import type { AuditStore, RootState } from '../audits/store';
import { t } from '../l10n';
import { countCauses, findingsTree, GROUPINGS, type Grouping, problemNodes } from './findings';
import { joined, type TreeNode } from './node';
import { reportsOf } from './reports';
import { judgedFor, knowledgeAge } from './status-text';
import { createTree, type Tree } from './tree';

const GROUPING_KEY = 'findings.grouping';

export interface FindingsView extends vscode.Disposable {
  readonly tree: Tree;
  grouping(): Grouping;
  group(by: Grouping): void;
  /** Selects the first row for which `wanted` holds; false where there is none. */
  reveal(wanted: (node: TreeNode) => boolean): Promise<boolean>;
}

/** The findings tree: title names the targets, description the release and the day of the knowledge, the badge counts blockers by cause. */
export function createFindingsView(store: AuditStore, memory: vscode.Memento): FindingsView {
  const tree = createTree('neuronMigration.findings');
  const grouping = (): Grouping => GROUPINGS.find((one) => one === memory.get(GROUPING_KEY)) ?? 'severity';

  function show(): void {
    const reports = reportsOf(store);
    tree.show([...problemRows(store.all()), ...findingsTree(reports, grouping())]);
    const { targets, sdk } = judgedFor(reports);
    tree.view.title = targets === '' ? t('Findings') : t('Findings: {0}', targets);
    const { day, stale } = knowledgeAge(reports);
    tree.view.description = joined([sdk, day]);
    const { blocker, warning, unknown } = countCauses(reports);
    const open = blocker + warning + unknown;
    tree.view.badge =
      open === 0
        ? undefined
        : { value: blocker, tooltip: t('Blockers: {0}, warnings: {1}, unknown: {2}', blocker, warning, unknown) };
    tree.view.message = [failureMessage(store.all()), stale].filter(Boolean).join('\n');
  }

  show();
  const listener = store.onDidChange((root) => {
    if (store.get(root).status !== 'running') show();
  });
  return {
    tree,
    grouping,
    group(by) {
      void memory.update(GROUPING_KEY, by).then(show);
    },
    async reveal(wanted) {
      // An audit that ends meanwhile replaces the rows: then the row is looked up among the new ones.
      for (;;) {
        const rows = tree.rows();
        const row = find(rows, wanted);
        if (row === null) return false;
        await tree.view.reveal(row, { select: true, focus: true, expand: true });
        if (tree.rows() === rows) return true;
      }
    },
    dispose: () => vscode.Disposable.from(listener, tree).dispose(),
  };
}

function find(rows: readonly TreeNode[], wanted: (node: TreeNode) => boolean): TreeNode | null {
  for (const row of rows) {
    const hit = wanted(row) ? row : find(row.children, wanted);
    if (hit !== null) return hit;
  }
  return null;
}

/** The mistakes that stopped an audit, for a click to lead to them. */
function problemRows(states: readonly RootState[]): readonly TreeNode[] {
  return states.flatMap(({ root, state }) =>
    state.status === 'failed' ? problemNodes(rootKey(root), state.failure.problems) : [],
  );
}

/** What stopped the newest audit, above the rows of the last good one. */
function failureMessage(states: readonly RootState[]): string | undefined {
  const messages = states.flatMap(({ root, state }) => {
    if (state.status !== 'failed') return [];
    const message = visible(state.failure.message);
    const stays = state.report === null ? '' : ` ${t('The last good audit is shown.')}`;
    return [`${states.length > 1 ? `${visibleName(root.name)}: ` : ''}${message}${stays}`];
  });
  return messages.length === 0 ? undefined : messages.join('\n');
}
