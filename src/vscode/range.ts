import * as vscode from 'vscode';
import type { TextRange } from '../model/finding';
import { type EntryRange, toEntryRange } from './problems/convert';

/** A range of a finding, 1-based, as VS Code's own. */
export function toRange(range: TextRange): vscode.Range {
  return fromEntry(toEntryRange(range));
}

/** A range of an entry, 0-based already. */
export function fromEntry({ start, end }: EntryRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
