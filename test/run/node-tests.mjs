// Bundles TypeScript tests of one folder and runs them with Node's own test runner.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleTests } from './bundle.mjs';
import { root } from './process.mjs';

/**
 * Runs the tests under `test/FOLDER` whose path ends in `ending` and holds one of the patterns (all without patterns).
 * Returns the test runner's exit code; 1 when no file matches. `switches` go to Node, `env` to the tests.
 */
export async function runNodeTests({ folder, ending, patterns = [], switches = [], env = {} }) {
  const files = readdirSync(path.join(root, 'test', folder), { recursive: true })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith(ending) && (patterns.length === 0 || patterns.some((p) => file.includes(p))))
    .sort();
  if (files.length === 0) {
    console.error(`No test in test/${folder} matches ${patterns.join(', ') || ending}.`);
    return 1;
  }
  // A run of some of the tests has a folder of its own, so that several can go on at once.
  const name = patterns.length === 0 ? folder : `${folder}-${process.pid}`;
  const outdir = await bundleTests(
    name,
    files.map((file) => `test/${folder}/${file}`),
    {
      outbase: `test/${folder}`,
      splitting: true,
      define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test', folder)) },
      loader: { '.md': 'text' },
    },
  );
  const bundles = files.map((file) => path.join(outdir, file.replace(/\.ts$/, '.mjs')));
  const run = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', '--test-reporter=spec', ...switches, ...bundles],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  if (patterns.length > 0) rmSync(outdir, { recursive: true, force: true });
  return run.status ?? 1;
}
