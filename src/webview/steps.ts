import { PHASES, type Phase, type PhaseId } from '../model/plan';
import { type Child, fill, h, place } from './dom';
import type { Actions, State } from './state';
import { type StepElement, stepElement } from './step-row';
import { t } from './text';
import { type Progress, progress, type StepRow } from './view-model';

/** So many steps of a phase are listed at first, and with each request for more: enough for people, little for the page. */
export const STEPS_AT_ONCE = 100;

export interface StepList {
  readonly element: HTMLElement;
  /** Brings the list in line with the steps that pass the filters, out of all. */
  render(phases: readonly Phase[], all: readonly StepRow[], visible: readonly StepRow[], state: State): void;
  rowOf(id: string): StepRow | undefined;
  elementOf(id: string): HTMLElement | undefined;
}

interface Section {
  readonly section: HTMLElement;
  readonly header: HTMLElement;
  readonly list: HTMLElement;
  readonly more: HTMLElement;
}

/** The steps by phase. A step's element lives as long as the step is in the plan. */
export function stepList(actions: Actions): StepList {
  const none = h('p', { class: 'none' });
  const root = h('div', { class: 'plan' }, none);
  const sections = new Map<PhaseId, Section>();
  const known = new Map<string, { readonly shown: StepElement; row: StepRow }>();

  function elementFor(row: StepRow, state: State): HTMLLIElement {
    const { id } = row.step;
    const entry = known.get(id) ?? { shown: stepElement(id, actions), row };
    known.set(id, entry);
    entry.row = row;
    entry.shown.show(row, state);
    return entry.shown.element;
  }

  function renderPhase(phase: Phase, all: readonly StepRow[], rows: readonly StepRow[], state: State): HTMLElement {
    const parts = sections.get(phase.id) ?? sectionElement(phase.id);
    sections.set(phase.id, parts);
    const { section, header, list, more } = parts;
    const at = progress(all);
    fill(header, [phase.title, at], () => headerParts(phase, at));
    const limit = state.stepsListed.get(phase.id) ?? STEPS_AT_ONCE;
    const elements = rows.slice(0, limit).map((row) => elementFor(row, state));
    const wanted = new Set<Element>(elements);
    for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
    for (const [index, element] of elements.entries()) place(list, element, index);
    fill(more, [rows.length, limit], () => moreParts(phase.id, rows.length - limit, limit, state, actions));
    return section;
  }

  return {
    element: root,
    render(phases, all, visible, state) {
      const planned = new Set(all.map((row) => row.step.id));
      for (const id of known.keys()) if (!planned.has(id)) known.delete(id);
      const shown = phases.filter((phase) => visible.some((row) => row.phase === phase.id));
      for (const [id, { section }] of sections) if (!shown.some((phase) => phase.id === id)) section.remove();
      for (const [index, phase] of shown.entries()) {
        const own = (rows: readonly StepRow[]) => rows.filter((row) => row.phase === phase.id);
        place(root, renderPhase(phase, own(all), own(visible), state), index);
      }
      fill(none, visible.length > 0 || all.length === 0, () =>
        visible.length > 0 || all.length === 0 ? [] : noneParts(actions),
      );
    },
    rowOf: (id) => known.get(id)?.row,
    elementOf: (id) => known.get(id)?.shown.element,
  };
}

function sectionElement(phase: PhaseId): Section {
  const id = `phase-${phase}`;
  const header = h('header');
  const list = h('ol', { class: 'steps', role: 'list', 'aria-labelledby': id });
  const more = h('div', {});
  return { section: h('section', { class: 'phase', 'aria-labelledby': id }, header, list, more), header, list, more };
}

function headerParts(phase: Phase, at: Progress): Child[] {
  const number = h('span', { class: 'number' }, String(PHASES.indexOf(phase.id) + 1));
  return [
    h('h2', { id: `phase-${phase.id}`, tabindex: -1 }, number, phase.title),
    at.total > 0 && h('span', { class: 'sum' }, progressWords(at)),
  ];
}

/** "2 of 6 done, 1 in progress". */
export function progressWords({ total, done, doing, waived }: Progress): string {
  return [
    t('phases.done', done, total),
    ...(doing > 0 ? [t('phases.doing', doing)] : []),
    ...(waived > 0 ? [t('phases.waived', waived)] : []),
  ].join(', ');
}

function moreParts(phase: PhaseId, left: number, limit: number, state: State, actions: Actions): Child[] {
  const onclick = (): void => {
    state.stepsListed.set(phase, limit + STEPS_AT_ONCE);
    actions.refresh();
  };
  return [
    left > 0 &&
      h(
        'button',
        { type: 'button', class: 'link more', 'data-key': `more ${phase}`, onclick },
        t('step.moreSteps', left),
      ),
  ];
}

function noneParts(actions: Actions): Child[] {
  const onclick = (): void => actions.filter({ text: '', hidden: [], state: null, file: null });
  return [t('filter.none'), ' ', h('button', { type: 'button', class: 'link', onclick }, t('filter.clear'))];
}
