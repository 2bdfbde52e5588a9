/** Files of two audits. */
import type { ArtifactChange, Comparison, SavedArtifact, VerdictChange } from '../model/comparison';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { TARGETS, type Target, type Verdict } from '../model/target';
import { factChanges } from './facts';

/** Files with fewer facts are not told apart by them. */
const FEWEST_FACTS = 3;

/** New path by old one, of files that are gone from one place and turn up at another with the same facts, where just one of each side has them. */
export function movedFiles(
  before: readonly SavedArtifact[],
  after: readonly SavedArtifact[],
): ReadonlyMap<RelativePath, RelativePath> {
  const [was, is] = [new Set(before.map(({ path }) => path)), new Set(after.map(({ path }) => path))];
  const gone = byContent(before.filter(({ path }) => !is.has(path)));
  const come = byContent(after.filter(({ path }) => !was.has(path)));
  return new Map(
    [...gone].flatMap(([content, [old, ...others]]) => {
      const [now, ...more] = come.get(content) ?? [];
      return old === undefined || now === undefined || others.length + more.length > 0 ? [] : [[old, now] as const];
    }),
  );
}

function byContent(artifacts: readonly SavedArtifact[]): Map<string, RelativePath[]> {
  const paths = new Map<string, RelativePath[]>();
  for (const { path, kind, facts } of artifacts) {
    if (facts.length < FEWEST_FACTS) continue;
    const content = JSON.stringify([kind, facts]);
    paths.set(content, [...(paths.get(content) ?? []), path]);
  }
  return paths;
}

export function compareArtifacts(
  before: readonly SavedArtifact[],
  after: readonly SavedArtifact[],
  moved: ReadonlyMap<RelativePath, RelativePath>,
): Comparison['artifacts'] {
  const was = new Map(before.map((artifact) => [moved.get(artifact.path) ?? artifact.path, artifact]));
  const is = new Set(after.map(({ path }) => path));
  const changed: ArtifactChange[] = [];
  let same = 0;
  for (const now of after) {
    const old = was.get(now.path);
    if (old === undefined) continue;
    const change = changeOf(old, now);
    if (change === null) same += 1;
    else changed.push(change);
  }
  const shown = ({ path, kind }: SavedArtifact) => ({ path, kind });
  return {
    added: after.filter(({ path }) => !was.has(path)).map(shown),
    removed: [...was].flatMap(([path, old]) => (is.has(path) ? [] : [shown(old)])),
    changed: changed.sort((a, b) => compareText(a.path, b.path)),
    same,
  };
}

/** Null where nothing differs. */
function changeOf(before: SavedArtifact, after: SavedArtifact): ArtifactChange | null {
  const from = before.path === after.path ? null : before.path;
  const status = before.status === after.status ? null : { before: before.status, after: after.status };
  // A target that only one side was asked for says nothing of the file.
  const verdicts = verdictChanges(before.verdicts, after.verdicts).filter(
    ({ before: was, after: is }) => was !== null && is !== null && was !== is,
  );
  const { changes: facts } = factChanges(before.facts, after.facts);
  if (from === null && status === null && verdicts.length + facts.length === 0) return null;
  return { path: after.path, from, kind: after.kind, status, verdicts, facts };
}

/** Every target that either side judges, whether its verdict changes or not. */
export function verdictChanges(
  before: Readonly<Partial<Record<Target, Verdict>>>,
  after: Readonly<Partial<Record<Target, Verdict>>>,
): VerdictChange[] {
  return TARGETS.filter((target) => before[target] !== undefined || after[target] !== undefined).map((target) => ({
    target,
    before: before[target] ?? null,
    after: after[target] ?? null,
  }));
}
