/** Root causes: findings that one fix settles. Pure; used by the report writers, the findings tree and the checklist. */
import {
  CONFIDENCES,
  type Confidence,
  type Evidence,
  type Finding,
  type Location,
  SEVERITIES,
  type Severity,
} from '../model/finding';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { TARGETS, type Target } from '../model/target';
import { wordsByTarget } from './wording';

/** Findings with the same rule, action and severity, in any file and for any target. */
export interface FindingGroup {
  /** "severity:rule:action", unique in a report and stable over runs. */
  readonly key: string;
  readonly severity: Severity;
  readonly rule: string;
  readonly action: string;
  /** What to call the cause: the message where all findings share one, else the action. Not escaped. */
  readonly title: string;
  /** Distinct messages, in the order of the findings. */
  readonly messages: readonly string[];
  /** Behind the names of the targets where it holds for some only; likewise the remedies. */
  readonly whys: readonly string[];
  readonly remedies: readonly string[];
  /** Distinct compiler errors. */
  readonly neuronErrors: readonly string[];
  /** The weakest among the findings: a group is documented only where each of them is. */
  readonly confidence: Confidence;
  /** Union, in the order of the hardware generations. */
  readonly targets: readonly Target[];
  /** Files concerned, in code unit order. */
  readonly artifacts: readonly RelativePath[];
  /** Distinct places in all, also those that no location names. */
  readonly occurrences: number;
  /** Union without repetition, in the order of the findings. */
  readonly evidence: readonly Evidence[];
  /** Sorted by file, then fingerprint. */
  readonly findings: readonly Finding[];
}

/**
 * Groups findings by root cause. Order: blockers, warnings, notes; in each the causes that reach most targets first, then those
 * with most places, then by rule and action in code unit order. The order of the input does not matter.
 */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const causes = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = groupKey(finding);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, [finding]);
    else cause.push(finding);
  }
  return [...causes].map(([key, cause]) => toGroup(key, cause)).sort(compareGroups);
}

/** {@link FindingGroup.key} of the group that a finding belongs to. */
export function groupKey({ severity, rule, action }: Finding): string {
  return `${severity}:${rule}:${action}`;
}

/**
 * The first distinct places of a group, one of each finding before the second of any, so that every file is named early; `more`
 * counts the others. A finding without a location stands for its file.
 */
export function firstPlaces(group: FindingGroup, limit: number): { places: readonly Location[]; more: number } {
  const places = new Map<string, Location>();
  const deepest = group.findings.reduce((most, { locations }) => Math.max(most, locations.length), 1);
  for (let depth = 0; depth < deepest && places.size < limit; depth++) {
    for (const finding of group.findings) {
      const place = placesOf(finding)[depth];
      if (place !== undefined && places.size < limit) places.set(placeKey(place), place);
    }
  }
  return { places: [...places.values()], more: group.occurrences - places.size };
}

function toGroup(key: string, unsorted: readonly [Finding, ...Finding[]]): FindingGroup {
  const findings = unsorted.toSorted(
    (a, b) => compareText(a.artifact, b.artifact) || compareText(a.fingerprint, b.fingerprint),
  );
  const { severity, rule, action } = unsorted[0];
  const messages = distinct(findings.map((finding) => finding.message));
  const on = new Set(findings.flatMap((finding) => finding.targets));
  const targets = TARGETS.filter((target) => on.has(target));
  return {
    key,
    severity,
    rule,
    action,
    title: messages.length === 1 ? (messages[0] ?? action) : action,
    messages,
    whys: wordsByTarget(findings, ({ why }) => why, targets),
    remedies: wordsByTarget(findings, ({ remedy }) => remedy, targets),
    neuronErrors: distinct(findings.flatMap(({ neuronError }) => neuronError ?? [])),
    confidence: weakest(findings),
    targets,
    artifacts: distinct(findings.map((finding) => finding.artifact)),
    occurrences: countPlaces(findings),
    evidence: distinctEvidence(findings.flatMap((finding) => finding.evidence)),
    findings,
  };
}

/**
 * Places of a cause. Findings of one file that differ in wording by target share their places, so a place that several name counts
 * once, and of the places that no location names the longest tail of each file counts rather than the sum.
 */
function countPlaces(findings: readonly Finding[]): number {
  const named = new Set<string>();
  const unnamed = new Map<RelativePath, number>();
  for (const finding of findings) {
    const keys = new Set(placesOf(finding).map(placeKey));
    for (const key of keys) named.add(key);
    const tail = Math.max(finding.occurrences - keys.size, 0);
    unnamed.set(finding.artifact, Math.max(tail, unnamed.get(finding.artifact) ?? 0));
  }
  return [...unnamed.values()].reduce((sum, tail) => sum + tail, named.size);
}

function placesOf({ locations, artifact }: Finding): readonly Location[] {
  return locations.length > 0 ? locations : [{ path: artifact }];
}

/** What tells two places apart. */
function placeKey(place: Location): string {
  if ('range' in place) {
    const { start, end } = place.range;
    return JSON.stringify([place.path, start.line, start.column, end.line, end.column]);
  }
  if ('graph' in place) return JSON.stringify([place.path, place.graph, place.node ?? null, place.tensor ?? null]);
  return JSON.stringify([place.path]);
}

function weakest(findings: readonly Finding[]): Confidence {
  const rank = findings.reduce((most, { confidence }) => Math.max(most, CONFIDENCES.indexOf(confidence)), 0);
  return CONFIDENCES[rank] ?? 'undocumented';
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** What tells two sources apart. */
export function evidenceKey({ title, url, sdk }: Evidence): string {
  return [title, url, sdk ?? ''].join('\0');
}

function distinctEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((entry) => [evidenceKey(entry), entry])).values()];
}

function compareGroups(a: FindingGroup, b: FindingGroup): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.targets.length - a.targets.length ||
    b.occurrences - a.occurrences ||
    compareText(a.rule, b.rule) ||
    compareText(a.action, b.action)
  );
}
