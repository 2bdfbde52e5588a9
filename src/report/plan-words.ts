import { type Phase, type Plan, STEP_STATES } from '../model/plan';
import { count, STATE_LABELS } from './words';

export interface PhaseSummary {
  readonly title: string;
  /** "5 steps: 2 open, 1 in progress, 2 done". */
  readonly states: string;
}

/** The plan in a line a phase. */
export function planSummary({ phases }: Plan): readonly PhaseSummary[] {
  return phases.map(({ title, steps }) => ({ title, states: stateCounts(steps) }));
}

function stateCounts(steps: Phase['steps']): string {
  const counts = STEP_STATES.map((state) => [state, steps.filter((step) => step.state === state).length] as const)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => `${n} ${STATE_LABELS[state]}`);
  return [count(steps.length, 'step'), counts.join(', ')].filter((words) => words !== '').join(': ');
}
