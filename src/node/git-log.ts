import type { Git } from './git';

export interface FileCommit {
  readonly id: string;
  /** Of the commit, YYYY-MM-DD. */
  readonly day: string;
  /** 0 is the oldest of those that were asked for; a commit comes after all that it builds on. */
  readonly place: number;
  /** Below the folder that git was made for. */
  readonly file: string;
}

/** More names do not fit a command line everywhere; then all of the folder's commits are looked through. */
const MAX_NAMES = 200;

/** Every commit that wrote one of the files, the newest first. What is not tracked has none. Rejects with a `GitError`. */
export async function fileCommits(git: Git, files: readonly string[]): Promise<FileCommit[]> {
  const wanted = new Set(files);
  const paths = files.length <= MAX_NAMES ? files : ['.'];
  // Without a commit there is no log either.
  const head = (await git.run(['cat-file', '--batch-check'], 'HEAD\n')).toString('utf8');
  if (!/ commit \d+\n$/.test(head)) return [];
  const log = await git.run([
    'log',
    '-z',
    '--topo-order',
    '--no-renames',
    '--diff-filter=d',
    '--relative',
    '--name-only',
    '--format=commit:%H %cs',
    '--',
    ...paths,
  ]);
  const commits: Omit<FileCommit, 'place'>[] = [];
  let commit = { id: '', day: '' };
  for (const part of log.toString('utf8').split('\0')) {
    const [, id, day] = /^\n?commit:([0-9a-f]{40,64}) (\d{4}-\d\d-\d\d)$/.exec(part) ?? [];
    if (id !== undefined && day !== undefined) commit = { id, day };
    else {
      const file = part.replace(/^\n/, '');
      if (wanted.has(file)) commits.push({ ...commit, file });
    }
  }
  const places = new Map<string, number>();
  for (const { id } of commits.toReversed()) if (!places.has(id)) places.set(id, places.size);
  return commits.map((one) => ({ ...one, place: places.get(one.id) ?? 0 }));
}
