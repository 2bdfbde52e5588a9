import { fill, h } from './dom';
import type { Actions, State } from './state';
import { t } from './text';

/** A running audit: how far it is, and a way to stop it. Moves without being made anew, so that the button keeps the focus. */
export interface Running {
  readonly element: HTMLElement;
  render(audit: NonNullable<State['audit']>): void;
}

export function runningAudit(actions: Actions): Running {
  const words = h('span', { class: 'words' });
  const bar = h('progress', { 'aria-label': t('status.searching') });
  const file = h('span', { class: 'current mono' });
  const cancel = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'cancel', onclick: () => actions.post({ type: 'cancel' }) },
    t('action.cancel'),
  );
  return {
    element: h('div', { class: 'running' }, bar, words, file, cancel),
    render({ done, total, current }) {
      const text = total === null ? t('status.searching') : t('status.auditing', done, total);
      if (total === null) bar.removeAttribute('value');
      else {
        bar.max = Math.max(total, 1);
        bar.value = done;
      }
      bar.setAttribute('aria-label', text);
      fill(words, text, () => [text]);
      fill(file, current, () => [current]);
    },
  };
}
