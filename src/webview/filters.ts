import { STEP_STATES, type StepState } from '../model/plan';
import type { Target } from '../model/target';
import { visibleName } from '../report/escape';
import { TARGET_LABELS } from '../report/words';
import { fill, h } from './dom';
import { icon, KIND_ICON } from './icons';
import { ownersOf } from './row-filters';
import type { Actions, State } from './state';
import { dayRange, plural, t } from './text';
import { countKinds, daysLeft, STEP_KINDS, type StepRow } from './view-model';

/** So many files are offered by name; the text filter finds the others. */
const FILES = 500;

export interface FilterBar {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  render(all: readonly StepRow[], visible: readonly StepRow[], target: Target, state: State): void;
}

/** Text, kinds, state, file. Made once, so that typing in it is never disturbed. */
export function filterBar(actions: Actions): FilterBar {
  const input = h('input', {
    type: 'search',
    'aria-label': t('filter.label'),
    placeholder: t('filter.placeholder'),
    'aria-keyshortcuts': '/',
    spellcheck: 'false',
    autocomplete: 'off',
    maxlength: 200,
    oninput: () => actions.filter({ text: input.value }),
  });
  let owners: readonly string[] = [];
  const kinds = h('div', { class: 'kinds', role: 'group', 'aria-label': t('filter.shown') });
  const stateSelect = h('select', {
    'aria-label': t('filter.state'),
    onchange: () => actions.filter({ state: (stateSelect.value || null) as StepState | null }),
  });
  const ownerSelect = h('select', {
    'aria-label': t('filter.owner'),
    class: 'owners',
    onchange: () => {
      const at = ownerSelect.selectedIndex;
      actions.filter({ owner: at === 0 ? null : at === 1 ? '' : (owners[at - 2] ?? null) });
    },
  });
  const fileSelect = h('select', {
    'aria-label': t('filter.file'),
    class: 'files',
    onchange: () => actions.filter({ file: fileSelect.value || null }),
  });
  const shown = h('span', { class: 'shown' });
  const element = h(
    'div',
    { class: 'filters', role: 'search', 'aria-label': t('filter.label') },
    h('span', { class: 'search' }, icon('search'), input),
    kinds,
    h('span', { class: 'choices' }, ownerSelect, stateSelect, fileSelect),
    shown,
  );

  return {
    element,
    input,
    render(all, visible, target, state) {
      const { filters } = state;
      const counts = countKinds(all);
      const others = all.filter((row) => !row.applies && row.step.state !== 'obsolete').length;
      fill(kinds, [counts, others, target], () => [
        ...STEP_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
          toggle(
            `kind ${kind}`,
            plural(`kind.${kind}`, counts[kind]),
            [icon(KIND_ICON[kind]), String(counts[kind])],
            () => {
              const { hidden } = state.filters;
              actions.filter({
                hidden: hidden.includes(kind) ? hidden.filter((each) => each !== kind) : [...hidden, kind],
              });
            },
          ),
        ),
        others > 0 &&
          toggle('kind others', null, [t('filter.others', TARGET_LABELS[target]), ' ', String(others)], () =>
            actions.filter({ others: !state.filters.others }),
          ),
      ]);
      for (const kind of STEP_KINDS) press(kinds, `kind ${kind}`, !filters.hidden.includes(kind));
      press(kinds, 'kind others', filters.others);

      const states = STEP_STATES.filter((each) => all.some((row) => row.step.state === each) || filters.state === each);
      fill(stateSelect, states, () => [
        h('option', { value: '' }, t('filter.anyState')),
        ...states.map((each) => h('option', { value: each }, t(`state.${each}`))),
      ]);
      const { owner } = filters;
      owners = ownersOf(all);
      if (owner && !owners.includes(owner)) owners = [owner, ...owners];
      ownerSelect.hidden = owners.length === 0;
      fill(ownerSelect, owners, () => [
        h('option', {}, t('filter.anyOwner')),
        h('option', {}, t('filter.noOwner')),
        ...owners.map((each) => h('option', {}, visibleName(each))),
      ]);
      const files = filesOf(all, filters.file);
      fill(fileSelect, files, () => [
        h('option', { value: '' }, t('filter.anyFile')),
        ...files.map((file) => {
          const option = h('option', {}, file);
          option.value = file;
          return option;
        }),
      ]);
      if (input.value !== filters.text) input.value = filters.text;
      stateSelect.value = filters.state ?? '';
      ownerSelect.selectedIndex = owner === null ? 0 : owner === '' ? 1 : owners.indexOf(owner) + 2;
      fileSelect.value = filters.file ?? '';

      const total = all.filter((row) => (filters.others || row.applies) && row.step.state !== 'obsolete').length;
      const left = t('phases.left', dayRange(daysLeft(visible)));
      fill(shown, [visible.length, total, left], () => [`${shownWords(visible.length, total)} · ${left}`]);
    },
  };
}

/** "18 steps", "12 of 18 steps". */
export function shownWords(visible: number, total: number): string {
  return visible === total ? plural('filter.all', total) : plural('filter.some', total, visible);
}

function filesOf(rows: readonly StepRow[], chosen: string | null): string[] {
  const files = [...new Set(rows.flatMap((row) => (row.applies ? row.files : [])))].sort().slice(0, FILES);
  return chosen === null || files.includes(chosen) ? files : [chosen, ...files];
}

function toggle(
  key: string,
  label: string | null,
  parts: readonly (Node | string)[],
  onclick: () => void,
): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'toggle', 'aria-label': label, title: label, 'data-key': key, onclick },
    ...parts,
  );
}

function press(group: HTMLElement, key: string, on: boolean): void {
  group.querySelector(`[data-key="${key}"]`)?.setAttribute('aria-pressed', String(on));
}
