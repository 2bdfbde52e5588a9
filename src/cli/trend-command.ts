import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readReport } from '../compare/saved-report';
import { ShapeError } from '../compare/shape';
import { type DatedPoint, datedPoint, trendOf } from '../compare/trend';
import type { SavedReport } from '../model/comparison';
import { compareText } from '../model/order';
import { createGit, type Git, GitError } from '../node/git';
import { type FileCommit, fileCommits } from '../node/git-log';
import { createGitObjects } from '../node/git-objects';
import { TREND_FORMATS, writeTrend } from '../report/trend';
import { count } from '../report/words';
import { deliver } from './deliver';
import { allowOnly, oneOf, type RawOptions } from './options';
import { findRoot } from './root';
import { readJsonFile, readSavedReport } from './saved-reports';
import { UsageError } from './usage';

/** `trend REPORT...`: saved reports in a row, the oldest first. */
export async function trendCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'trend', ['format', 'output', 'quiet']);
  const format = oneOf(options.format ?? 'text', TREND_FORMATS, '--format');
  if (operands.length === 0) throw new UsageError('trend wants saved JSON reports, or a folder of them');
  const { root, paths } = findRoot(operands);
  const files = filesOf(root, paths);
  const git = createGit(root);
  const commits = await commitsOf(
    git,
    files.map(({ file }) => file),
  );
  const [only, ...others] = files;
  const { points, notes } =
    only !== undefined && others.length === 0 && only.named && commits.length > 0
      ? await history(git, root, only.file, commits)
      : readAll(root, files, commits);
  if (points.length === 0) throw new UsageError('there is no JSON report of this tool; audit --format json writes one');
  const trend = trendOf(points, notes);
  deliver((terminal) => writeTrend(trend, format, terminal ?? {}), options);
  return 0;
}

interface NamedFile {
  /** Below the root. */
  readonly file: string;
  /** Whether it was asked for itself, rather than its folder. */
  readonly named: boolean;
}

/** The files, and of folders the JSON files that lie in them, each once. */
function filesOf(root: string, paths: readonly string[]): NamedFile[] {
  const found = new Map<string, NamedFile>();
  for (const given of paths) {
    const folder = path.join(root, given);
    if (!statSync(folder).isDirectory()) {
      found.set(given, { file: given, named: true });
      continue;
    }
    const names = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.json$/i.test(entry.name),
    );
    for (const { name } of names) {
      const file = given === '' ? name : `${given}/${name}`;
      if (!found.has(file)) found.set(file, { file, named: false });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.file, b.file));
}

/** None where there is no git or no repository: then the days decide. */
async function commitsOf(git: Git, files: readonly string[]): Promise<FileCommit[]> {
  try {
    return files.length === 0 ? [] : await fileCommits(git, files);
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}

interface Row {
  readonly points: readonly DatedPoint[];
  readonly notes: readonly string[];
}

/** Each file as it lies on the disk, with the commit that last wrote it. In folders, other JSON files are passed over. */
function readAll(root: string, files: readonly NamedFile[], commits: readonly FileCommit[]): Row {
  const last = new Map(commits.toReversed().map((commit) => [commit.file, commit]));
  const points: DatedPoint[] = [];
  let others = 0;
  for (const { file, named } of files) {
    const absolute = path.join(root, file);
    const report = named ? readSavedReport(absolute) : readOrNull(() => readJsonFile(absolute));
    if (report === null) others += 1;
    else points.push(datedPoint(file, report, last.get(file) ?? null));
  }
  const noun = count(others, 'JSON file is', 'JSON files are');
  return { points, notes: others === 0 ? [] : [`${noun} no report that this release reads, and left out.`] };
}

/** One report as its commits wrote it, then as it lies on the disk where that is another. */
async function history(git: Git, root: string, file: string, commits: readonly FileCommit[]): Promise<Row> {
  const objects = createGitObjects(git);
  const points: DatedPoint[] = [];
  let others = 0;
  let newest = '';
  try {
    for (const commit of commits.toReversed()) {
      const found = await objects.look(`${commit.id}:./${file}`);
      if (found === null) continue;
      newest = (await objects.blob(found.id)).toString('utf8');
      const json = newest;
      const report = readOrNull(() => json);
      if (report === null) others += 1;
      else points.push(datedPoint(`${file} at ${commit.id.slice(0, 12)}`, report, commit));
    }
  } finally {
    objects.close();
  }
  const absolute = path.join(root, file);
  if (readJsonFile(absolute) !== newest) {
    const place = { id: '', day: '', place: commits.length };
    const { point, settings } = datedPoint(`${file}, not committed`, readSavedReport(absolute), place);
    points.push({ point: { ...point, commit: null }, settings, place: place.place });
  }
  const noun = count(others, 'commit holds', 'commits hold');
  return { points, notes: others === 0 ? [] : [`${noun} no report that this release reads, and left out.`] };
}

function readOrNull(json: () => string): SavedReport | null {
  try {
    return readReport(json());
  } catch (error) {
    if (error instanceof ShapeError || error instanceof UsageError) return null;
    throw error;
  }
}
