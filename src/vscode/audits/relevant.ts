import type { RelativePath } from '../../model/host';
import type { Report } from '../../model/report';

/** Folders that an audit does not enter by itself; a change in them is no reason for one. */
const LEFT_OUT = new Set(['node_modules', '.venv', '.git']);

/**
 * Whether a change of this file may change an audit: by its name, or because the last report names it (as a file, or as external
 * data of a model). Pure.
 */
export function isRelevant(path: RelativePath, report: Report | null): boolean {
  if (report?.artifacts.some((artifact) => artifact.path === path)) return true;
  const segments = path.split('/');
  if (segments.some((segment) => LEFT_OUT.has(segment))) return false;
  const name = segments.at(-1) ?? '';
  if (/\.onnx$|^config\.json$|^neuron-migration(\.plan)?\.yaml$/i.test(name)) return true;
  return report?.artifacts.some((artifact) => externalPaths(artifact).includes(path)) ?? false;
}

function externalPaths({ path, facts }: Report['artifacts'][number]): string[] {
  const files = 'externalFiles' in facts && Array.isArray(facts.externalFiles) ? facts.externalFiles : [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return files.map((file) => `${folder}${file}`);
}
