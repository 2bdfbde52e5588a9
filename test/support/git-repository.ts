/** Git repositories that a test builds, in folders that are gone after it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** Why tests of git are left out; false where git is here. */
export const NO_GIT: string | false = spawnSync('git', ['--version']).status === 0 ? false : 'git is not installed';

export interface Repository {
  readonly folder: string;
  /** What git prints; throws where it fails. */
  git(...args: string[]): string;
  write(files: Readonly<Record<string, string | Uint8Array | { readonly link: string }>>): void;
  remove(file: string): void;
  /** Commits everything as of a day; gives the id. */
  commit(day?: string): string;
}

export function repository(test: TestContext): Repository {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'neuron-migration-git-')));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return repositoryAt(folder);
}

/** The same in a folder that is there; an empty one becomes a repository. */
export function repositoryAt(folder: string): Repository {
  const git = (day: string, args: readonly string[]): string => {
    const date = `${day}T12:00:00Z`;
    const run = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-C', folder, ...args], {
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
    return run.stdout;
  };
  git('2026-01-01', ['init', '-q', '-b', 'main']);
  return {
    folder,
    git: (...args) => git('2026-01-01', args),
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file);
        else writeFileSync(file, content);
      }
    },
    remove: (file) => rmSync(path.join(folder, file), { recursive: true }),
    commit(day = '2026-01-01') {
      git(day, ['add', '-A']);
      git(day, ['commit', '-q', '--allow-empty', '-m', `As of ${day}`]);
      return git(day, ['rev-parse', 'HEAD']).trim();
    },
  };
}
