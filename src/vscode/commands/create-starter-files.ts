import * as vscode from 'vscode';
import type { Settings } from '../../model/settings';
import { TARGETS, type Target } from '../../model/target';
import { createPace } from '../../node/pace';
import { today } from '../../node/today';
import { TARGET_LABELS } from '../../report/words';
import { STARTER_KINDS, type StarterFile, type StarterKind, type Starters } from '../../starters/types';
import { hostOf } from '../audits/host';
import { type AuditRoot, fileUri, knownRoots, pathBelow, rootKey, rootOf } from '../audits/root';
import { readDefaults } from '../audits/settings';
import { loadCore } from '../core';
import { t } from '../l10n';
import { noticeText } from '../notices';
import { exists } from '../text-file';
import type { TreeNode } from '../views/node';
import { activeFile } from './audit';
import type { CommandContext } from './registry';
import { chooseFiles, type Offer } from './starter-picks';

/** Answers that are given already: nothing is asked. */
export interface StarterAnswers {
  readonly target?: Target;
  readonly kinds?: readonly StarterKind[];
}

/** What became of the files. */
export interface StarterOutcome {
  readonly folder: string;
  readonly written: readonly string[];
  /** They were there before, and stay as they were. */
  readonly kept: readonly string[];
  readonly skipped: Starters['skipped'];
}

/**
 * Writes starter files for a model: the row of the models view, the selected file or the active one. Asks for the target and the files, each of which
 * can be looked at before; writes none that exists. Undefined where the user gave up, or there is nothing to write, which is said.
 */
export async function createStarterFiles(
  context: CommandContext,
  given: unknown,
  answers?: StarterAnswers,
): Promise<StarterOutcome | undefined> {
  const file = modelOf(context, given);
  const root = file === undefined ? undefined : rootOf(file);
  const path = file === undefined || root === undefined ? null : pathBelow(root, file);
  if (root === undefined || !path) return say(t('Select an ONNX model or the config.json of a model first.'));
  const core = await loadCore();
  const host = hostOf(root);
  const reading = await core.readForStarters(
    host,
    path,
    createPace(() => false),
  );
  if (typeof reading === 'string') return say(reading);
  const { settings } = await core.overviewSettings(host, readDefaults(root), today());
  const knowledge = core.loadKnowledge();
  const proposed = core.starterTarget(reading, settings, knowledge);
  const target = answers === undefined ? await chooseTarget(settings, proposed) : (answers.target ?? proposed);
  if (target === undefined) return undefined;

  const folder = core.starterFolder(core.starterName(path), target);
  const model = core.seenFrom(folder, path);
  const kinds = answers?.kinds ?? STARTER_KINDS;
  const starters = core.starterFiles({ reading, target, settings, kinds, model }, knowledge);
  if (starters.files.length === 0) return say([...new Set(starters.skipped.map(({ reason }) => reason))].join(' '));
  const offers = await Promise.all(starters.files.map((each) => offerOf(root, folder, each)));
  const chosen =
    answers === undefined ? await chooseFiles(context.documents, offers, folder, starters.skipped) : offers;
  if (chosen === undefined) return undefined;
  return write(folder, chosen, starters.skipped, answers === undefined);
}

async function offerOf(root: AuditRoot, folder: string, file: StarterFile): Promise<Offer> {
  const uri = fileUri(root, `${folder}/${file.path}`);
  return { file, uri, there: await exists(uri) };
}

async function write(
  folder: string,
  offers: readonly Offer[],
  skipped: Starters['skipped'],
  show: boolean,
): Promise<StarterOutcome> {
  const written: Offer[] = [];
  const kept: Offer[] = [];
  for (const offer of offers) {
    if (await created(offer)) written.push(offer);
    else kept.push(offer);
  }
  const names = (some: readonly Offer[]) => some.map(({ file }) => file.path);
  if (show) {
    const [first] = written;
    if (first !== undefined) await vscode.window.showTextDocument(first.uri);
    const parts = [
      ...(written.length > 0 ? [t('Wrote {0} to {1}.', names(written).join(', '), folder)] : []),
      ...(kept.length > 0 ? [t('{0} existed before and was left as it is.', names(kept).join(', '))] : []),
    ];
    if (parts.length > 0) void vscode.window.showInformationMessage(noticeText(parts.join(' ')));
  }
  return { folder, written: names(written), kept: names(kept), skipped };
}

/** Writes a file that is not there yet; false where it is. The edit itself refuses to replace a file that came meanwhile. */
async function created({ file, uri }: Offer): Promise<boolean> {
  if (await exists(uri)) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(file.text) });
  if (await vscode.workspace.applyEdit(edit)) return true;
  if (await exists(uri)) return false;
  throw new Error(t('This folder cannot be written, so no starter file was created.'));
}

/** The file that a row, an Explorer entry or the active editor stands for. */
function modelOf({ store }: CommandContext, given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  const place = typeof given === 'object' && given !== null ? (given as Partial<TreeNode>).place : undefined;
  if (place === undefined) return activeFile();
  const root = knownRoots(store.all()).find((known) => rootKey(known) === place.root);
  return root === undefined ? undefined : fileUri(root, place.location.path);
}

/** The only target there is, else the one that the user picks; the proposed one stands first. */
async function chooseTarget({ targets }: Settings, proposed: Target): Promise<Target | undefined> {
  const among = TARGETS.filter((target) => targets.includes(target));
  if (among.length < 2) return proposed;
  const sorted = [proposed, ...among.filter((target) => target !== proposed)];
  const picked = await vscode.window.showQuickPick(
    sorted.map((target) => ({ label: TARGET_LABELS[target], target })),
    { title: t('Starter files for which target?') },
  );
  return picked?.target;
}

function say(text: string): undefined {
  void vscode.window.showInformationMessage(noticeText(text));
  return undefined;
}
