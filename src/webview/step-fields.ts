import { STEP_STATES, type Step, type StepState } from '../model/plan';
import { fill, h } from './dom';
import type { Actions } from './state';
import { t } from './text';

export interface StepFields {
  readonly element: HTMLElement;
  /** Shows what is kept of the step; leaves alone what is being typed. */
  show(step: Step): void;
}

/** What people note about a step: state, owner, note. Kept when a field is left. */
export function stepFields(id: string, actions: Actions): StepFields {
  const select = h('select', {
    'data-key': `state ${id}`,
    onchange: () => actions.setStep(id, { state: select.value as StepState }),
  });
  const owner = h('input', {
    type: 'text',
    maxlength: 100,
    spellcheck: 'false',
    autocomplete: 'off',
    'data-key': `owner ${id}`,
    onchange: () => actions.setStep(id, { owner: owner.value.trim() }),
  });
  const note = h('textarea', {
    rows: 2,
    maxlength: 2000,
    'data-key': `note ${id}`,
    onchange: () => actions.setStep(id, { note: note.value.trim() }),
  });
  const element = h(
    'div',
    { class: 'track' },
    h('label', {}, h('span', {}, t('filter.state')), select),
    h('label', {}, h('span', {}, t('step.owner')), owner),
    h('label', { class: 'wide' }, h('span', {}, t('step.note')), note),
  );
  const kept = { owner: '', note: '' };

  function put(field: HTMLInputElement | HTMLTextAreaElement, key: keyof typeof kept, value: string): void {
    const typing = document.activeElement === field && field.value !== kept[key];
    kept[key] = value;
    if (!typing && field.value !== value) field.value = value;
  }

  return {
    element,
    show(step) {
      const states = STEP_STATES.filter((state) => isSettable(state) || state === step.state);
      fill(select, states, () =>
        states.map((state) => h('option', { value: state, disabled: !isSettable(state) }, t(`state.${state}`))),
      );
      select.value = step.state;
      put(owner, 'owner', step.owner ?? '');
      put(note, 'note', step.note ?? '');
    },
  };
}

/** The other states follow from the planner file and from the audit. */
function isSettable(state: StepState): boolean {
  return state === 'open' || state === 'doing' || state === 'done';
}
