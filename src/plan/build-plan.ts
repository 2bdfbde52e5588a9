import { hash64 } from '../findings/fingerprint';
import type { Artifact } from '../model/artifact';
import type { Cause } from '../model/cause';
import type { Finding } from '../model/finding';
import { compareText } from '../model/order';
import { PHASES, type PhaseId, type Plan, type Step, type StepRecord, type StepState } from '../model/plan';
import { COMMON_STEPS } from './common-steps';
import { fixEffort } from './effort';
import { PHASE_TITLES } from './phases';
import { planOf } from './progress';

export interface PlanRequest {
  readonly artifacts: readonly Artifact[];
  /** Sorted as in the report: the first finding of a cause gives its step the place. */
  readonly findings: readonly Finding[];
  readonly causes: readonly Cause[];
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
  const phases = PHASES.map((id) => ({
    id,
    title: PHASE_TITLES[id],
    steps: steps.filter(({ phase }) => phase === id).map(({ step }) => step),
  }));
  return planOf(phases.filter((phase) => phase.steps.length > 0));
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
  const kinds = new Map(request.causes.map(({ rules, title, fix }) => [stepId(rules[0] ?? '', title), fix.kind]));
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
    const files = [...new Set(findings.map(({ artifact }) => artifact))].sort(compareText);
    const standing = findings.filter(({ waived }) => waived === null);
    const step = {
      id,
      title: first.action,
      detail: first.message,
      how: [...new Set(findings.map(({ remedy }) => remedy))].filter((remedy) => remedy.trim() !== '').slice(0, 3),
      findings: findings.map((finding) => finding.fingerprint),
      files,
      doneWhen: `an audit no longer reports ${first.rule} for this`,
      check: {
        state: standing.length > 0 ? ('open' as const) : ('done' as const),
        says:
          standing.length > 0
            ? `This audit reports it in ${files.length === 1 ? 'one file' : `${files.length} files`}.`
            : 'A waiver covers each of its findings.',
      },
      effort: fixEffort({
        kind: kinds.get(id) ?? null,
        severity: first.severity,
        files: files.length,
        places: findings.reduce((sum, { occurrences }) => sum + occurrences, 0),
      }),
      after: [],
      waivedUntil: standing.length > 0 ? null : earliest(findings),
    };
    const state: StepState = standing.length === 0 ? 'waived' : 'open';
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
      {
        id: common.id,
        title: common.title,
        detail: common.detail,
        how: [],
        findings: [],
        files: [],
        doneWhen: common.doneWhen,
        check: null,
        effort: { minDays: 1, maxDays: 2, drivers: [], by: 'tool' },
        after: [],
        waivedUntil: null,
      },
      'open',
      records.get(common.id),
    ),
  }));
}

type StepWords = Omit<Step, 'state' | 'owner' | 'note' | 'evidence' | 'spentDays' | 'blockedBy'>;

/** The first day on which a waiver ends. */
function earliest(findings: readonly Finding[]): string | null {
  return findings.flatMap(({ waived }) => waived?.expires ?? []).sort(compareText)[0] ?? null;
}

function withRecord(words: StepWords, state: StepState, record: StepRecord | undefined): Step {
  return {
    ...words,
    state: record === undefined || record.state === 'obsolete' ? state : record.state,
    owner: record?.owner ?? null,
    note: record?.note ?? null,
    evidence: record?.evidence ?? null,
    effort: record?.effort === undefined ? words.effort : { ...words.effort, ...record.effort, by: 'team' },
    spentDays: record?.spentDays ?? null,
    blockedBy: [],
  };
}

function obsoleteStep(record: StepRecord): Step {
  return withRecord(
    {
      id: record.id,
      title: record.title ?? record.id,
      detail: 'No finding of this audit calls for this step any more.',
      how: [],
      findings: [],
      files: [],
      doneWhen: 'nothing is left to do',
      check: { state: 'done', says: 'This audit has nothing that calls for it.' },
      effort: { minDays: 0, maxDays: 0, drivers: [], by: 'tool' },
      after: [],
      waivedUntil: null,
    },
    'obsolete',
    { ...record, state: record.state === 'done' ? 'done' : 'obsolete' },
  );
}

function phaseOfRecord(record: StepRecord, { phaseOf }: PlanRequest): PhaseId {
  const common = COMMON_STEPS.find((step) => step.id === record.id);
  return common?.phase ?? phaseOf(record.id.split('/').slice(0, 2).join('/')) ?? 'proof-of-concept';
}
