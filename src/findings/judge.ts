import type { Reading, Summary } from '../formats/reading';
import type { Evidence, Finding, Severity } from '../model/finding';
import { SEVERITIES } from '../model/finding';
import type { Pace, RelativePath } from '../model/host';
import { compareText } from '../model/order';
import type { Settings } from '../model/settings';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { explainDynamic } from '../onnx/infer/dynamic';
import { type Inference, infer } from '../onnx/infer/engine';
import type { Draft, Rule, RuleContext, WorkspaceRule } from '../rules/rule';
import { ask, type Drafted, type Said } from './ask';
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

/** What decides a verdict. */
export type Weighed = Pick<Finding, 'severity' | 'confidence' | 'targets' | 'waived' | 'observed'>;

/**
 * Asks every rule about one file for every selected target. What a rule says in the same words for several targets is one finding.
 */
export async function judge(reading: Reading, context: JudgeContext, pace: Pace): Promise<Finding[]> {
  return judgeSubject(await subjectOf(reading, context.settings, pace), context, pace);
}

/** The same of a file whose inference is there already. */
export async function judgeSubject(subject: Subject, context: JudgeContext, pace: Pace): Promise<Finding[]> {
  const { rules, settings, knowledge } = context;
  const artifact = subject.reading.path;
  const contextFor = remembered((targets: readonly Target[]) => {
    const own = { ...settings, targets };
    return remembered((target: Target): RuleContext => ({ ...subject, target, settings: own, knowledge }));
  });
  const said = await ask(
    rules.filter(({ applies }) => applies?.(subject.reading) ?? true),
    settings.targets,
    (rule, target, targets) => drafted(artifact, rule.check(contextFor(targets)(target))),
    pace,
  );
  return said.map((merged) => toFinding(merged, subject.reading, subject.inference, context));
}

/** Rules are many and contexts are few: each is made once. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/** As much of the drafts about one file for one target as a verdict takes, notes left out; far cheaper than {@link judgeSubject}. */
export async function weigh(subject: Subject, target: Target, context: JudgeContext, pace: Pace): Promise<Weighed[]> {
  const { rules, settings, knowledge } = context;
  const { reading } = subject;
  const about = { ...subject, target, settings, knowledge };
  const found: Weighed[] = [];
  await pace.breathe();
  for (const rule of rules) {
    if (rule.applies?.(reading) === false) continue;
    for (const { severity, confidence, locations } of rule.check(about)) {
      if (severity === 'info') continue;
      const waived = waiverFor(rule.id, reading.path, settings) ?? ignoredBy(rule.id, locations, reading).mark;
      found.push({ severity, confidence, targets: [target], waived });
    }
  }
  return found;
}

/** Asks every rule across files, likewise. `readings`: by path in code unit order. */
export async function judgeWorkspace(
  readings: readonly Summary[],
  rules: readonly WorkspaceRule[],
  { settings, knowledge }: Omit<JudgeContext, 'rules'>,
  pace: Pace,
): Promise<Finding[]> {
  const said = await ask(
    rules,
    settings.targets,
    (rule, target, targets) =>
      [...rule.checkWorkspace({ readings, target, settings: { ...settings, targets }, knowledge })].map((draft) => ({
        artifact: draft.artifact,
        draft,
      })),
    pace,
  );
  const byPath = new Map(readings.map((reading) => [reading.path, reading]));
  return said.map((merged) => toFinding(merged, byPath.get(merged.artifact) ?? null, null, { settings, knowledge }));
}

function drafted(artifact: RelativePath, drafts: Iterable<Draft>): Drafted[] {
  return [...drafts].map((draft) => ({ artifact, draft }));
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
export async function subjectOf(reading: Reading, { pins }: Pick<Settings, 'pins'>, pace: Pace): Promise<Subject> {
  if (!('model' in reading)) return { reading, inference: null, dynamics: null };
  const inference = await infer(reading.model, pins, pace);
  return { reading, inference, dynamics: await explainDynamic(reading.model, inference, pins, pace) };
}

function toFinding(
  { rule, artifact, draft, targets, aside, identity }: Said,
  reading: Reading | Summary | null,
  inference: Inference | null,
  { settings, knowledge }: Omit<JudgeContext, 'rules'>,
): Finding {
  const { mark, places } = ignoredBy(rule.id, draft.locations, reading);
  const covered = draft.locations.length - places.length;
  return {
    fingerprint: identity,
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
    locations: withTypes(places.slice(0, LISTED_LOCATIONS), inference),
    occurrences: (draft.occurrences ?? draft.locations.length) - covered,
    ...(draft.pins !== undefined && { pins: draft.pins }),
    ...(draft.edit !== undefined && { edit: draft.edit }),
    waived: waiverFor(rule.id, artifact, settings) ?? mark,
    baseline: false,
  };
}

function evidenceOf(sources: readonly string[], knowledge: Knowledge): Evidence[] {
  return [...new Set(sources)].map((source) => knowledge.evidence(source));
}

/** A rule that gives two drafts of one key and severity for the same target: told apart by what they say. */
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
