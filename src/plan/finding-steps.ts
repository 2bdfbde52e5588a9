import { hash64 } from '../findings/fingerprint';
import { stands } from '../findings/verdict';
import type { Cause, FixKind } from '../model/cause';
import { type Finding, SEVERITIES } from '../model/finding';
import { compareText } from '../model/order';
import type { PhaseId, StepCheck } from '../model/plan';
import { counted } from '../text/words';
import type { StepDraft } from './draft';
import { fixEffort } from './effort';

/** Remedies that a step shows; the report has the others. */
const MAX_HOW = 3;

const DECISIONS: readonly (FixKind | null)[] = ['settings', 'elsewhere'];

/** Id of the step that a root cause gets; the same over runs while rule and action stay. */
export function stepId(rule: string, action: string): string {
  return `${rule}/${hash64(action).slice(0, 8)}`;
}

/** A step about findings, with what decides which steps come after it. */
export interface FindingStep {
  readonly draft: StepDraft;
  readonly rule: string;
  readonly kind: FixKind | null;
  /** One of its findings is a blocker that nobody waived and no run refuted. */
  readonly blocks: boolean;
}

/**
 * One step a root cause: a rule and its action, over all files and however severe where. `findings` in the order of the report: the first of
 * a cause gives its step the place.
 */
export function findingSteps(
  findings: readonly Finding[],
  causes: readonly Cause[],
  phaseOf: (rule: string) => PhaseId | null,
): FindingStep[] {
  const causeOf = new Map(causes.flatMap((cause) => cause.findings.map((fingerprint) => [fingerprint, cause])));
  const byFix = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.rule}\0${finding.action}`;
    const known = byFix.get(key);
    if (known === undefined) byFix.set(key, [finding]);
    else known.push(finding);
  }
  return [...byFix.values()].map((own) => {
    const its = new Set(own.flatMap(({ fingerprint }) => causeOf.get(fingerprint) ?? []));
    return stepOf(own, [...its], phaseOf(own[0].rule) ?? 'proof-of-concept');
  });
}

/** `causes`: those of the findings that stand, one for each severity. */
function stepOf(own: readonly [Finding, ...Finding[]], causes: readonly Cause[], phase: PhaseId): FindingStep {
  const [first] = own;
  const kind = causes[0]?.fix.kind ?? null;
  const standing = own.filter(stands);
  const left: readonly Finding[] = standing.length > 0 ? standing : own;
  const files = [...new Set(left.map(({ artifact }) => artifact))].sort(compareText);
  const severity = SEVERITIES.find((level) => left.some((finding) => finding.severity === level)) ?? 'info';
  const waived = own.every((finding) => finding.waived !== null);
  const decides = DECISIONS.includes(kind) && severity === 'blocker';
  return {
    rule: first.rule,
    kind,
    blocks: standing.length > 0 && severity === 'blocker',
    draft: {
      id: stepId(first.rule, first.action),
      phase,
      title: first.action,
      detail: first.message,
      how: [...new Set(left.map(({ remedy }) => remedy))].filter((remedy) => remedy.trim() !== '').slice(0, MAX_HOW),
      findings: own.map(({ fingerprint }) => fingerprint),
      files,
      documents: [],
      doneWhen: `an audit no longer reports ${first.rule} for this`,
      check: checkOf(waived, standing, files.length),
      effort: fixEffort({
        rule: first.rule,
        kind,
        severity,
        files: files.length,
        places: causes.reduce((sum, { occurrences }) => sum + occurrences, 0),
      }),
      after: decides ? ['common/choose-target'] : [],
      unasked: waived ? 'waived' : standing.length === 0 ? 'done' : 'open',
      waivedUntil: own.flatMap(({ waived }) => waived?.expires ?? []).sort(compareText)[0] ?? null,
    },
  };
}

function checkOf(waived: boolean, standing: readonly Finding[], files: number): StepCheck {
  if (standing.length > 0) return { state: 'open', says: `This audit reports it in ${counted(files, 'file')}.` };
  return waived
    ? { state: 'done', says: 'A waiver covers each of its findings.' }
    : { state: 'done', says: 'What is not waived of it was refuted by a run on a real installation.' };
}
