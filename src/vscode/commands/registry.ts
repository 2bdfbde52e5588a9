import type * as vscode from 'vscode';
import type { Auditor } from '../audits/auditor';
import type { AuditStore } from '../audits/store';
import type { Checklists } from '../checklist/panel';
import type { ReadonlyDocuments } from '../readonly-documents';
import type { FindingsView } from '../views/findings-view';

/** What commands work on. */
export interface CommandContext {
  readonly extension: vscode.Extension<unknown>;
  readonly store: AuditStore;
  readonly auditor: Auditor;
  readonly findings: FindingsView;
  readonly checklists: Checklists;
  readonly documents: ReadonlyDocuments;
  readonly log: vscode.LogOutputChannel;
}
