import { tickOf } from './keys';
import type { Actions, State } from './state';
import { isFixed } from './step-row';
import type { StepList } from './steps';
import type { StepRow } from './view-model';

/** Mouse, ticks and focus of the whole list, heard in one place: a row of its own has no listeners. */
export function listenToSteps(steps: StepList, state: State, actions: Actions): void {
  const root = steps.element;

  function at(event: Event): { readonly step: HTMLElement; readonly row: StepRow } | null {
    const step = event.target instanceof Element ? event.target.closest<HTMLElement>('.step') : null;
    const row = steps.rowOf(step?.dataset.id ?? '');
    return step !== null && row !== undefined ? { step, row } : null;
  }

  root.addEventListener('click', (event) => {
    const found = at(event);
    if (found === null || !(event.target instanceof Element)) return;
    const { step, row } = found;
    if (event.target === tickOf(step) && isFixed(row)) event.preventDefault();
    if (event.target.closest('[data-open]') && row.place !== null) actions.post({ type: 'open', location: row.place });
    else if (event.target.closest('.title') || isPlainRow(event.target)) actions.fold(row.step.id);
  });

  root.addEventListener('change', (event) => {
    const found = at(event);
    if (found === null || event.target !== tickOf(found.step)) return;
    actions.setStep(found.row.step.id, { state: (event.target as HTMLInputElement).checked ? 'done' : 'open' });
  });

  root.addEventListener('focusin', (event) => {
    const found = at(event);
    if (found !== null) activate(found.row.step.id);
  });

  function activate(id: string): void {
    const before = state.active === null ? undefined : steps.elementOf(state.active);
    const after = steps.elementOf(id);
    if (before) tickOf(before)?.setAttribute('tabindex', '-1');
    if (after) tickOf(after)?.setAttribute('tabindex', '0');
    state.active = id;
  }
}

function isPlainRow(target: Element): boolean {
  return target.closest('button, input, label, .body') === null && (getSelection()?.isCollapsed ?? true);
}
