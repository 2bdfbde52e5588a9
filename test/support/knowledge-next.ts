/** What a newer commit of the Neuron documents means for the knowledge base: the reading list of an SDK release. */
import type { Claim } from '../../src/neuron/knowledge';
import { citations, claims } from '../../src/neuron/lint/entries';
import type { KnowledgeData, RepositorySource } from '../../src/neuron/schema';
import { type ChangedFile, changedFiles, fileAt, filesAt, labelsOf, sectionOf } from './documents';

/** Of a rule, what it cites itself. */
export interface CitingRule {
  readonly id: string;
  readonly sources: readonly string[];
}

export interface NextOptions {
  /** A clone or bare repository of the documents. */
  readonly repo: string;
  readonly from: string;
  readonly to: string;
  readonly data: KnowledgeData;
  readonly rules: readonly CitingRule[];
}

const ERROR_PAGE = /^compiler\/error-codes\/(E[A-Z]+\d+)\.rst$/;
const NOTES = /^(?:release-notes|about-neuron\/announcements)\/.*\.(?:rst|md)$/;
const COMPONENTS = /^release-notes\/components\/.*\.rst$/;

/** The report, a line each. Throws where git cannot read the repository or a commit. */
export function nextRelease(options: NextOptions): string[] {
  const { repo, from, to, data } = options;
  const changed = changedFiles(repo, from, to);
  return [
    `Neuron documents: ${from.slice(0, 8)} to ${to.slice(0, 8)}, ${changed.length} files differ`,
    ...citedPages(options, changed),
    ...errorPages(options),
    ...releaseNotes(options, changed),
    ...lagging(data),
  ];
}

/** Each cited page that is not what it was, with what rests on it. */
function citedPages({ repo, from, to, data, rules }: NextOptions, changed: readonly ChangedFile[]): string[] {
  const byPath = new Map(changed.map((file) => [file.path, file]));
  const sources = data.sources.sources.filter(
    (source): source is RepositorySource => !('url' in source) && source.repository === 'neuron',
  );
  const lines: string[] = [];
  let untouched = 0;
  for (const source of sources) {
    const file = byPath.get(source.path) ?? folderChange(source.path, changed);
    if (file === undefined) continue;
    const now = file.status === 'removed' ? null : fileAt(repo, to, file.to ?? source.path);
    const what = describe(source, file, fileAt(repo, from, source.path), now);
    if (what === null) {
      untouched += 1;
      continue;
    }
    lines.push(`  ${source.id} (${source.path}${source.label === null ? '' : `#${source.label}`}): ${what}`);
    lines.push(...resting(source.id, data, rules).map((line) => `    ${line}`));
  }
  return [
    '',
    `Cited pages to read again: ${lines.filter((line) => !line.startsWith('    ')).length}`,
    ...lines,
    `  ${untouched} further cited sections are as they were, in pages that changed elsewhere`,
  ];
}

/** Null where the cited part is as it was. */
function describe(
  source: RepositorySource,
  file: ChangedFile,
  before: string | null,
  now: string | null,
): string | null {
  const moved = file.status === 'renamed' ? `renamed to ${file.to}` : null;
  if (file.status === 'removed') return 'removed';
  if (file.status === 'added') return 'new';
  // A folder, which has no text of its own.
  if (before === null || now === null) return moved ?? 'changed';
  const section = sectionOf(now, source.label);
  if (section === null) return [moved, `its label "${source.label}" is gone`].filter(Boolean).join(', ');
  if (section !== sectionOf(before, source.label)) return [moved, 'changed'].filter(Boolean).join(' and ');
  return moved;
}

function folderChange(path: string, changed: readonly ChangedFile[]): ChangedFile | undefined {
  return changed.some((file) => file.path.startsWith(`${path}/`)) ? { status: 'changed', path, to: null } : undefined;
}

/** The entries and rules that cite a source. */
function resting(source: string, data: KnowledgeData, rules: readonly CitingRule[]): string[] {
  const dated = new Map(claims(data).map(({ file, claim }): [string, Claim] => [`${file}/${claim.id}`, claim]));
  const byFile = new Map<string, Set<string>>();
  for (const { file, id, cited } of citations(data)) {
    if (!cited.includes(source)) continue;
    const verified = dated.get(`${file}/${id}`)?.verifiedAt;
    const named = byFile.get(file) ?? new Set();
    byFile.set(file, named.add(verified === undefined ? id : `${id} (${verified})`));
  }
  const citing = rules.filter((rule) => rule.sources.includes(source)).map(({ id }) => id);
  return [
    ...[...byFile].map(([file, ids]) => `${file}.json: ${[...ids].join(', ')}`),
    ...(citing.length > 0 ? [`rules: ${citing.join(', ')}`] : []),
  ];
}

/** Error pages without an entry, and entries whose page is gone. */
function errorPages({ repo, to, data }: NextOptions): string[] {
  const pages = new Set(filesAt(repo, to).flatMap((path) => ERROR_PAGE.exec(path)?.[1] ?? []));
  const known = new Set(data.errors.map(({ code }) => code.replace('NCC_', '')));
  const paths = new Map(data.sources.sources.map((source) => [source.id, 'path' in source ? source.path : '']));
  const withPage = data.errors.filter(({ sources }) => sources.some((id) => ERROR_PAGE.test(paths.get(id) ?? '')));
  return [
    '',
    ...list(
      'Error pages without an entry',
      [...pages].filter((page) => !known.has(page)),
    ),
    ...list(
      'Entries of errors whose page is gone',
      withPage.map(({ code }) => code.replace('NCC_', '')).filter((code) => !pages.has(code)),
    ),
  ];
}

/** New pages of release notes and announcements, and new sections of the components' notes. */
function releaseNotes({ repo, from, to }: NextOptions, changed: readonly ChangedFile[]): string[] {
  const added = changed.filter(({ status, path }) => status === 'added' && NOTES.test(path)).map(({ path }) => path);
  const sections = changed
    .filter(({ status, path }) => status === 'changed' && COMPONENTS.test(path))
    .flatMap(({ path }) => {
      const before = new Set(labelsOf(fileAt(repo, from, path) ?? ''));
      return labelsOf(fileAt(repo, to, path) ?? '')
        .filter((label) => !before.has(label))
        .map((label) => `${path}#${label}`);
    });
  return ['', ...list('New release notes and announcements', [...added, ...sections])];
}

/** How many entries of each file were last compared with which release. */
function lagging(data: KnowledgeData): string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { file, claim } of claims(data)) {
    const byRelease = counts.get(file) ?? new Map<string, number>();
    counts.set(file, byRelease.set(claim.verifiedAt, (byRelease.get(claim.verifiedAt) ?? 0) + 1));
  }
  const lines = [...counts].map(([file, byRelease]) => {
    const releases = [...byRelease].sort(([a], [b]) => a.localeCompare(b));
    return `${file}.json: ${releases.map(([sdk, count]) => `${count} at ${sdk}`).join(', ')}`;
  });
  return ['', ...list('Entries by the release they were last compared with', lines, false)];
}

function list(title: string, items: readonly string[], counted = true): string[] {
  return [counted ? `${title}: ${items.length}` : `${title}:`, ...items.map((item) => `  ${item}`)];
}
