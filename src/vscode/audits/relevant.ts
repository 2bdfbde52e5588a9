import type { Format } from '../../formats';
import type { Artifact } from '../../model/artifact';
import type { BucketPlan } from '../../model/batching';
import type { RelativePath } from '../../model/host';
import type { Report } from '../../model/report';
import { GITIGNORE } from '../../workspace/gitignore';
import { toolFolder } from '../../workspace/ignore';

const OURS = /^neuron-migration(\.plan)?\.yaml$/;

/** Files that a report rests on. A build may change thousands of files at once: they are looked up, not searched. */
const known = new WeakMap<Report, ReadonlySet<RelativePath>>();

/**
 * Whether a change of this file may change an audit: by its name, or because the last report names it (as a file, as external data of
 * a model, or as lengths of requests). Reads nothing.
 */
export function isRelevant(
  path: RelativePath,
  report: Report | null,
  formats: readonly Pick<Format, 'matches'>[],
): boolean {
  if (report !== null && filesOf(report).has(path)) return true;
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  if (segments.some((segment) => toolFolder(segment) !== null)) return false;
  return OURS.test(name) || name === GITIGNORE || formats.some((format) => format.matches(path, false));
}

function filesOf(report: Report): ReadonlySet<RelativePath> {
  const files =
    known.get(report) ?? new Set([...report.artifacts.flatMap(pathsOf), ...report.batching.plans.map(lengthsFrom)]);
  known.set(report, files);
  return files;
}

function pathsOf(artifact: Artifact): string[] {
  return [artifact.path, ...externalPaths(artifact)];
}

/** The path of a file with lengths; of other lengths a sentence, which is no path of a file. */
function lengthsFrom({ lengths }: BucketPlan): string {
  return lengths.from;
}

function externalPaths({ path, facts }: Artifact): string[] {
  const files = 'externalFiles' in facts && Array.isArray(facts.externalFiles) ? facts.externalFiles : [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return files.map((file) => `${folder}${file}`);
}
