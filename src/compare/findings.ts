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

/** One way to know a finding again. `path`: the file's, where it lies now. */
interface Way {
  key(finding: SavedFinding, path: RelativePath): string;
  fits(before: SavedFinding, after: SavedFinding): boolean;
}

/** The surest first: each is asked about what the ones before it left over. */
const WAYS: readonly Way[] = [
  { key: ({ fingerprint }) => fingerprint, fits: () => true },
  // A fingerprint names the file, which may have moved.
  {
    key: ({ rule, severity, action, message }, path) => JSON.stringify([rule, path, severity, action, message]),
    fits: () => true,
  },
  // It names the severity too. Of one severity, other words are another cause of the same fix: one is gone, and one is new.
  {
    key: ({ rule, action }, path) => JSON.stringify([rule, path, action]),
    fits: (before, after) => before.severity !== after.severity,
  },
];

/** @param moved New path of a file by the one it had before. */
export function compareFindings(
  before: readonly SavedFinding[],
  after: readonly SavedFinding[],
  moved: ReadonlyMap<RelativePath, RelativePath>,
): Comparison['findings'] {
  const pairs: (readonly [SavedFinding, SavedFinding])[] = [];
  let [was, is] = [before, after];
  for (const { key, fits } of WAYS) {
    const known = once(was, (finding) => key(finding, moved.get(finding.artifact) ?? finding.artifact));
    const found = [...once(is, (finding) => key(finding, finding.artifact))].flatMap(([at, now]) => {
      const old = known.get(at);
      return old !== undefined && fits(old, now) ? [[old, now] as const] : [];
    });
    pairs.push(...found);
    const paired = new Set(found.flat());
    was = was.filter((one) => !paired.has(one));
    is = is.filter((one) => !paired.has(one));
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

/** Those whose key no other has. */
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
