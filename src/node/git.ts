/** Runs git to read objects. Nothing here writes to a repository, and nothing that a repository holds or configures is run. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';

/** What git could not do, in one sentence that can be shown. */
export class GitError extends Error {}

/** The most that a listing may print: above any repository, below what Node can hold. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/**
 * A repository may configure programs of its own choice; of those that reading could meet none is run. No transport is allowed, so that a
 * partial clone does not fetch what it lacks.
 */
const SAFE = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false', 'core.quotePath=false'];

/** They would point git elsewhere than at the folder. */
const ELSEWHERE = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_NAMESPACE', 'GIT_PREFIX'];

export interface Git {
  /** What git prints. `input` goes to its standard input. Rejects with a {@link GitError}. */
  run(args: readonly string[], input?: string): Promise<Buffer>;
  /** A process that goes on; the caller ends it. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
}

/**
 * @param folder Absolute path of a folder in a work tree.
 * @param program git, or where it lies.
 */
export function createGit(folder: string, program = 'git'): Git {
  const start = (args: readonly string[]) => {
    const config = SAFE.flatMap((setting) => ['-c', setting]);
    const child = spawn(program, ['--no-pager', '--literal-pathspecs', '-C', folder, ...config, ...args], {
      // Windows looks for a program in the present folder first, and that may be a repository with a "git.exe" of its own.
      cwd: path.dirname(process.execPath),
      env: environment(),
      windowsHide: true,
    });
    // A process that ends early closes its input; what it says of it is told elsewhere.
    child.stdin.on('error', () => undefined);
    return child;
  };
  return {
    start,
    run: (args, input = '') =>
      new Promise((resolve, reject) => {
        const child = start(args);
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        let size = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_OUTPUT) child.kill();
          else out.push(chunk);
        });
        child.stderr.on('data', (chunk: Buffer) => {
          if (err.length < 16) err.push(chunk);
        });
        child.on('error', (error) => reject(startError(error)));
        child.on('close', (code) => {
          if (size > MAX_OUTPUT) reject(new GitError('The repository lists more files than can be compared.'));
          else if (code === 0) resolve(Buffer.concat(out));
          else reject(new GitError(failure(Buffer.concat(err).toString('utf8'))));
        });
        child.stdin.end(input);
      }),
  };
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name.toUpperCase()));
  return {
    ...Object.fromEntries(inherited),
    // Messages in English, no question asked, no lock taken, nothing fetched.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** Why git did not start. */
export function startError(error: NodeJS.ErrnoException): GitError {
  return new GitError(
    error.code === 'ENOENT'
      ? 'git was not found; install it, or put it on the PATH, to compare with a revision.'
      : `git could not be started (${error.code ?? 'no reason given'}).`,
  );
}

function failure(stderr: string): string {
  if (/not a git repository/i.test(stderr)) return 'The folder lies in no git repository, so it has no revisions.';
  if (/dubious ownership/i.test(stderr))
    return 'git does not read the repository because another user owns its folder; see safe.directory in "git help config".';
  if (/must be run in a work tree/i.test(stderr))
    return 'The folder is the inside of a git repository, not a work tree.';
  const first = stderr.split('\n').find((line) => line.trim() !== '') ?? 'no reason given';
  return `git could not read the repository: ${first.trim()}`;
}
