/** What an audit of a revision and one of the work tree come to. */
import type { Comparison } from '../model/comparison';
import type { RelativePath } from '../model/host';
import type { Report } from '../model/report';
import { visibleName } from '../report/escape';
import { count, list } from '../report/words';
import { compareReports } from './reports';
import { savedReport } from './saved-report';

/** What is known of the revision beside its audit. */
export interface RevisionFacts {
  /** As the user wrote it. */
  readonly name: string;
  /** Id of the commit, in full. */
  readonly commit: string;
  /** Files whose content Git LFS has not fetched. */
  readonly missing: readonly RelativePath[];
  readonly modules: readonly RelativePath[];
  tracks(path: RelativePath): boolean;
}

/** Names that a sentence gives. */
const NAMED = 3;

export function compareRevision(before: Report, after: Report, facts: RevisionFacts): Comparison {
  const short = facts.commit.slice(0, 12);
  const name = `revision ${facts.name === facts.commit || facts.name === short ? short : `${facts.name} (${short})`}`;
  const comparison = compareReports(
    { name, report: savedReport(before) },
    { name: 'the working tree', report: savedReport(after) },
  );
  const untracked = comparison.artifacts.added.map(({ path }) => path).filter((path) => !facts.tracks(path));
  const { missing, modules } = facts;
  const notes = [
    ...(missing.length === 0
      ? []
      : [
          `Of ${count(missing.length, 'file')} the revision holds a Git LFS pointer whose content is not on this machine (${named(missing)}): run "git lfs fetch origin ${short}" and compare again.`,
        ]),
    ...(untracked.length === 0
      ? []
      : [
          `${count(untracked.length, 'new file is', 'new files are')} not tracked by git, so no revision holds ${untracked.length === 1 ? 'it' : 'them'} (${named(untracked)}).`,
        ]),
    ...(modules.length === 0
      ? []
      : [`Submodules are other repositories: at the revision nothing in them was looked at (${named(modules)}).`]),
  ];
  return { ...comparison, notes: [...notes, ...comparison.notes] };
}

/** "a, b, c and 4 more". */
function named(paths: readonly RelativePath[]): string {
  const shown = paths.slice(0, NAMED).map(visibleName);
  return paths.length > NAMED ? list([...shown, `${paths.length - NAMED} more`]) : list(shown);
}
