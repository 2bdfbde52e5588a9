/** The gate of the knowledge base: pure checks over the parsed data files. */
import { CLAIM_CHECKS } from './lint/claims';
import { DEPLOYMENT_CHECKS } from './lint/deployment';
import type { Context } from './lint/entries';
import { PACKAGE_CHECKS } from './lint/packages';
import { RELEASE_CHECKS } from './lint/releases';
import { SHAPES } from './lint/shapes';
import { SOURCE_CHECKS } from './lint/sources';
import type { KnowledgeData, SourceEntry } from './schema';

export interface LintProblem {
  /** File name without extension. */
  readonly file: keyof KnowledgeData;
  /** Id of the entry, or where it stands in the file. */
  readonly entry: string;
  readonly message: string;
}

export interface LintReport {
  readonly problems: readonly LintProblem[];
  /** Entries by file; of `sources` the sources. */
  readonly counts: Readonly<Record<keyof KnowledgeData, number>>;
}

const NAMES = Object.keys(SHAPES) as (keyof KnowledgeData)[];

/**
 * All problems of the data files. `files`: parsed JSON by name. `citedElsewhere`: source ids that code cites, so that a source
 * without an entry is not called unused. `rules`: ids of the rules that entries may name. The checks across entries run only when every file has the right shape.
 */
export function lint(
  files: Readonly<Record<string, unknown>>,
  citedElsewhere: ReadonlySet<string>,
  rules: ReadonlySet<string>,
): LintReport {
  const problems: LintProblem[] = [];
  for (const file of NAMES)
    SHAPES[file](files[file], '', (path, message) => {
      problems.push({ file, ...named(files[file], path, message) });
    });
  if (problems.length > 0) return { problems, counts: zero() };
  const data = files as unknown as KnowledgeData;
  const context: Context = {
    data,
    citedElsewhere,
    rules,
    sources: new Map(data.sources.sources.map((source): [string, SourceEntry] => [source.id, source])),
    complain: (file, entry, message) => {
      problems.push({ file, entry, message });
    },
  };
  for (const check of [...SOURCE_CHECKS, ...CLAIM_CHECKS, ...DEPLOYMENT_CHECKS, ...RELEASE_CHECKS, ...PACKAGE_CHECKS])
    check(context);
  return { problems, counts: count(data) };
}

/** Turns "[3].checks[0].kind" into the entry's id and the rest of the path. */
function named(file: unknown, path: string, message: string): Omit<LintProblem, 'file'> {
  const place = /^(?:(\w+))?\[(\d+)\]\.?(.*)$/.exec(path);
  if (!place) return { entry: path === '' ? 'file' : path, message };
  const [, list, at, rest] = place;
  const entries = list ? (file as Readonly<Record<string, unknown>>)[list] : file;
  const entry: unknown = Array.isArray(entries) ? entries[Number(at)] : undefined;
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : `${list ?? ''}[${at}]`;
  return { entry: id, message: rest ? `${rest} ${message}` : message };
}

function count(data: KnowledgeData): Record<keyof KnowledgeData, number> {
  const counts = zero();
  for (const file of NAMES) counts[file] = lengthOf(data[file]);
  counts.sources = data.sources.sources.length;
  counts.releases = data.releases.releases.length;
  counts.targets = data.targets.targets.length + data.targets.ended.length + data.targets.notBegun.length;
  counts.converter = data.converter.operators.length;
  counts['operator-paths'] = data['operator-paths'].operators.length;
  return counts;
}

function lengthOf(file: unknown): number {
  return Array.isArray(file) ? file.length : 0;
}

function zero(): Record<keyof KnowledgeData, number> {
  return Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<keyof KnowledgeData, number>;
}
