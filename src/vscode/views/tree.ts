import * as vscode from 'vscode';
import { OPEN_PLACE } from '../command-uris';
import { trusted } from '../hovers/provider';
import { escapeText, findingMarkdown } from '../hovers/text';
import { menuContext, shownIn, type TreeNode } from './node';

/** Findings of one cause that a tooltip explains; they differ in words only where targets or files do. */
const EXPLAINED = 3;

/** A tree view over plain rows. */
export interface Tree extends vscode.Disposable {
  readonly view: vscode.TreeView<TreeNode>;
  show(rows: readonly TreeNode[]): void;
  /** The rows on show. */
  rows(): readonly TreeNode[];
}

export function createTree(id: string): Tree {
  let rows: readonly TreeNode[] = [];
  let parents = new Map<TreeNode, TreeNode>();
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<TreeNode>(id, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node?.children ?? rows)],
      getParent: (node) => parents.get(node),
      getTreeItem: toItem,
      resolveTreeItem(item, { about }) {
        if (about === undefined) return item;
        const texts = about.findings.slice(0, EXPLAINED).map((finding) => findingMarkdown(finding, about.sdk));
        const parts = [...(about.effect === undefined ? [] : [escapeText(about.effect)]), ...new Set(texts)];
        item.tooltip = trusted(parts.join('\n\n---\n\n'));
        return item;
      },
    },
  });
  return {
    view,
    rows: () => rows,
    show(next) {
      rows = next;
      parents = new Map(next.flatMap(childLinks));
      changed.fire(undefined);
    },
    dispose: () => vscode.Disposable.from(view, changed).dispose(),
  };
}

/** A row and everything under it, each child with its parent. */
function childLinks(node: TreeNode): [TreeNode, TreeNode][] {
  return node.children.flatMap((child): [TreeNode, TreeNode][] => [[child, node], ...childLinks(child)]);
}

function toItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, collapsible(node));
  item.id = node.id;
  item.contextValue = menuContext(node);
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = node.tooltip;
  if (node.spoken !== undefined) item.accessibilityInformation = { label: node.spoken };
  if (node.icon !== undefined) item.iconPath = toIcon(node.icon);
  if (node.place !== undefined && shownIn(node.place.location) !== 'explorer') {
    item.command = { command: OPEN_PLACE, title: '', arguments: [node.place] };
  }
  return item;
}

function toIcon({ id, color }: NonNullable<TreeNode['icon']>): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}

function collapsible({ children, unfolded }: TreeNode): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return unfolded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
