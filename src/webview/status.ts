import { nothingToAudit } from '../report/coverage';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h } from './dom';
import { type IconName, icon } from './icons';
import { closing } from './overview';
import { placeLabel } from './places';
import type { Running } from './running';
import type { Actions, Shown, State } from './state';
import { button } from './step-body';
import { plural, t } from './text';
import type { StepRow } from './view-model';

/** Why there is no report, or no newer one. The last report stays below. */
export function renderStatus(element: HTMLElement, running: Running, state: State, actions: Actions): void {
  const { audit, failure } = state;
  const first = state.shown === null;
  if (audit !== null && first) {
    fill(element, ['auditing'], () => [
      h('section', { class: 'card' }, running.element, h('p', { class: 'quiet' }, t('status.firstAudit'))),
    ]);
    running.render(audit);
  } else if (failure !== null) fill(element, ['failed', failure, first], () => failedParts(failure, first, actions));
  else if (first) fill(element, ['waiting'], () => waitingParts(actions));
  else fill(element, ['none'], () => []);
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
