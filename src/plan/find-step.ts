import type { Plan, Step } from '../model/plan';
import { quoted } from '../text/quote';
import { didYouMean } from '../text/suggest';
import { listed } from '../text/words';

/** The step of this id, or the only one whose id begins so; else a sentence that says why there is none, and names near ones. */
export function findStep(plan: Plan, written: string): Step | string {
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const exact = steps.find(({ id }) => id === written);
  if (exact !== undefined) return exact;
  const alike = written === '' ? [] : steps.filter(({ id }) => id.startsWith(written));
  const [only, second] = alike;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined)
    return `${quoted(written)} begins the ids of ${alike.length} steps: ${idsOf(alike)}; write more of the one you mean`;
  const holding = written === '' ? [] : steps.filter(({ id }) => id.includes(written));
  const near = didYouMean(
    written,
    steps.map(({ id }) => id),
  );
  const hint = holding.length > 0 ? `; steps whose ids hold it: ${idsOf(holding)}` : near || '; plan FOLDER lists them';
  return `the plan has no step ${quoted(written)}${hint}`;
}

function idsOf(steps: readonly Step[]): string {
  return listed(steps.map(({ id }) => quoted(id).slice(1, -1)));
}
