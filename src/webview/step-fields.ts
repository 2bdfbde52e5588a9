import { STEP_STATES, type Step, type StepState } from '../model/plan';
import type { StepChange } from '../plan/record';
import { daysOf, daysText } from '../text/days';
import { fill, h } from './dom';
import type { Actions } from './state';
import { t } from './text';

export interface StepFields {
  readonly element: HTMLElement;
  /** Shows what is kept of the step; leaves alone what is being typed. */
  show(step: Step): void;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A field of text with its label, and the sentence that says what is wrong with what was typed. */
interface Entry {
  readonly field: TextField;
  readonly label: HTMLElement;
  /** The text of a step in it. */
  readonly textOf: (step: Step) => string;
}

let nextId = 0;

/** What people note about a step: state, owner, days, evidence, note. Kept when a field is left; one that cannot be read is not. */
export function stepFields(id: string, actions: Actions): StepFields {
  const select = h('select', {
    'data-key': `state ${id}`,
    onchange: () => actions.setStep(id, { state: select.value as StepState }),
  });
  const problem = h('p', { class: 'problem', id: `problem-${nextId++}`, role: 'alert' });

  /** `read` gives the change that a text means, or a sentence where it means none. */
  function entry(
    field: TextField,
    words: { readonly key: string; readonly label: string },
    textOf: Entry['textOf'],
    read: (text: string) => StepChange | string,
  ): Entry {
    field.classList.add(words.key);
    field.dataset.key = `${words.key} ${id}`;
    field.addEventListener('change', () => {
      const change = read(field.value.trim());
      const wrong = typeof change === 'string';
      problem.textContent = wrong ? change : '';
      field.toggleAttribute('aria-invalid', wrong);
      if (wrong) field.setAttribute('aria-describedby', problem.id);
      else {
        field.removeAttribute('aria-describedby');
        actions.setStep(id, change);
      }
    });
    return { field, label: h('label', { class: `${words.key}-field` }, h('span', {}, words.label), field), textOf };
  }

  const text = (maxlength: number) => h('input', { type: 'text', maxlength, spellcheck: 'false', autocomplete: 'off' });
  const effort = text(20);
  const entries = [
    entry(
      text(100),
      { key: 'owner', label: t('step.owner') },
      ({ owner }) => owner ?? '',
      (typed) => ({ owner: typed || null }),
    ),
    entry(effort, { key: 'days', label: t('step.effortDays') }, ownEffort, (typed) => {
      const days = typed === '' ? null : daysOf(typed);
      return typed !== '' && days === null ? t('step.wrongEffort') : { effort: days };
    }),
    entry(
      text(20),
      { key: 'spent', label: t('step.spentDays') },
      ({ spentDays }) => (spentDays === null ? '' : String(spentDays)),
      (typed) => {
        const days = typed === '' ? null : daysOf(typed);
        if (typed !== '' && days?.minDays !== days?.maxDays) return t('step.wrongSpent');
        return typed !== '' && days === null ? t('step.wrongSpent') : { spentDays: days?.minDays ?? null };
      },
    ),
    entry(
      text(500),
      { key: 'proof', label: t('step.proof') },
      ({ evidence }) => evidence ?? '',
      (typed) => ({ evidence: typed || null }),
    ),
    entry(
      h('textarea', { rows: 2, maxlength: 2000 }),
      { key: 'note', label: t('step.note') },
      ({ note }) => note ?? '',
      (typed) => ({ note: typed || null }),
    ),
  ];
  const kept = new Map<TextField, string>();

  function put({ field, textOf }: Entry, step: Step): void {
    const value = textOf(step);
    const typing = document.activeElement === field && field.value !== (kept.get(field) ?? '');
    // What could not be read stays for its writer to mend, until the step says something else.
    const broken = field.hasAttribute('aria-invalid') && kept.get(field) === value;
    kept.set(field, value);
    if (!typing && !broken && field.value !== value) field.value = value;
  }

  return {
    element: h(
      'div',
      { class: 'track' },
      h('label', {}, h('span', {}, t('filter.state')), select),
      ...entries.slice(0, 3).map(({ label }) => label),
      problem,
      ...entries.slice(3).map(({ label }) => label),
    ),
    show(step) {
      const states = STEP_STATES.filter((state) => isSettable(state) || state === step.state);
      fill(select, states, () =>
        states.map((state) => h('option', { value: state, disabled: !isSettable(state) }, t(`state.${state}`))),
      );
      select.value = step.state;
      effort.placeholder = step.effort.by === 'tool' ? daysText(step.effort) : '';
      for (const each of entries) put(each, step);
    },
  };
}

/** The team's range; empty where the tool's estimate stands. */
function ownEffort({ effort }: Step): string {
  return effort.by === 'team' ? daysText(effort) : '';
}

/** The other states follow from the planner file and from the audit. */
function isSettable(state: StepState): boolean {
  return state === 'open' || state === 'doing' || state === 'done';
}
