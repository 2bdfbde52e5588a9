import type { Reading, Summary } from '../formats/reading';
import type { Evidence, Finding, Severity } from '../model/finding';
import { SEVERITIES } from '../model/finding';
import type { Pace, RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { explainDynamic } from '../onnx/infer/dynamic';
import { type Inference, infer } from '../onnx/infer/engine';
import type { Draft, Rule, RuleContext, RuleWords, WorkspaceRule } from '../rules/rule';
import { fingerprint } from './fingerprint';
import { withTypes } from './types';
import { ignoredBy, waiverFor } from './waivers';

/** So many places of one finding are listed; the others are counted. */
const LISTED_LOCATIONS = 20;

export interface JudgeContext {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly knowledge: Knowledge;
}

interface Merged {
  readonly rule: RuleWords;
  readonly artifact: RelativePath;
  readonly draft: Draft;
  readonly targets: Target[];
  aside: Draft['aside'];
}

/**
 * Asks every rule about one file for every selected target. What a rule says in the same words for several targets is one finding.
 */
export async function judge(reading: Reading, context: JudgeContext, pace: Pace): Promise<Finding[]> {
  return judgeSubject(await subjectOf(reading, context.settings, pace), context, pace);
}

/** The same of a file whose inference is there already. */
export async function judgeSubject(subject: Subject, context: JudgeContext, pace: Pace): Promise<Finding[]> {
  const merging = new Map<string, Merged>();
  const artifact = subject.reading.path;
  for (const target of context.settings.targets) {
    for (const rule of context.rules) {
      await pace.breathe();
      for (const draft of rule.check({ ...subject, target, settings: context.settings, knowledge: context.knowledge }))
        merge(merging, { rule, artifact, draft, target });
    }
  }
  return [...merging.values()].map((merged) => toFinding(merged, subject.reading, subject.inference, context));
}

/** Asks every rule across files, likewise. `readings`: by path in code unit order. */
export async function judgeWorkspace(
  readings: readonly Summary[],
  rules: readonly WorkspaceRule[],
  { settings, knowledge }: Omit<JudgeContext, 'rules'>,
  pace: Pace,
): Promise<Finding[]> {
  const merging = new Map<string, Merged>();
  for (const target of settings.targets) {
    for (const rule of rules) {
      await pace.breathe();
      for (const draft of rule.checkWorkspace({ readings, target, settings, knowledge }))
        merge(merging, { rule, artifact: draft.artifact, draft, target });
    }
  }
  const byPath = new Map(readings.map((reading) => [reading.path, reading]));
  return [...merging.values()].map((merged) =>
    toFinding(merged, byPath.get(merged.artifact) ?? null, null, { settings, knowledge }),
  );
}

/**
 * The findings of all files as the report lists them: each with a fingerprint of its own, those that the baseline holds marked,
 * sorted by severity, rule, file and words, so that equal input gives equal output.
 */
export function settle(findings: readonly Finding[], baseline: ReadonlySet<string>): Finding[] {
  return separate(findings)
    .map((finding) => (baseline.has(finding.fingerprint) ? { ...finding, baseline: true } : finding))
    .sort(compareFindings);
}

/** A file with what was worked out of it once for all rules and targets. */
export type Subject = Pick<RuleContext, 'reading' | 'inference' | 'dynamics'>;

/** Infers types and shapes of a model under the settings' pins. */
async function subjectOf(reading: Reading, { pins }: Settings, pace: Pace): Promise<Subject> {
  if (!('model' in reading)) return { reading, inference: null, dynamics: null };
  const inference = await infer(reading.model, pins, pace);
  return { reading, inference, dynamics: await explainDynamic(reading.model, inference, pins, pace) };
}

/** Adds a draft for a target to what was said in the same words for others. */
function merge(
  merging: Map<string, Merged>,
  { target, ...said }: Omit<Merged, 'targets' | 'aside'> & { readonly target: Target },
): void {
  const { key, severity, confidence, action, message, why, remedy, aside } = said.draft;
  const id = [said.rule.id, said.artifact, key, severity, confidence, action, message, why, remedy].join('\0');
  const known = merging.get(id);
  if (known === undefined) {
    merging.set(id, { ...said, targets: [target], aside });
    return;
  }
  if (!known.targets.includes(target)) known.targets.push(target);
  known.aside ??= aside;
}

function toFinding(
  { rule, artifact, draft, targets, aside }: Merged,
  reading: Reading | Summary | null,
  inference: Inference | null,
  { settings, knowledge }: Omit<JudgeContext, 'rules'>,
): Finding {
  return {
    fingerprint: fingerprint(rule.id, artifact, draft.key, draft.severity),
    rule: rule.id,
    severity: draft.severity,
    confidence: draft.confidence,
    targets,
    artifact,
    action: draft.action,
    message: draft.message,
    why: aside === undefined ? draft.why : `${draft.why} ${aside.words}`,
    remedy: draft.remedy,
    neuronError: draft.neuronError ?? null,
    evidence: evidenceOf([...draft.sources, ...(aside?.sources ?? [])], knowledge),
    locations: withTypes(draft.locations.slice(0, LISTED_LOCATIONS), inference),
    occurrences: draft.occurrences ?? draft.locations.length,
    ...(draft.pins !== undefined && { pins: draft.pins }),
    ...(draft.edit !== undefined && { edit: draft.edit }),
    waived: waiverFor(rule.id, artifact, settings) ?? ignoredBy(rule.id, draft.locations, reading),
    baseline: false,
  };
}

function evidenceOf(sources: readonly string[], knowledge: Knowledge): Evidence[] {
  return [...new Set(sources)].map((source) => knowledge.evidence(source));
}

/**
 * The same cause in other words for other targets would share a fingerprint: the first keeps it, the others are told apart by
 * what they say, so that every fingerprint of a report is unique.
 */
function separate(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.map((finding) => {
    let id = finding.fingerprint;
    if (seen.has(id))
      id = fingerprint(finding.rule, finding.artifact, `${id}\0${finding.message}\0${finding.why}`, finding.remedy);
    seen.add(id);
    return id === finding.fingerprint ? finding : { ...finding, fingerprint: id };
  });
}

const SEVERITY_RANK = new Map<Severity, number>(SEVERITIES.map((severity, rank) => [severity, rank]));

function compareFindings(a: Finding, b: Finding): number {
  return (
    (SEVERITY_RANK.get(a.severity) ?? 0) - (SEVERITY_RANK.get(b.severity) ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.artifact, b.artifact) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** Code unit order: the same on every system, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
