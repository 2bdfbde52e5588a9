import { rootKey } from '../audits/root';
import type { AuditStore } from '../audits/store';
import type { RootReport } from './node';

/** The last good report of every root that has one. */
export function reportsOf(store: AuditStore): readonly RootReport[] {
  return store
    .all()
    .flatMap(({ root, state }) =>
      state.report === null ? [] : [{ root: { key: rootKey(root), name: root.name }, report: state.report }],
    );
}
