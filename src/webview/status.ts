import { nothingToAudit } from '../report/coverage';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h } from './dom';
import { type IconName, icon } from './icons';
import { closing } from './overview';
import { placeLabel } from './places';
import type { Actions, Shown, State } from './state';
import { button } from './step-body';
import { plural, t } from './text';
import type { StepRow } from './view-model';

/** What goes on right now: an audit runs, failed, or there is none yet. The last report stays below. */
export function renderStatus(element: HTMLElement, state: State, actions: Actions): void {
  const { audit, failure } = state;
  const first = state.shown === null;
  if (audit !== null) {
    fill(element, ['auditing', first], () => auditingParts(first, actions));
    showProgress(element, audit);
  } else if (failure !== null) fill(element, ['failed', failure, first], () => failedParts(failure, first, actions));
  else if (first) fill(element, ['waiting'], () => waitingParts(actions));
  else fill(element, ['none'], () => []);
}

function auditingParts(first: boolean, actions: Actions): Child[] {
  return [
    h(
      'section',
      { class: 'card auditing' },
      h('h2', {}),
      h('progress', { 'aria-label': t('status.searching') }),
      h('p', { class: 'current mono' }),
      h('p', { class: 'quiet' }, t(first ? 'status.firstAudit' : 'status.lastStays')),
      h(
        'div',
        { class: 'tools' },
        h(
          'button',
          { type: 'button', class: 'button', 'data-key': 'cancel', onclick: () => actions.post({ type: 'cancel' }) },
          t('action.cancel'),
        ),
      ),
    ),
  ];
}

/** Moves the bar without making the card anew, so that the cancel button keeps the focus. */
function showProgress(element: HTMLElement, { done, total, current }: NonNullable<State['audit']>): void {
  const bar = element.querySelector('progress');
  const title = element.querySelector('h2');
  const file = element.querySelector<HTMLElement>('.current');
  if (bar === null || title === null || file === null) return;
  if (total === null) bar.removeAttribute('value');
  else {
    bar.max = Math.max(total, 1);
    bar.value = done;
  }
  fill(title, [done, total], () => [total === null ? t('status.searching') : t('status.auditing', done, total)]);
  fill(file, current, () => [current]);
}

function failedParts({ message, location }: NonNullable<State['failure']>, first: boolean, actions: Actions): Child[] {
  return [
    card(
      'blocked',
      t('status.failed'),
      [h('p', { class: 'message' }, message), !first && h('p', { class: 'quiet' }, t('status.failedStays'))],
      [
        location !== null &&
          button(
            'goto',
            t('status.openPlace', placeLabel(location)),
            'failed',
            () => actions.post({ type: 'open', location }),
            'primary',
          ),
        button('refresh', t('action.audit'), 'audit again', () => actions.post({ type: 'audit' })),
      ],
    ),
  ];
}

function waitingParts(actions: Actions): Child[] {
  return [
    card(
      'unknown',
      t('status.waiting'),
      [h('p', {}, t('status.waitingText'))],
      [button('refresh', t('action.auditFirst'), 'audit first', () => actions.post({ type: 'audit' }), 'primary')],
    ),
  ];
}

/** What the report comes to: nothing found to audit, or nothing left to do on the target. */
export function renderOutcome(
  element: HTMLElement,
  shown: Shown,
  rows: readonly StepRow[],
  state: State,
  actions: Actions,
): void {
  const { report, folder } = shown;
  if (nothingToAudit(report)) {
    const { notes, cutShort = [] } = report.coverage;
    fill(element, ['empty', folder, notes, cutShort], () => [
      card(
        'unknown',
        t('status.emptyTitle'),
        [
          h('p', {}, t('status.emptyText', folder)),
          ...[...cutShort, ...notes].map((note) => h('p', {}, note)),
          h('p', { class: 'quiet' }, t('status.emptyLimits')),
        ],
        [],
      ),
    ]);
    return;
  }
  const target = state.target ?? report.settings.targets[0];
  const outcome = target === undefined ? ({ kind: 'steps-left' } as const) : closing(rows, report, target);
  const verdict = (target && report.verdicts[target]) ?? 'unknown';
  fill(element, [outcome, target, verdict], () => {
    const label = target === undefined ? '' : TARGET_LABELS[target];
    const exported = button('export', t('action.export'), 'export report', () =>
      actions.post({ type: 'exportReport' }),
    );
    const again = button('refresh', t('action.audit'), 'audit once more', () => actions.post({ type: 'audit' }));
    const word = t(`verdict.${verdict}`).toLowerCase();
    switch (outcome.kind) {
      case 'steps-left':
        return [];
      case 'nothing-left':
        return [card('ready', t('status.doneTitle', label), [h('p', {}, t('status.doneText'))], [exported])];
      case 'still-found':
        return [
          card(
            'attention',
            t('status.stillTitle', label, word),
            [h('p', {}, plural('status.stillText', outcome.count))],
            [again],
          ),
        ];
      case 'not-sure':
        return [card('unknown', t('status.notSureTitle', label, word), [h('p', {}, t('status.notSureText'))], [again])];
      default:
        return outcome satisfies never;
    }
  });
}

function card(glyph: IconName, title: string, text: readonly Child[], actions: readonly Child[]): HTMLElement {
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, icon(glyph), title),
    ...text,
    actions.length > 0 && h('div', { class: 'tools' }, ...actions),
  );
}
