import { visibleTitle } from '../report/escape';
import { fill, h, keepFocus } from './dom';
import type { PlanEdit } from './history';
import type { Actions } from './state';
import { dayRange, t } from './text';

export interface ChangeLine {
  readonly element: HTMLElement;
  /** Says what was changed, or taken back; returns the sentence. */
  show(edit: PlanEdit, undone: boolean): string;
}

/** The last change of the plan in a line that stays in sight, with a button that takes it back. */
export function changeLine(actions: Actions): ChangeLine {
  const element = h('div', { class: 'changed', hidden: true });
  return {
    element,
    show(edit, undone) {
      const sentence = t(undone ? 'changed.undone' : 'changed.done', editWords(edit));
      element.hidden = false;
      keepFocus(() =>
        fill(element, [sentence, undone], () => [
          h('span', { class: 'words', title: sentence }, sentence),
          h(
            'button',
            {
              type: 'button',
              class: 'link',
              'data-key': 'undo',
              'aria-keyshortcuts': undone ? 'Control+Shift+Z' : 'Control+Z',
              onclick: () => (undone ? actions.redo() : actions.undo()),
            },
            t(undone ? 'changed.redo' : 'changed.undo'),
          ),
        ]),
      );
      return sentence;
    },
  };
}

/** "Cast to float before TopK: Done", "Cast to float before TopK: owner mira". */
function editWords({ title, after }: PlanEdit): string {
  const words = Object.keys(after).map((field) => {
    switch (field) {
      case 'state':
        return t(`state.${after.state ?? 'open'}`);
      case 'owner':
        return after.owner ? t('changed.owner', after.owner) : t('step.noOwner');
      case 'effort':
        return after.effort ? t('changed.effort', dayRange(after.effort)) : t('changed.estimate');
      case 'spentDays':
        return t('changed.spent');
      case 'evidence':
        return t(after.evidence ? 'changed.evidence' : 'changed.noEvidence');
      default:
        return t(after.note ? 'changed.note' : 'changed.noNote');
    }
  });
  return `${visibleTitle(title)}: ${words.join(', ')}`;
}
