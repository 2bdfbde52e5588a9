import * as vscode from 'vscode';
import { type AuditRoot, rootKey } from './root';
import { type AuditState, IDLE } from './state';

/** The one place that knows how each root's audit stands; views listen and read. */
export interface AuditStore extends vscode.Disposable {
  /** Fires with the root whose state changed, or was dropped. */
  readonly onDidChange: vscode.Event<AuditRoot>;
  get(root: AuditRoot): AuditState;
  set(root: AuditRoot, state: AuditState): void;
  drop(root: AuditRoot): void;
  /** Roots with a state, in the order in which they came. */
  all(): readonly RootState[];
}

export interface RootState {
  readonly root: AuditRoot;
  readonly state: AuditState;
}

export function createStore(): AuditStore {
  const states = new Map<string, RootState>();
  const changed = new vscode.EventEmitter<AuditRoot>();
  return {
    onDidChange: changed.event,
    get: (root) => states.get(rootKey(root))?.state ?? IDLE,
    set(root, state) {
      states.set(rootKey(root), { root, state });
      changed.fire(root);
    },
    drop(root) {
      if (states.delete(rootKey(root))) changed.fire(root);
    },
    all: () => [...states.values()],
    dispose: () => changed.dispose(),
  };
}
