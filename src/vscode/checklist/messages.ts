/** What the page of the checklist is told of an audit. Pure. */
import type { Location } from '../../model/finding';
import type { Problem } from '../../model/problem';
import type { Report } from '../../model/report';
import type { ToWebview } from '../../protocol';
import type { AuditState } from '../audits/state';
import { t } from '../l10n';

/** What the page knows, and what goes with every report. */
export interface PageState {
  /** Name of the folder. */
  readonly folder: string;
  /** Where ticks are kept; null: in the editor. */
  readonly planFile: string | null;
  /** The report that the page has. */
  readonly shown: Report | null;
  /** The page shows that an audit runs. */
  readonly running: boolean;
}

/** The messages for a state. While an audit runs the page keeps the report it has, so that progress costs little. */
export function messagesFor(state: AuditState, page: PageState): readonly ToWebview[] {
  const { folder, planFile } = page;
  const report: readonly ToWebview[] =
    state.report === null ? [] : [{ type: 'report', report: state.report, folder, planFile }];
  switch (state.status) {
    case 'idle':
      return page.running ? [{ type: 'failed', message: t('The audit was cancelled.'), location: null }] : [];
    case 'done':
      return report;
    case 'running': {
      const { done, total, current } = state.progress ?? { done: 0, total: null, current: '' };
      return [...(state.report === page.shown ? [] : report), { type: 'auditing', done, total, current }];
    }
    case 'failed': {
      const { message, problems } = state.failure;
      return [...report, { type: 'failed', message, location: firstPlace(problems) }];
    }
    default:
      return state satisfies never;
  }
}

function firstPlace(problems: readonly Problem[]): Location | null {
  const placed = problems.find(({ path }) => path !== '');
  if (placed === undefined) return null;
  return placed.range === null ? { path: placed.path } : { path: placed.path, range: placed.range };
}
