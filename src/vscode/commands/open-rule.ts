import * as vscode from 'vscode';
import { visibleName } from '../../report/escape';
import { loadCore } from '../core';
import { t } from '../l10n';
import { noticeText } from '../notices';
import { rulePage } from '../rule-pages';
import type { CommandContext } from './registry';

/** Opens a rule's page as a Markdown preview. Takes a rule's id, or a row of the findings tree; else asks. */
export async function openRule({ findings }: CommandContext, given: unknown): Promise<void> {
  const rule = ruleOf(given) ?? ruleOf(findings.tree.view.selection[0]) ?? (await pickRule());
  if (rule === undefined) return;
  const { ALL_RULES, pageFile } = await loadCore();
  if (!ALL_RULES.some(({ id }) => id === rule)) {
    void vscode.window.showErrorMessage(noticeText(t('There is no rule {0}.', visibleName(rule))));
    return;
  }
  await vscode.commands.executeCommand('markdown.showPreview', rulePage(pageFile(rule)));
}

function ruleOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || !('about' in given)) return undefined;
  const { about } = given as { about?: { findings?: readonly { rule?: unknown }[] } };
  const rule = about?.findings?.[0]?.rule;
  return typeof rule === 'string' ? rule : undefined;
}

async function pickRule(): Promise<string | undefined> {
  const { ALL_RULES } = await loadCore();
  const picked = await vscode.window.showQuickPick(
    ALL_RULES.map(({ id, page }) => ({ label: id, detail: page.title })),
    { title: t('Open the page of a rule'), matchOnDetail: true },
  );
  return picked?.label;
}
