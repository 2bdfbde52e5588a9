import { PHASES, type Phase } from '../model/plan';
import { append, type Child, fill, h, keepFocus, place } from './dom';
import type { Actions, State } from './state';
import { bodyParts } from './step-body';
import { placesListed } from './step-places';
import { rowElement, rowSignature } from './step-row';
import { t } from './text';
import { type Progress, progress, type StepRow } from './view-model';

/** Milliseconds of work at a time: the first slice fills the screen, later ones stay out of the way of scrolling. */
const FIRST_SLICE = 60;
const LATER_SLICE = 8;

export interface StepList {
  readonly element: HTMLElement;
  /** Brings the list in line with the rows; long lists in slices, the first at once. */
  render(phases: readonly Phase[], all: readonly StepRow[], visible: readonly StepRow[], state: State): void;
  rowOf(id: string): StepRow | undefined;
  elementOf(id: string): HTMLElement | undefined;
}

interface Known {
  readonly element: HTMLLIElement;
  readonly signature: string;
  row: StepRow;
  /** What the unfolded body was made from. */
  body: { readonly row: StepRow; readonly listed: number } | null;
}

export function stepList(actions: Actions): StepList {
  const root = h('div', { class: 'plan' });
  const none = h('p', { class: 'none' });
  const sections = new Map<string, { section: HTMLElement; header: HTMLElement; list: HTMLElement }>();
  const known = new Map<string, Known>();
  let later = 0;

  function sectionOf(phase: Phase): { section: HTMLElement; header: HTMLElement; list: HTMLElement } {
    const made = sections.get(phase.id);
    if (made) return made;
    const id = `phase-${phase.id}`;
    const header = h('header');
    const list = h('ol', { class: 'steps', role: 'list', 'aria-labelledby': id });
    const section = h('section', { class: 'phase', 'aria-labelledby': id }, header, list);
    sections.set(phase.id, { section, header, list });
    return { section, header, list };
  }

  function elementFor(row: StepRow, state: State): HTMLLIElement {
    const signature = JSON.stringify(rowSignature(row));
    let entry = known.get(row.step.id);
    if (entry?.signature !== signature) {
      entry = { element: rowElement(row), signature, row, body: null };
      known.set(row.step.id, entry);
    }
    entry.row = row;
    showBody(entry, state);
    return entry.element;
  }

  function showBody(entry: Known, state: State): void {
    const { element, row } = entry;
    const open = state.open.has(row.step.id);
    if (!open && entry.body === null) return;
    const body = element.lastElementChild as HTMLElement;
    element.classList.toggle('open', open);
    body.hidden = !open;
    for (const control of element.querySelectorAll(':scope > .tick > input, :scope h3 > button')) {
      control.setAttribute('aria-expanded', String(open));
    }
    const listed = placesListed(row, state);
    if (!open || (entry.body?.row === row && entry.body.listed === listed)) return;
    entry.body = { row, listed };
    body.replaceChildren();
    append(body, bodyParts(row, state, actions));
  }

  function* work(
    phases: readonly Phase[],
    all: readonly StepRow[],
    visible: readonly StepRow[],
    state: State,
  ): Iterable<void> {
    const planned = new Set(all.map((row) => row.step.id));
    for (const id of known.keys()) if (!planned.has(id)) known.delete(id);
    const ids = new Set(visible.map((row) => row.step.id));
    const shown = phases.filter((phase) => visible.some((row) => row.phase === phase.id));
    for (const [id, { section }] of sections) if (!shown.some((phase) => phase.id === id)) section.remove();
    fill(none, [visible.length, all.length], () => (visible.length > 0 || all.length === 0 ? [] : noneParts(actions)));
    root.append(none);
    for (const [index, phase] of shown.entries()) {
      const { section, header, list } = sectionOf(phase);
      const rows = visible.filter((row) => row.phase === phase.id);
      fill(header, [phase.title, progress(all.filter((row) => row.phase === phase.id))], () =>
        headerParts(phase, progress(all.filter((row) => row.phase === phase.id))),
      );
      place(root, section, index);
      for (const child of [...list.children]) if (!ids.has((child as HTMLElement).dataset.id ?? '')) child.remove();
      for (const [at, row] of rows.entries()) {
        place(list, elementFor(row, state), at);
        reachable(list.children[at], row.step.id === state.active);
        yield;
      }
      while (list.children.length > rows.length) list.lastElementChild?.remove();
    }
  }

  return {
    element: root,
    render(phases, all, visible, state) {
      clearTimeout(later);
      const steps = work(phases, all, visible, state)[Symbol.iterator]();
      const slice = (budget: number): void => {
        const until = performance.now() + budget;
        keepFocus(() => {
          while (performance.now() < until) if (steps.next().done) return;
          later = window.setTimeout(slice, 0, LATER_SLICE);
        });
      };
      slice(FIRST_SLICE);
    },
    rowOf: (id) => known.get(id)?.row,
    elementOf: (id) => known.get(id)?.element,
  };
}

/** The Tab key reaches one step; the arrow keys the others. */
function reachable(step: Element | undefined, active: boolean): void {
  const tick = step?.querySelector<HTMLInputElement>(':scope > .tick > input');
  if (tick && tick.tabIndex !== (active ? 0 : -1)) tick.tabIndex = active ? 0 : -1;
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

function noneParts(actions: Actions): Child[] {
  return [
    t('filter.none'),
    ' ',
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        onclick: () => actions.filter({ text: '', hidden: [], state: null, file: null }),
      },
      t('filter.clear'),
    ),
  ];
}
