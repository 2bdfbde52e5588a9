import { type Child, fill, h } from '../dom';
import { type IconName, icon } from '../icons';
import { PLANNER_FILE } from '../shared/names';
import { button } from './header';
import type { Actions, State } from './state';
import { t } from './text';

/** What stands in the way of the overview, or of a part of it. */
export function renderStatus(element: HTMLElement, state: State, actions: Actions): void {
  const { file, reading, shown, unreadable, failure } = state;
  const partial = shown?.summary.reason ?? null;
  fill(element, [file, reading && shown === null, unreadable, failure, partial], () => {
    if (unreadable !== null) {
      return [
        card(
          'blocked',
          [t('status.unreadable', file)],
          [unreadable],
          [button('more', t('action.reopen'), 'reopen unread', () => actions.post({ type: 'reopen' }))],
        ),
      ];
    }
    return [
      failure !== null &&
        card(
          'blocked',
          [t('status.failed')],
          [failure],
          [
            button('file', t('action.plannerFile', PLANNER_FILE), 'planner file', () =>
              actions.post({ type: 'plannerFile' }),
            ),
          ],
        ),
      partial !== null && card('attention', [t('status.partial')], [partial], []),
      reading && shown === null && h('p', { class: 'quiet', role: 'status' }, t('status.reading', file)),
    ];
  });
}

function card(glyph: IconName, title: readonly Child[], text: readonly string[], tools: readonly Child[]): HTMLElement {
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, icon(glyph), h('span', {}, ...title)),
    ...text.map((paragraph) => h('p', { class: 'message' }, paragraph)),
    tools.length > 0 && h('div', { class: 'tools' }, ...tools),
  );
}
