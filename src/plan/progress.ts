/** What follows from the steps of a plan: what can begin, and the sums. Pure, so that an editor can ask it again after a tick. */
import type { Days, Phase, Plan, Step, StepState, Totals } from '../model/plan';

/** No document gives the effort of a migration, and the plan says so wherever it shows one. */
export const EFFORT_NOTE =
  'Efforts are estimates of this tool in working days of one engineer (confidence: inferred; no document gives them). The team can put its own range in the place of any.';

type BarePhase = Omit<Phase, 'totals'>;

/** The plan of these phases: every step with what still stands before it, every phase and the whole with their sums. */
export function planOf(bare: readonly BarePhase[]): Plan {
  const states = new Map(bare.flatMap(({ steps }) => steps.map(({ id, state }) => [id, state] as const)));
  const waits = (id: string) => !isSettled(states.get(id) ?? 'done');
  const phases = bare.map(({ id, title, steps }): Phase => {
    const told = steps.map((step) => ({ ...step, blockedBy: step.after.filter(waits) }));
    return { id, title, steps: told, totals: totalsOf(told) };
  });
  return { phases, totals: totalsOf(phases.flatMap(({ steps }) => steps)), effortNote: EFFORT_NOTE };
}

/** Whether nothing is left to do about a step of this state. */
export function isSettled(state: StepState): boolean {
  return state === 'done' || state === 'waived' || state === 'obsolete';
}

function totalsOf(steps: readonly Step[]): Totals {
  const counted = steps.filter(({ state }) => state !== 'waived' && state !== 'obsolete');
  return {
    steps: steps.length,
    settled: steps.filter(({ state }) => isSettled(state)).length,
    ready: steps.filter(({ state, blockedBy }) => state === 'open' && blockedBy.length === 0).length,
    effort: sum(counted),
    left: sum(counted.filter(({ state }) => state !== 'done')),
    spentDays: steps.reduce((days, step) => days + (step.spentDays ?? 0), 0),
  };
}

function sum(steps: readonly Step[]): Days {
  return {
    minDays: steps.reduce((days, { effort }) => days + effort.minDays, 0),
    maxDays: steps.reduce((days, { effort }) => days + effort.maxDays, 0),
  };
}
