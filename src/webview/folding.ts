import { type Child, fill, h } from './dom';
import { icon } from './icons';
import type { Actions, FoldingId, State } from './state';
import { t } from './text';

/** A section under a heading that opens and closes it: folded until somebody wants it, and not built before. */
export function renderFolding(
  element: HTMLElement,
  id: FoldingId,
  state: State,
  actions: Actions,
  content: { readonly signature: unknown; readonly summary: string; readonly build: () => readonly Child[] },
): void {
  const open = state.sectionsOpen.has(id);
  fill(element, [open, content.summary, open ? content.signature : null], () => [
    h(
      'h2',
      { id },
      h(
        'button',
        {
          type: 'button',
          class: 'unfold',
          'data-key': `section ${id}`,
          'aria-expanded': String(open),
          'aria-controls': open ? `${id}-content` : null,
          onclick: () => {
            if (!state.sectionsOpen.delete(id)) state.sectionsOpen.add(id);
            actions.refresh();
          },
        },
        icon('fold', 'chevron'),
        t(`section.${id}`),
      ),
      content.summary !== '' && h('span', { class: 'summary quiet' }, content.summary),
    ),
    open && h('div', { id: `${id}-content`, class: 'content' }, ...content.build()),
  ]);
}
