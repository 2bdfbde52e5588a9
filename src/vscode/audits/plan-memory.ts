import type * as vscode from 'vscode';
import type { StepRecord } from '../../model/plan';
import { type AuditRoot, rootKey } from './root';

/** Ticks of folders that cannot be written, kept by the editor for this workspace on this machine. */
export interface PlanMemory {
  /** Null where the folder's plan file holds them. */
  records(root: AuditRoot): readonly StepRecord[] | null;
  /** Starts from `base` the first time. */
  keep(root: AuditRoot, record: StepRecord, base: readonly StepRecord[]): Thenable<void>;
  /** The folder can be written again: its plan file holds the ticks from now on. */
  forget(root: AuditRoot): Thenable<void>;
}

export function createPlanMemory(state: vscode.Memento): PlanMemory {
  const keyOf = (root: AuditRoot) => `plan:${rootKey(root)}`;
  const recordsOf = (root: AuditRoot) => state.get<readonly StepRecord[]>(keyOf(root)) ?? null;
  return {
    records: recordsOf,
    keep(root, record, base) {
      const others = (recordsOf(root) ?? base).filter(({ id }) => id !== record.id);
      return state.update(keyOf(root), [...others, record]);
    },
    forget: (root) => state.update(keyOf(root), undefined),
  };
}
