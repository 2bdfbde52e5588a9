import type { RootState } from '../audits/store';

/** One word for all roots together; welcome views and menus ask for it as `neuronMigration.status`. */
export type OverallStatus = 'idle' | 'running' | 'failed' | 'empty' | 'clean' | 'done';

/**
 * running and failed only where no report is there to be shown; empty: nothing to audit was found; clean: models were found, and no
 * finding.
 */
export function overallStatus(states: readonly Pick<RootState, 'state'>[]): OverallStatus {
  const reports = states.flatMap(({ state }) => state.report ?? []);
  if (reports.length > 0) {
    if (reports.every(({ artifacts }) => artifacts.length === 0)) return 'empty';
    return reports.some(({ findings }) => findings.length > 0) ? 'done' : 'clean';
  }
  if (states.some(({ state }) => state.status === 'running')) return 'running';
  return states.some(({ state }) => state.status === 'failed') ? 'failed' : 'idle';
}
