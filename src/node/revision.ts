import path from 'node:path';
import { createGit, GitError } from './git';
import { type GitHost, gitHost } from './git-host';
import { createGitObjects } from './git-objects';
import { readTree } from './git-tree';

/** The files of a folder as a commit holds them. */
export interface Revision {
  /** Of the commit, in full. */
  readonly commit: string;
  readonly host: GitHost;
  /** Paths of submodules, whose files are not looked into. */
  readonly modules: readonly string[];
  /** Whether git knows a path of the work tree, relative to the folder. */
  tracks(file: string): boolean;
  /** Ends git. */
  close(): void;
}

/**
 * Looks a revision up ("HEAD~1", a branch, a tag, an id) in the repository that holds the folder. Rejects with a {@link GitError}: a sentence.
 *
 * @param folder Absolute.
 * @param program git, or where it lies.
 */
export async function openRevision(folder: string, name: string, program?: string): Promise<Revision> {
  if (name.trim() === '') throw new GitError('The revision is empty; name a branch, a tag or a commit such as HEAD~1.');
  const git = createGit(folder, program);
  // Objects are looked up only once there is a repository: outside of one every name would merely be unknown.
  const common = (await git.run(['rev-parse', '--git-common-dir'])).toString('utf8').trimEnd();
  const objects = createGitObjects(git);
  try {
    const found = await objects.look(`${name}^{commit}`);
    if (found === null) throw new GitError(await unknown(name, git));
    const { root, modules } = await readTree(git, found.id);
    const tracked = new Set((await git.run(['ls-files', '-z'])).toString('utf8').split('\0'));
    return {
      commit: found.id,
      modules,
      host: gitHost(root, objects, path.join(path.resolve(folder, common), 'lfs')),
      tracks: (file) => tracked.has(file),
      close: () => objects.close(),
    };
  } catch (error) {
    objects.close();
    throw error;
  }
}

async function unknown(name: string, git: ReturnType<typeof createGit>): Promise<string> {
  const shallow = (await git.run(['rev-parse', '--is-shallow-repository'])).toString('utf8').trim() === 'true';
  return shallow
    ? `The repository holds no commit "${name}". It is a shallow clone, which leaves older commits out: run "git fetch --unshallow" (in a GitHub workflow: fetch-depth: 0).`
    : `The repository holds no commit "${name}".`;
}

/** Names of a list that a user still reads. */
const MAX_NAMES = 50;

/** Branches and tags, those with the newest commits first. Rejects with a {@link GitError}. */
export async function recentRevisions(folder: string, program?: string): Promise<string[]> {
  const listing = await createGit(folder, program).run([
    'for-each-ref',
    '--sort=-committerdate',
    `--count=${MAX_NAMES}`,
    '--format=%(refname:short)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ]);
  return listing
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '');
}
