/** What was changed about the plan on this page, so that it can be taken back and done again. Pure. */
import type { Step, StepRecord } from '../model/plan';
import { recordOf, type StepChange } from '../plan/record';

/** One change of one step; both sides name the same fields. */
export interface PlanEdit {
  readonly id: string;
  readonly title: string;
  readonly before: StepChange;
  readonly after: StepChange;
}

export interface History {
  add(edit: PlanEdit): void;
  /** The latest change that stands, which is taken back; null where there is none. */
  undo(): PlanEdit | null;
  /** The latest change that was taken back, which is done again; null where there is none, or where something else was changed since. */
  redo(): PlanEdit | null;
}

/** More than this many changes are not kept. */
const KEPT = 100;

export function createHistory(): History {
  const done: PlanEdit[] = [];
  const undone: PlanEdit[] = [];
  return {
    add(edit) {
      done.push(edit);
      if (done.length > KEPT) done.shift();
      undone.length = 0;
    },
    undo: () => moved(done, undone),
    redo: () => moved(undone, done),
  };
}

function moved(from: PlanEdit[], to: PlanEdit[]): PlanEdit | null {
  const edit = from.pop() ?? null;
  if (edit !== null) to.push(edit);
  return edit;
}

/** What a change comes to; null where every field holds that value already. */
export function editOf(step: Step, change: StepChange): PlanEdit | null {
  const [old, anew] = [recordOf(step), recordOf(step, change)];
  const fields = (Object.keys(change) as (keyof StepChange)[]).filter(
    (field) => JSON.stringify(old[field]) !== JSON.stringify(anew[field]),
  );
  if (fields.length === 0) return null;
  return { id: step.id, title: step.title, before: picked(old, fields), after: picked(anew, fields) };
}

function picked(record: StepRecord, fields: readonly (keyof StepChange)[]): StepChange {
  return Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));
}
