import * as vscode from 'vscode';
import type { Location } from '../../model/finding';
import { type AuditRoot, fileUri, knownRoots, rootKey } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { showFailure } from '../notices';
import { OVERVIEW } from '../overview/provider';
import { toRange } from '../range';
import type { FindingsView } from '../views/findings-view';
import { type NodePlace, shownIn, type TreeNode } from '../views/node';

/** Opens a place of a report: a text file at its range, a model in the overview editor, any other file where it lies in the Explorer. */
export async function openPlace(root: AuditRoot, location: Location): Promise<void> {
  const uri = fileUri(root, location.path);
  const shown = shownIn(location);
  switch (shown) {
    case 'text':
      await vscode.window.showTextDocument(uri, 'range' in location ? { selection: toRange(location.range) } : {});
      return;
    case 'overview':
      await vscode.commands.executeCommand('vscode.openWith', uri, OVERVIEW, { preview: true });
      return;
    case 'explorer':
      await vscode.commands.executeCommand('revealInExplorer', uri);
      return;
    default:
      return shown satisfies never;
  }
}

/** For the checklist: a place in a model is selected in the findings tree too, which names node, operator and tensor. */
export async function openPlaceInTree(findings: FindingsView, root: AuditRoot, location: Location): Promise<void> {
  if ('graph' in location) {
    const wanted = JSON.stringify(location);
    await findings.reveal(({ place }) => place?.root === rootKey(root) && JSON.stringify(place.location) === wanted);
  }
  await openPlace(root, location);
}

/** What a click on a tree row runs. */
export function openRow(store: AuditStore, { root, location }: NodePlace): Promise<void> {
  const known = knownRoots(store.all()).find((candidate) => rootKey(candidate) === root);
  return known === undefined ? Promise.resolve() : openPlace(known, location).catch(showFailure);
}

/** Shows the file of a tree row where it lies in the Explorer. */
export async function revealFile(store: AuditStore, { place }: TreeNode): Promise<void> {
  const known = knownRoots(store.all()).find((candidate) => rootKey(candidate) === place?.root);
  if (known === undefined || place === undefined) return;
  await vscode.commands.executeCommand('revealInExplorer', fileUri(known, place.location.path));
}
