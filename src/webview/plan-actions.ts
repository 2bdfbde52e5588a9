import type { StepRecord } from '../model/plan';
import { recordOf, type StepChange } from '../plan/record';
import type { FromWebview } from '../protocol';
import { createHistory, editOf, type PlanEdit } from './history';
import { tickOf } from './keys';
import type { Page } from './page';
import { filterRows, NO_FILTERS } from './row-filters';
import type { Actions, State } from './state';
import { STEPS_AT_ONCE } from './steps';
import { t } from './text';
import { openPins, type StepRow, waivable } from './view-model';

/** What the actions need of the page around them. */
interface Around {
  readonly state: State;
  rows(): readonly StepRow[];
  draw(): void;
  page(): Page;
  post(message: FromWebview): void;
  /** Shows a step as the record has it. */
  change(record: StepRecord): void;
}

type PlanActions = Pick<Actions, 'setStep' | 'undo' | 'redo' | 'pin' | 'waive' | 'goTo'>;

/** What people do about the steps of the plan. */
export function planActions({ state, rows, draw, page, post, change }: Around): PlanActions {
  const history = createHistory();
  const rowOf = (id: string) => rows().find((row) => row.step.id === id);
  const elements = () => [...page().plan.querySelectorAll<HTMLElement>('.step')];

  function focus(position: number): void {
    const step = elements()[Math.max(position, 0)];
    if (step) tickOf(step)?.focus();
  }

  /** Changes a step here at once and has the editor keep it. */
  function apply({ step }: StepRow, to: StepChange): void {
    const record = recordOf(step, to);
    const position = elements().findIndex((element) => element.dataset.id === step.id);
    const hadFocus = elements()[position]?.contains(document.activeElement) ?? false;
    change(record);
    draw();
    // A ticked step may leave the filtered list: the focus stays at its place instead of falling to the page.
    if (hadFocus && !elements()[position]?.isConnected) focus(position - 1);
    else if (hadFocus && document.activeElement === document.body) focus(position);
    post({ type: 'setStep', record });
  }

  function takeBack(edit: PlanEdit | null, undone: boolean): void {
    const row = edit === null ? undefined : rowOf(edit.id);
    if (edit === null) page().announce(t(undone ? 'changed.noUndo' : 'changed.noRedo'));
    else if (row === undefined) page().announce(t('changed.gone', edit.title));
    else {
      apply(row, undone ? edit.before : edit.after);
      page().announce(page().showChange(edit, undone));
    }
  }

  return {
    setStep(id, to) {
      const row = rowOf(id);
      if (row === undefined) return;
      const edit = editOf(row.step, to);
      if (edit === null) {
        // What the tool itself sees as done stays so without a tick; the checkbox must not say otherwise.
        draw();
        if (to.state === 'open' && row.step.check !== null) page().announce(row.step.check.says);
        return;
      }
      history.add(edit);
      apply(row, to);
      page().announce(`${page().showChange(edit, false)} ${t('changed.hint')}`);
    },
    undo: () => takeBack(history.undo(), true),
    redo: () => takeBack(history.redo(), false),
    pin(id) {
      const row = rowOf(id);
      const findings = row === undefined ? [] : openPins(row);
      if (findings.length > 0) post({ type: 'pin', findings });
      else page().announce(t('step.nothingToPin'));
    },
    waive(id) {
      const row = rowOf(id);
      const covered = row === undefined ? null : waivable(row);
      if (covered !== null) post({ type: 'waive', ...covered });
      else page().announce(t('step.nothingToWaive'));
    },
    goTo(id) {
      const row = rowOf(id);
      if (row === undefined) return;
      const { step, phase, applies } = row;
      if (filterRows([row], state.filters).length === 0) {
        state.filters = { ...NO_FILTERS, others: !applies, state: step.state === 'obsolete' ? 'obsolete' : null };
      }
      const listed = filterRows(rows(), state.filters).filter((each) => each.phase === phase);
      state.stepsListed.set(phase, Math.max(state.stepsListed.get(phase) ?? STEPS_AT_ONCE, listed.indexOf(row) + 1));
      draw();
      page().finish();
      const element = elements().find((each) => each.dataset.id === id);
      element?.scrollIntoView({ block: 'center' });
      if (element) tickOf(element)?.focus({ preventScroll: true });
    },
  };
}
