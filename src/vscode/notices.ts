import * as vscode from 'vscode';
import { Cancelled } from '../model/host';
import { visible } from '../report/escape';

/** Text for a notification, which would turn `[text](link)` into a link. */
export function noticeText(text: string): string {
  return visible(text, 400).replaceAll('](', '] (');
}

/** Tells the user that something they asked for did not work. A cancelled request needs no word. */
export function showFailure(error: unknown): void {
  if (error instanceof Cancelled) return;
  void vscode.window.showErrorMessage(noticeText(error instanceof Error ? error.message : String(error)));
}
