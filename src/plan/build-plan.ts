import { hash64 } from '../findings/fingerprint';
import type { Artifact } from '../model/artifact';
import type { Finding } from '../model/finding';
import { PHASES, type Phase, type PhaseId, type Plan, type Step, type StepRecord, type StepState } from '../model/plan';
import { COMMON_STEPS } from './common-steps';
import { PHASE_TITLES } from './phases';

export interface PlanRequest {
  readonly artifacts: readonly Artifact[];
  /** Sorted as in the report: the first finding of a cause gives its step the place. */
  readonly findings: readonly Finding[];
  /** Phase of each rule. */
  readonly phaseOf: (rule: string) => PhaseId | null;
  /** What people noted in `neuron-migration.plan.yaml`. */
  readonly records: readonly StepRecord[];
}

/**
 * One step a root cause (a rule and its action, over all files), then the steps that every migration has. States, owners and
 * notes come from the records; a record whose cause is gone stays in the plan as obsolete, so that nothing is lost.
 * Of an audit that found nothing the plan has no steps but the recorded ones.
 */
export function buildPlan(request: PlanRequest): Plan {
  const records = new Map(request.records.map((record) => [record.id, record]));
  const steps = [...findingSteps(request, records), ...commonSteps(request, records)];
  const present = new Set(steps.map(({ step }) => step.id));
  for (const record of request.records) {
    if (!present.has(record.id)) steps.push({ phase: phaseOfRecord(record, request), step: obsoleteStep(record) });
  }
  const phases = PHASES.map(
    (id): Phase => ({
      id,
      title: PHASE_TITLES[id],
      steps: steps.filter(({ phase }) => phase === id).map(({ step }) => step),
    }),
  );
  return { phases: phases.filter((phase) => phase.steps.length > 0) };
}

/** Id of the step that a root cause gets; the same over runs while rule and action stay. */
export function stepId(rule: string, action: string): string {
  return `${rule}/${hash64(action).slice(0, 8)}`;
}

interface PlacedStep {
  readonly phase: PhaseId;
  readonly step: Step;
}

function findingSteps(request: PlanRequest, records: ReadonlyMap<string, StepRecord>): PlacedStep[] {
  const causes = new Map<string, Finding[]>();
  for (const finding of request.findings) {
    const id = stepId(finding.rule, finding.action);
    const cause = causes.get(id);
    if (cause === undefined) causes.set(id, [finding]);
    else cause.push(finding);
  }
  return [...causes].flatMap(([id, findings]): PlacedStep[] => {
    const first = findings[0];
    if (first === undefined) return [];
    const step = {
      id,
      title: first.action,
      detail: first.message,
      findings: findings.map((finding) => finding.fingerprint),
      doneWhen: `an audit no longer reports ${first.rule} for this`,
    };
    const state: StepState = findings.every((finding) => finding.waived !== null) ? 'waived' : 'open';
    return [
      { phase: request.phaseOf(first.rule) ?? 'proof-of-concept', step: withRecord(step, state, records.get(id)) },
    ];
  });
}

function commonSteps({ artifacts }: PlanRequest, records: ReadonlyMap<string, StepRecord>): PlacedStep[] {
  if (artifacts.length === 0) return [];
  return COMMON_STEPS.filter((common) => common.appliesTo(artifacts)).map((common) => ({
    phase: common.phase,
    step: withRecord(
      { id: common.id, title: common.title, detail: common.detail, findings: [], doneWhen: common.doneWhen },
      'open',
      records.get(common.id),
    ),
  }));
}

type StepWords = Pick<Step, 'id' | 'title' | 'detail' | 'findings' | 'doneWhen'>;

function withRecord(words: StepWords, state: StepState, record: StepRecord | undefined): Step {
  return {
    ...words,
    state: record === undefined || record.state === 'obsolete' ? state : record.state,
    owner: record?.owner ?? null,
    note: record?.note ?? null,
    evidence: record?.evidence ?? null,
  };
}

function obsoleteStep(record: StepRecord): Step {
  return withRecord(
    {
      id: record.id,
      title: record.title ?? record.id,
      detail: 'No finding of this audit calls for this step any more.',
      findings: [],
      doneWhen: 'nothing is left to do',
    },
    'obsolete',
    { ...record, state: record.state === 'done' ? 'done' : 'obsolete' },
  );
}

function phaseOfRecord(record: StepRecord, { phaseOf }: PlanRequest): PhaseId {
  const common = COMMON_STEPS.find((step) => step.id === record.id);
  return common?.phase ?? phaseOf(record.id.split('/').slice(0, 2).join('/')) ?? 'proof-of-concept';
}
