import * as vscode from 'vscode';
import type { Location } from '../../model/finding';
import { type AuditRoot, fileUri, knownRoots, rootKey } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { showFailure } from '../notices';
import { toEntryRange } from '../problems/convert';
import type { FindingsView } from '../views/findings-view';
import { type NodePlace, opensAsText, type TreeNode } from '../views/node';

/** Opens a place of a report: a text file at its range, any other file where it lies in the Explorer. */
export async function openPlace(root: AuditRoot, location: Location): Promise<void> {
  const uri = fileUri(root, location.path);
  if ('range' in location) {
    const { start, end } = toEntryRange(location.range);
    await showText(uri, new vscode.Range(start.line, start.character, end.line, end.character));
  } else if (opensAsText(location)) {
    await showText(uri);
  } else {
    await vscode.commands.executeCommand('revealInExplorer', uri);
  }
}

/** For the checklist: a place in a model is selected in the findings tree, which names node, operator and tensor. */
export async function openPlaceInTree(findings: FindingsView, root: AuditRoot, location: Location): Promise<void> {
  if (!('graph' in location)) return openPlace(root, location);
  const wanted = JSON.stringify(location);
  const found = await findings.reveal(
    ({ place }) => place?.root === rootKey(root) && JSON.stringify(place.location) === wanted,
  );
  if (!found) await openPlace(root, location);
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

async function showText(uri: vscode.Uri, selection?: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(uri, selection === undefined ? {} : { selection });
}
