import * as vscode from 'vscode';
import { Cancelled } from '../../model/host';
import type { Auditor } from '../audits/auditor';
import type { AuditRoot } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

/**
 * Asks for a commit, a branch or a tag and shows, as a Markdown preview, what differs between it and the files as they are. Runs git, so only
 * where the workspace is trusted. Resolves with the document; undefined where the user gave up or was told why not.
 *
 * @param revision For a caller that knows it: no question is asked.
 */
export async function compareWithRevision(
  { store, auditor, documents }: CommandContext,
  given: unknown,
  revision?: unknown,
): Promise<vscode.Uri | undefined> {
  const root = await chooseRoot(store, given);
  if (root === undefined) return undefined;
  const why = refusal(root);
  if (why !== null) {
    void vscode.window.showInformationMessage(why);
    return undefined;
  }
  const program = await gitProgram();
  const wanted = typeof revision === 'string' ? revision : await askFor(root, program);
  if (wanted === undefined) return undefined;
  const text = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t('Comparing with revision {0}', wanted),
      cancellable: true,
    },
    (_progress, token) => compared(auditor, root, wanted, program, token).catch(nullIfCancelled),
  );
  if (text === null) return undefined;
  const uri = documents.keep(`${root.name}: ${wanted.replaceAll('/', ' ')}.md`, text);
  await vscode.commands.executeCommand('markdown.showPreview', uri);
  return uri;
}

/** Why git is not run for a folder; null where it may be. */
function refusal(root: AuditRoot): string | null {
  if (root.uri.scheme !== 'file') return t('Only a folder on this disk can be compared with a git revision.');
  if (!vscode.workspace.isTrusted)
    return t('Trust this workspace first: a comparison with a git revision runs git in it.');
  return null;
}

/** The part of the API of VS Code's own git extension that is used. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { readonly git: { readonly path: string } };
}

/** Where VS Code found git; undefined where it did not say: then the PATH decides. */
async function gitProgram(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1).git.path : undefined;
  } catch {
    return undefined;
  }
}

async function compared(
  auditor: Auditor,
  root: AuditRoot,
  name: string,
  program: string | undefined,
  token: vscode.CancellationToken,
): Promise<string> {
  const { openRevision, compareRevision, writeComparison } = await loadCore();
  const { host, commit, modules, tracks, close } = await openRevision(root.uri.fsPath, name, program);
  try {
    const before = await auditor.peekAt(root, host, token);
    const after = await auditor.peek(root, {}, token);
    const facts = { name, commit, modules, tracks, missing: host.missing() };
    return writeComparison(compareRevision(before, after, facts), 'markdown');
  } finally {
    close();
  }
}

function nullIfCancelled(error: unknown): null {
  if (error instanceof Cancelled) return null;
  throw error;
}

/** One of the usual revisions, of the branches and tags, or what the user types. */
async function askFor(root: AuditRoot, program: string | undefined): Promise<string | undefined> {
  const { recentRevisions } = await loadCore();
  const usual = [
    { label: 'HEAD', description: t('the last commit') },
    { label: 'HEAD~1', description: t('the commit before it') },
  ];
  const names = (await recentRevisions(root.uri.fsPath, program)).map((label) => ({ label, description: '' }));
  const other = { label: t('Another revision…'), description: t('a commit, a tag, or a name such as main~3') };
  const title = t('Compare with a git revision');
  const picked = await vscode.window.showQuickPick([...usual, ...names, other], { title });
  if (picked !== other) return picked?.label;
  const typed = await vscode.window.showInputBox({ title, prompt: other.description });
  return typed?.trim() || undefined;
}
