/** Cost modelling and scale out. */

import { compareText } from '../../model/order';
import type { StepCheck } from '../../model/plan';
import { compareSdk } from '../../neuron/version';
import { counted, show } from '../../text/words';
import type { WorkspaceStep } from '../draft';
import { estimate } from '../effort';
import type { PlanFacts } from '../facts';

const prices: WorkspaceStep = {
  id: 'common/prices',
  phase: 'cost',
  words: (facts) => ({
    title: "Enter both sides' prices with date and source",
    detail: 'The documents name no current price, so nothing is filled in.',
    how: [
      'Write them under "cost" in neuron-migration.yaml, with the throughput that was measured; the report then shows the break-even.',
    ],
    doneWhen: 'cost per unit of work stands for both sides, each with its date and source',
    check: pricesCheck(facts),
    after: ['common/profile'],
    effort: estimate([0.5, 1], []),
  }),
};

function pricesCheck({ cost }: PlanFacts): StepCheck {
  if (cost === null) return { state: 'open', says: 'The planner file holds no prices.' };
  const problem = cost.problems.find(({ kind }) => kind !== 'doubt');
  if (problem !== undefined) return { state: 'open', says: `${show(problem.where)}: ${problem.message}` };
  const known = cost.sides.filter(({ monthly }) => monthly.value !== null);
  return known.length === 2
    ? { state: 'done', says: 'The planner file gives the monthly cost of both sides, with dates and sources.' }
    : { state: 'open', says: 'The planner file does not give the monthly cost of both sides.' };
}

const reviewWaivers: WorkspaceStep = {
  id: 'common/review-waivers',
  phase: 'scale-out',
  words: ({ settings: { waivers, asOf } }) => {
    const [first] = waivers.toSorted((a, b) => compareText(a.expires, b.expires));
    if (first === undefined) return null;
    const ended = waivers.filter(({ expires }) => expires < asOf);
    return {
      title: 'Review the waivers before they end',
      detail: `A waiver is a decision for a time; when it ends, its findings count again. The first ends after ${first.expires}.`,
      how: waivers
        .slice(0, 10)
        .map(({ rule, by, expires, reason }) => `${rule} until ${expires}, by ${show(by)}: ${show(reason)}`),
      doneWhen: 'no waiver of the planner file has expired',
      check:
        ended.length > 0
          ? { state: 'open', says: `${counted(ended.length, 'waiver')} expired by ${asOf}.` }
          : { state: 'done', says: `None of ${counted(waivers.length, 'waiver')} has expired by ${asOf}.` },
      effort: estimate([0, 0.5], [counted(waivers.length, 'waiver')]),
    };
  },
};

const keepGpu: WorkspaceStep = {
  id: 'common/keep-gpu',
  phase: 'scale-out',
  words: () => ({
    title: 'Keep the present deployment until the validation is signed',
    detail: 'The way back stays open while accuracy and performance are in doubt.',
    how: ['Move traffic in steps, and note the figure at which it goes back.'],
    doneWhen: 'the validation is signed and traffic has moved',
    after: ['common/compare-outputs', 'common/profile', 'common/monitor', 'common/prices'],
    effort: estimate([1, 3], ['traffic to be moved in steps', 'without the cost of running both']),
  }),
};

const auditNextRelease: WorkspaceStep = {
  id: 'common/audit-next-release',
  phase: 'scale-out',
  words: ({ settings: { sdk }, knowledge: { newest } }) => ({
    title: 'Audit again when the next Neuron SDK is out',
    detail: 'A release may add operators, change defaults and end support.',
    how: ['neuron-migration upgrade shows what changes for this workspace between two releases.'],
    doneWhen: 'an audit against the newer release has been read',
    check:
      compareSdk(sdk, newest.sdk) < 0
        ? { state: 'open', says: `This audit judges SDK ${sdk}; SDK ${newest.sdk} is out.` }
        : { state: 'unknown', says: `This audit judges SDK ${sdk}, the newest that this tool knows.` },
    effort: estimate([0.5, 1], []),
  }),
};

export const CLOSING: readonly WorkspaceStep[] = [prices, reviewWaivers, keepGpu, auditNextRelease];
