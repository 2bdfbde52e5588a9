import { type Days, type Phase, type Plan, STEP_STATES, type Step } from '../model/plan';
import { daysWords, personDays } from './amounts';
import type { FindingGroup } from './group';
import { count, STATE_LABELS } from './words';

export interface PhaseSummary {
  readonly title: string;
  /** "5 steps: 2 open, 1 in progress, 2 done; 3–7 d". */
  readonly states: string;
}

/** The plan in a line a phase. */
export function planSummary({ phases }: Plan): readonly PhaseSummary[] {
  return phases.map(({ title, steps, totals }) => ({ title, states: stateCounts(steps, totals.left) }));
}

function stateCounts(steps: Phase['steps'], left: Days): string {
  const counts = STEP_STATES.map((state) => [state, steps.filter((step) => step.state === state).length] as const)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => `${n} ${STATE_LABELS[state]}`);
  const effort = left.maxDays > 0 ? `; ${daysWords(left)} left` : '';
  return `${[count(steps.length, 'step'), counts.join(', ')].filter((words) => words !== '').join(': ')}${effort}`;
}

/** "The plan asks for 9 to 19.5 person-days in 22 open steps; 3 of them can begin now.", or null where nothing is left. */
export function planSentence({ totals }: Plan): string | null {
  const open = totals.steps - totals.settled;
  if (open === 0) return null;
  const settled = totals.settled > 0 ? ` (${totals.settled} of ${totals.steps} settled)` : '';
  const can = totals.ready === open ? '' : `; ${totals.ready} of them can begin now`;
  return `The plan asks for ${personDays(totals.left)} in ${count(open, 'open step')}${settled}${can}.`;
}

/** Steps that nothing holds up, those first that are begun, then those that settle the gravest findings, then in the plan's order. */
export function firstSteps({ phases }: Plan, causes: readonly FindingGroup[]): readonly Step[] {
  const ranks = new Map<string, number>();
  for (const [rank, { findings }] of causes.entries())
    for (const { fingerprint } of findings) ranks.set(fingerprint, rank);
  const rank = (step: Step): number =>
    step.state === 'doing'
      ? -1
      : Math.min(causes.length, ...step.findings.map((one) => ranks.get(one) ?? causes.length));
  return phases
    .flatMap(({ steps }) => steps)
    .filter(({ state, blockedBy }) => state === 'doing' || (state === 'open' && blockedBy.length === 0))
    .sort((a, b) => rank(a) - rank(b));
}

/** The step that settles a cause: the first that names one of its findings. */
export function stepsByFinding({ phases }: Plan): ReadonlyMap<string, Step> {
  const steps = phases.flatMap((phase) => phase.steps);
  return new Map(steps.toReversed().flatMap((step) => step.findings.map((fingerprint) => [fingerprint, step])));
}
