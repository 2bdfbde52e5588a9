import type { Summary } from '../formats/reading';
import type { Artifact } from '../model/artifact';
import type { Cause } from '../model/cause';
import type { CostReport } from '../model/cost';
import type { Finding } from '../model/finding';
import type { ModelFit } from '../model/fit';
import {
  PHASES,
  type PhaseId,
  type Plan,
  type Step,
  type StepRecord,
  type StepState,
  TEAM_PREFIX,
} from '../model/plan';
import type { RoutesOf } from '../model/routes';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { quoted } from '../text/quote';
import type { StepDraft } from './draft';
import { type PlanFacts, plannedTargets, takenRoutes } from './facts';
import { type FindingStep, findingSteps } from './finding-steps';
import { inOrder, withAsked } from './order';
import { PHASE_TITLES } from './phases';
import { planOf } from './progress';
import { WORKSPACE_STEPS } from './steps/all';

export { stepId } from './finding-steps';

export interface PlanRequest {
  readonly artifacts: readonly Artifact[];
  readonly readings: readonly Summary[];
  /** Sorted as in the report: the first finding of a cause gives its step the place. */
  readonly findings: readonly Finding[];
  readonly causes: readonly Cause[];
  readonly routes: readonly RoutesOf[];
  readonly fit: readonly ModelFit[];
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  /** Null: the planner file holds no prices. */
  readonly cost: CostReport | null;
  /** Phase of each rule. */
  readonly phaseOf: (rule: string) => PhaseId | null;
  /** What people noted in `neuron-migration.plan.yaml`. */
  readonly records: readonly StepRecord[];
}

/**
 * One step a root cause (a rule and its action, over all files), the steps that the workspace asks for, and those that the team added itself.
 * States, owners and notes come from the records; a record whose cause is gone stays in the plan as obsolete, so that nothing is lost, and
 * takes its place again when the cause comes back. What the tool itself sees as done needs no tick. Of an audit that found nothing the plan
 * has no steps but the recorded ones.
 */
export function buildPlan(request: PlanRequest): Plan {
  const records = new Map(request.records.map((record) => [record.id, record]));
  const found = findingSteps(request.findings, request.causes, request.phaseOf);
  const [first, ...others] = workspaceSteps(request, found);
  const drafts = [...(first ? [first] : []), ...found.map(({ draft }) => draft), ...others];
  const present = new Set(drafts.map(({ id }) => id));
  for (const record of request.records) {
    if (!present.has(record.id)) drafts.push(recordedOnly(record, request));
  }
  const asked = new Map(request.records.flatMap(({ id, after = [] }) => (after.length > 0 ? [[id, after]] : [])));
  const steps = inOrder(withAsked(drafts, asked));
  const phases = PHASES.map((id) => ({
    id,
    title: PHASE_TITLES[id],
    steps: steps.filter(({ phase }) => phase === id).map((draft) => withRecord(draft, records.get(draft.id))),
  }));
  return planOf(phases.filter((phase) => phase.steps.length > 0));
}

/** A sentence for each id under `after` in the plan file that could not be followed. */
export function orderNotes(records: readonly StepRecord[], plan: Plan): string[] {
  const steps = new Map(plan.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step])));
  return records.flatMap(({ id, after = [] }) =>
    after.flatMap((before) => {
      if (!steps.has(before)) return [`The plan has no step ${quoted(before)}, which ${quoted(id)} is to come after.`];
      return steps.get(id)?.after.includes(before)
        ? []
        : [`${quoted(id)} cannot come after ${quoted(before)}: that closes a circle.`];
    }),
  );
}

function workspaceSteps(request: PlanRequest, found: readonly FindingStep[]): StepDraft[] {
  if (request.artifacts.length === 0) return [];
  const facts = factsOf(request, found);
  return WORKSPACE_STEPS.flatMap(({ id, phase, words }): StepDraft[] => {
    const said = words(facts);
    if (said === null) return [];
    const { how = [], files = [], check = null, sources = [], after = [], ...rest } = said;
    const documents = sources.map((source) => request.knowledge.evidence(source));
    return [
      {
        id,
        phase,
        how,
        files,
        check,
        after,
        documents,
        findings: [],
        waivedUntil: null,
        unasked: check?.state === 'done' ? 'done' : 'open',
        ...rest,
      },
    ];
  });
}

function factsOf(request: PlanRequest, found: readonly FindingStep[]): PlanFacts {
  const { settings, knowledge, artifacts, readings, routes, fit, cost } = request;
  const targets = plannedTargets(settings, knowledge);
  const first = found.filter(({ draft }) => draft.phase === 'proof-of-concept');
  const idsOf = (steps: readonly FindingStep[]) => steps.map(({ draft }) => draft.id);
  const conversion = idsOf(first.filter(({ rule }) => rule === 'onnx/not-compiled-directly'));
  const beforeCompile = idsOf(first.filter(({ kind, blocks }) => blocks || kind === 'pin'));
  return {
    settings,
    knowledge,
    artifacts,
    readings,
    targets,
    fit,
    routes: takenRoutes(routes, targets, settings.deployment.route),
    models: Math.max(routes.filter(({ target }) => target === targets[0]).length, 1),
    beforeCompile: [...conversion, ...beforeCompile],
    decisions: idsOf(first.filter(({ draft, blocks }) => blocks && draft.after.length > 0)),
    conversion,
    cost,
  };
}

/** A step that only the plan file knows: one of the team's own, or one whose cause is gone. */
function recordedOnly(record: StepRecord, { phaseOf }: PlanRequest): StepDraft {
  const { id, title = id } = record;
  const own = id.startsWith(TEAM_PREFIX);
  const phase = own
    ? record.phase
    : (WORKSPACE_STEPS.find((step) => step.id === id)?.phase ?? phaseOf(id.split('/').slice(0, 2).join('/')));
  return {
    id,
    phase: phase ?? 'proof-of-concept',
    title,
    detail: own ? 'The team added this step.' : 'Nothing that this audit found calls for this step any more.',
    how: [],
    findings: [],
    files: [],
    documents: [],
    doneWhen: own ? 'the team has ticked it' : 'nothing is left to do',
    check: own ? null : { state: 'done', says: 'This audit has nothing that calls for it.' },
    effort: { minDays: 0, maxDays: 0, drivers: own ? ['not estimated'] : [], by: 'tool' },
    after: [],
    waivedUntil: null,
    unasked: own ? 'open' : 'obsolete',
  };
}

function withRecord(draft: StepDraft, record: StepRecord | undefined): Step {
  const { phase: _phase, unasked, waivedUntil, id, title, detail, how, ...words } = draft;
  const state = stateOf(unasked, record?.state);
  return {
    id,
    title,
    detail,
    how,
    state,
    ticked: record?.state ?? null,
    owner: record?.owner ?? null,
    note: record?.note ?? null,
    evidence: record?.evidence ?? null,
    ...words,
    effort: record?.effort === undefined ? words.effort : { ...words.effort, ...record.effort, by: 'team' },
    spentDays: record?.spentDays ?? null,
    blockedBy: [],
    waivedUntil: state === 'waived' ? waivedUntil : null,
  };
}

/**
 * What people ticked counts, but for a step that is needed no more, and one that was obsolete and is needed again. "open" is no tick: a step
 * with an owner or a note alone is as the tool sees it.
 */
function stateOf(unasked: StepState, ticked: StepState | undefined): StepState {
  if (unasked === 'obsolete') return ticked === 'done' ? 'done' : 'obsolete';
  return ticked === undefined || ticked === 'obsolete' || ticked === 'open' ? unasked : ticked;
}
