import * as vscode from 'vscode';
import { Cancelled } from '../../model/host';
import { compareSdk } from '../../neuron/version';
import type { Auditor } from '../audits/auditor';
import type { AuditRoot } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

/** The releases of a comparison, for a caller that knows them: no question is asked. */
export interface CompareRequest {
  readonly from: string;
  readonly to: string;
}

/**
 * Asks for two releases of the SDK and shows, as a Markdown preview, what changes for the workspace on the way from one to the other.
 * Resolves with the document; undefined where the user gave up.
 */
export async function compareReleases(
  { store, auditor, documents }: CommandContext,
  given: unknown,
  request?: CompareRequest,
): Promise<vscode.Uri | undefined> {
  const root = await chooseRoot(store, given);
  if (root === undefined) return undefined;
  const wanted = request ?? (await askFor(store.get(root).report?.settings.sdk));
  if (wanted === undefined) return undefined;
  const text = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Comparing SDK {0} with {1}', wanted.from, wanted.to),
      cancellable: true,
    },
    (_progress, token) => compared(auditor, root, wanted, token).catch(nullIfCancelled),
  );
  if (text === null) return undefined;
  const uri = documents.keep(`${root.name}: SDK ${wanted.from} to ${wanted.to}.md`, text);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
  return uri;
}

async function compared(
  auditor: Auditor,
  root: AuditRoot,
  { from, to }: CompareRequest,
  token: vscode.CancellationToken,
): Promise<string> {
  const { loadKnowledge, upgradeOf, UPGRADE_WRITERS } = await loadCore();
  const before = await auditor.peek(root, { sdk: from }, token);
  const after = await auditor.peek(root, { sdk: to }, token);
  return UPGRADE_WRITERS.markdown(upgradeOf(before, after, loadKnowledge()));
}

function nullIfCancelled(error: unknown): null {
  if (error instanceof Cancelled) return null;
  throw error;
}

/** The older release first, then one of those after it. */
async function askFor(judged: string | undefined): Promise<CompareRequest | undefined> {
  const { loadKnowledge } = await loadCore();
  const releases = loadKnowledge().releases.toReversed();
  const newest = releases[0]?.sdk ?? '';
  const title = t('Compare SDK releases');
  const from = await pick(
    releases.filter(({ sdk }) => sdk !== newest),
    { title, placeHolder: t('The release that is in use') },
    judged,
  );
  if (from === undefined) return undefined;
  const to = await pick(
    releases.filter(({ sdk }) => compareSdk(sdk, from) > 0),
    { title, placeHolder: t('The release to move to from {0}', from) },
    newest,
  );
  return to === undefined ? undefined : { from, to };
}

async function pick(
  releases: readonly { readonly sdk: string; readonly date: string }[],
  options: vscode.QuickPickOptions,
  first: string | undefined,
): Promise<string | undefined> {
  const items = releases.map(({ sdk, date }) => ({ label: sdk, description: date }));
  const sorted = items.toSorted((a, b) => Number(b.label === first) - Number(a.label === first));
  return (await vscode.window.showQuickPick(sorted, options))?.label;
}
