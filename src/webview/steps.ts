import { groupBy } from '../model/group-by';
import { type Days, PHASES, type Phase, type PhaseId } from '../model/plan';
import { type Child, fill, h, place } from './dom';
import type { Actions, State } from './state';
import { type StepElement, stepElement } from './step-row';
import { dayRange, t } from './text';
import { daysLeft, type Progress, progress, type StepRow } from './view-model';

/** So many steps of a phase are listed at first, and with each request for more: enough for people, little for the page. */
export const STEPS_AT_ONCE = 100;

/** So many new steps are drawn in one go: more than a screen holds. The others follow while the page is idle, as many at a time. */
const DRAWN_AT_ONCE = 30;

/** Later steps wait for an idle page no longer than this, in milliseconds. */
const PATIENCE = 100;

export interface StepList {
  readonly element: HTMLElement;
  /** Brings the list in line with the steps that pass the filters, out of all. */
  render(phases: readonly Phase[], all: readonly StepRow[], visible: readonly StepRow[], state: State): void;
  /** Draws at once what {@link render} left for later. */
  finish(): void;
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

  /** How many elements may still be made in this go, and what draws the rest once they are made. */
  let room = 0;
  let rest: (() => void) | null = null;
  let waiting = 0;

  function elementFor(row: StepRow, state: State): HTMLLIElement {
    const { id } = row.step;
    const entry = known.get(id) ?? { shown: stepElement(id, actions), row };
    known.set(id, entry);
    entry.row = row;
    entry.shown.show(row, state);
    return entry.shown.element;
  }

  /** The elements of the rows, as far as there is room for new ones. */
  function elementsFor(rows: readonly StepRow[], state: State): HTMLLIElement[] {
    const elements: HTMLLIElement[] = [];
    for (const row of rows) {
      if (!known.has(row.step.id) && room-- <= 0) break;
      elements.push(elementFor(row, state));
    }
    return elements;
  }

  function renderPhase(phase: Phase, all: readonly StepRow[], rows: readonly StepRow[], state: State): HTMLElement {
    const parts = sections.get(phase.id) ?? sectionElement(phase.id);
    sections.set(phase.id, parts);
    const { section, header, list, more } = parts;
    const [at, left] = [progress(all), daysLeft(all)];
    fill(header, [phase.title, at, left], () => headerParts(phase, at, left));
    const limit = state.stepsListed.get(phase.id) ?? STEPS_AT_ONCE;
    const elements = elementsFor(rows.slice(0, limit), state);
    const wanted = new Set<Element>(elements);
    for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
    for (const [index, element] of elements.entries()) place(list, element, index);
    fill(more, [rows.length, limit], () => moreParts(phase.id, rows.length - limit, limit, state, actions));
    return section;
  }

  function render(phases: readonly Phase[], all: readonly StepRow[], visible: readonly StepRow[], state: State): void {
    cancelIdleCallback(waiting);
    const ids = new Set(all.map((row) => row.step.id));
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    const [planned, listed] = [byPhase(all), byPhase(visible)];
    const shown = phases.filter((phase) => listed.has(phase.id));
    for (const [id, { section }] of sections) if (!shown.some((phase) => phase.id === id)) section.remove();
    for (const [index, phase] of shown.entries()) {
      place(root, renderPhase(phase, planned.get(phase.id) ?? [], listed.get(phase.id) ?? [], state), index);
    }
    fill(none, visible.length > 0 || all.length === 0, () =>
      visible.length > 0 || all.length === 0 ? [] : noneParts(actions),
    );
    rest = room < 0 ? () => render(phases, all, visible, state) : null;
    if (rest !== null) waiting = requestIdleCallback(() => draw(DRAWN_AT_ONCE), { timeout: PATIENCE });
  }

  function draw(most: number): void {
    room = most;
    rest?.();
  }

  return {
    element: root,
    render(...shown) {
      room = DRAWN_AT_ONCE;
      render(...shown);
    },
    finish: () => draw(Number.POSITIVE_INFINITY),
    rowOf: (id) => known.get(id)?.row,
    elementOf: (id) => known.get(id)?.shown.element,
  };
}

function byPhase(rows: readonly StepRow[]): ReadonlyMap<PhaseId, readonly StepRow[]> {
  return groupBy(rows, (row) => row.phase);
}

function sectionElement(phase: PhaseId): Section {
  const id = `phase-${phase}`;
  const header = h('header');
  const list = h('ol', { class: 'steps', role: 'list', 'aria-labelledby': id });
  const more = h('div', {});
  return { section: h('section', { class: 'phase', 'aria-labelledby': id }, header, list, more), header, list, more };
}

function headerParts(phase: Phase, at: Progress, left: Days): Child[] {
  const number = h('span', { class: 'number' }, String(PHASES.indexOf(phase.id) + 1));
  return [
    h('h2', { id: `phase-${phase.id}`, tabindex: -1 }, number, phase.title),
    at.total > 0 &&
      h(
        'span',
        { class: 'sum' },
        [progressWords(at), ...(left.maxDays > 0 ? [t('phases.left', dayRange(left))] : [])].join(' · '),
      ),
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
  const onclick = (): void => actions.filter({ text: '', hidden: [], state: null, owner: null, file: null });
  return [t('filter.none'), ' ', h('button', { type: 'button', class: 'link', onclick }, t('filter.clear'))];
}
