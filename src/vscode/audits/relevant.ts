import type { Artifact } from '../../model/artifact';
import type { RelativePath } from '../../model/host';
import type { Report } from '../../model/report';

/** Folders that an audit does not enter by itself; a change in them is no reason for one. */
const LEFT_OUT = new Set(['node_modules', '.venv', '.git']);

/** Files that a report rests on. A build may change thousands of files at once: they are looked up, not searched. */
const known = new WeakMap<Report, ReadonlySet<RelativePath>>();

/**
 * Whether a change of this file may change an audit: by its name, or because the last report names it (as a file, or as external
 * data of a model).
 */
export function isRelevant(path: RelativePath, report: Report | null): boolean {
  if (report !== null && filesOf(report).has(path)) return true;
  const segments = path.split('/');
  if (segments.some((segment) => LEFT_OUT.has(segment))) return false;
  return /\.onnx$|^config\.json$|^neuron-migration(\.plan)?\.yaml$/i.test(segments.at(-1) ?? '');
}

function filesOf(report: Report): ReadonlySet<RelativePath> {
  const files = known.get(report) ?? new Set(report.artifacts.flatMap((one) => [one.path, ...externalPaths(one)]));
  known.set(report, files);
  return files;
}

function externalPaths({ path, facts }: Artifact): string[] {
  const files = 'externalFiles' in facts && Array.isArray(facts.externalFiles) ? facts.externalFiles : [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return files.map((file) => `${folder}${file}`);
}
