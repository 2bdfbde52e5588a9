/** Findings of two audits, paired. */
import {
  type ChangedFinding,
  type Comparison,
  FINDING_FIELDS,
  type FindingField,
  type SavedFinding,
} from '../model/comparison';
import { SEVERITIES, type Severity } from '../model/finding';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';

/**
 * Pairs by fingerprint first. A fingerprint names file and severity, so what is left over is paired again where the file moved, and where rule,
 * file and fix are the same and only the severity is another. What then has no pair is new, or fixed.
 *
 * @param moved New path of a file by the one it had before.
 */
export function compareFindings(
  before: readonly SavedFinding[],
  after: readonly SavedFinding[],
  moved: ReadonlyMap<RelativePath, RelativePath>,
): Comparison['findings'] {
  const pairs: [SavedFinding, SavedFinding][] = [];
  let [was, is] = [before, after];
  const pathOf = ({ artifact }: SavedFinding) => moved.get(artifact) ?? artifact;
  const keys: ((finding: SavedFinding, path: RelativePath) => string)[] = [
    ({ fingerprint }) => fingerprint,
    ({ rule, severity, action, message }, path) => JSON.stringify([rule, path, severity, action, message]),
    ({ rule, severity, action }, path) => JSON.stringify([rule, path, severity, action]),
    ({ rule, action }, path) => JSON.stringify([rule, path, action]),
  ];
  for (const keyOf of keys) {
    const paired = pairUp(
      was,
      is,
      (finding) => keyOf(finding, pathOf(finding)),
      (finding) => keyOf(finding, finding.artifact),
    );
    pairs.push(...paired.pairs);
    [was, is] = [paired.before, paired.after];
  }
  const changed = pairs
    .map(([old, now]) => ({ before: old, after: now, fields: changedFields(old, now) }))
    .filter(({ fields }) => fields.length > 0);
  return {
    fresh: [...is].sort(worstFirst),
    fixed: [...was].sort(worstFirst),
    changed: changed.sort((a, b) => worstFirst(a.after, b.after)),
    same: pairs.length - changed.length,
  };
}

/** Pairs those whose key is met once on each side; the others are left as they are. */
function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  keyBefore: (one: T) => string,
  keyAfter: (one: T) => string,
) {
  const was = once(before, keyBefore);
  const is = once(after, keyAfter);
  const pairs: [T, T][] = [];
  for (const [key, old] of was) {
    const now = is.get(key);
    if (now !== undefined) pairs.push([old, now]);
  }
  const [oldPaired, newPaired] = [new Set(pairs.map(([old]) => old)), new Set(pairs.map(([, now]) => now))];
  return {
    pairs,
    before: before.filter((one) => !oldPaired.has(one)),
    after: after.filter((one) => !newPaired.has(one)),
  };
}

function once<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const one of all) {
    const key = keyOf(one);
    if (found.has(key)) twice.add(key);
    found.set(key, one);
  }
  for (const key of twice) found.delete(key);
  return found;
}

function changedFields(before: SavedFinding, after: SavedFinding): FindingField[] {
  const written = (finding: SavedFinding, field: FindingField) => JSON.stringify(finding[field]);
  return FINDING_FIELDS.filter((field) => written(before, field) !== written(after, field));
}

function worstFirst(a: SavedFinding, b: SavedFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.artifact, b.artifact) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** Whether a change brings a finding of one of the severities that no waiver covers: a new one, or one that was less severe before. */
export function bringsNew({ findings }: Comparison, severities: readonly Severity[]): boolean {
  const counts = ({ severity, waived }: SavedFinding) => severities.includes(severity) && waived === null;
  const rose = ({ before, after }: ChangedFinding) => counts(after) && !severities.includes(before.severity);
  return findings.fresh.some(counts) || findings.changed.some(rose);
}
