import type { Days, Phase, Plan, Step, StepState } from '../model/plan';
import { visibleName, visibleTitle } from './escape';
import { item, type Outline, type OutlineItem } from './outline';
import { count, figure, list, STATE_LABELS } from './words';

/** Ids of steps named one by one; the others are counted. */
const NAMED = 3;

/** Which steps are shown; absent: all. */
export interface PlanFilter {
  readonly owner?: string;
  readonly state?: StepState;
}

/** Whether the filter lets a step through. */
export function passes({ owner, state }: Step, filter: PlanFilter): boolean {
  return (
    (filter.owner === undefined || owner === filter.owner) && (filter.state === undefined || state === filter.state)
  );
}

/** The plan as a document: what is left in all, then the steps by phase with state, effort, owner and what they wait for. */
export function planOutline(plan: Plan, filter: PlanFilter = {}): Outline {
  const { totals, phases, effortNote } = plan;
  const shown = phases.flatMap(({ steps }) => steps.filter((step) => passes(step, filter))).length;
  const part = shown < totals.steps ? ` Shown: ${count(shown, 'step')}${filterWords(filter)}.` : '';
  return {
    title: 'Migration plan',
    lead:
      totals.steps === 0
        ? 'there is nothing to plan.'
        : `${figure(totals.settled)} of ${count(totals.steps, 'step')} settled, ${figure(totals.ready)} can begin, ${daysLeft(totals.left)} left.${part} ${effortNote}`,
    sections: phases.map((phase) => ({
      heading: phase.title,
      intro: phaseIntro(phase),
      items: phase.steps.filter((step) => passes(step, filter)).map(stepItem),
    })),
  };
}

function filterWords({ owner, state }: PlanFilter): string {
  const words = [
    ...(state === undefined ? [] : [STATE_LABELS[state]]),
    ...(owner === undefined ? [] : [`owned by ${visibleName(owner)}`]),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}

function phaseIntro({ totals }: Phase): string {
  return `${figure(totals.settled)} of ${count(totals.steps, 'step')} settled, ${daysLeft(totals.left)} left.`;
}

function stepItem(step: Step): OutlineItem {
  const { title, state, owner, effort, check, note, evidence, waivedUntil, spentDays } = step;
  const facts = [
    STATE_LABELS[state],
    ...(effort.maxDays === 0 ? [] : [`${daysLeft(effort)}${effort.by === 'team' ? ' (by the team)' : ''}`]),
    ...(spentDays === null ? [] : [`${count(spentDays, 'day')} spent`]),
    ...(owner === null ? [] : [`owner ${visibleName(owner)}`]),
    ...(waivedUntil === null ? [] : [`waived until ${waivedUntil}`]),
  ];
  return item(
    visibleTitle(title),
    facts.join(', '),
    ...(waits(step) === null ? [] : [`Waits for ${waits(step)}.`]),
    ...(check === null || state === 'obsolete' ? [] : [`Seen: ${check.says}`]),
    ...(note === null ? [] : [`Note: ${note}`]),
    ...(evidence === null ? [] : [`Evidence: ${evidence}`]),
    `Id ${visibleName(step.id)}`,
  );
}

/** The steps that it waits for, or null where it can begin. */
export function waits({ blockedBy, state }: Step): string | null {
  if (blockedBy.length === 0 || (state !== 'open' && state !== 'doing')) return null;
  const more = blockedBy.length - NAMED;
  return list([
    ...blockedBy.slice(0, more > 0 ? NAMED : blockedBy.length).map((id) => visibleName(id)),
    ...(more > 0 ? [count(more, 'more', 'more')] : []),
  ]);
}

/** "1 to 3 days", "1 day". */
export function daysLeft({ minDays, maxDays }: Days): string {
  const [low, high] = [minDays, maxDays].map((days) => figure(Math.round(days * 100) / 100));
  return low === high ? `${low} ${low === '1' ? 'day' : 'days'}` : `${low} to ${high} days`;
}
