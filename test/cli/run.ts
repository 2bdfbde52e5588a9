import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Report } from '../../src/model/report';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line, without a terminal, from `cwd`. */
export function cli(args: readonly string[], cwd?: string): Run {
  const run = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 60_000,
    ...(cwd && { cwd }),
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** The JSON report of an audit that ran. */
export function report(args: readonly string[]): Report {
  const run = cli(['audit', '--format', 'json', '--fail-on', 'never', '--as-of', '2026-11-22', ...args]);
  if (run.code !== 0) throw new Error(`exit code ${run.code}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Report;
}

/** A folder with the given files that is gone after the test. */
export function folder(test: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'neuron-migration-cli-'));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}
