// Bundles the unit tests and runs them with Node's test runner: `npm run test:unit [-- PATTERN …]`, PATTERN a part of the file's path.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const patterns = process.argv.slice(2);
const files = readdirSync(path.join(root, 'test/unit'), { recursive: true })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.test.ts') && (patterns.length === 0 || patterns.some((p) => file.includes(p))))
  .sort();
if (files.length === 0) {
  console.error(`no unit test matches ${patterns.join(', ')}`);
  process.exit(1);
}

const outdir = path.join(root, 'out', patterns.length === 0 ? 'unit' : `unit-${process.pid}`);
await rm(outdir, { recursive: true, force: true });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: files.map((file) => `test/unit/${file}`),
  outbase: 'test/unit',
  outdir,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  sourcemap: 'inline',
  splitting: true,
  define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test/unit')) },
  loader: { '.md': 'text' },
  logLevel: 'warning',
});
const tests = files.map((file) => path.join(outdir, file.replace(/\.ts$/, '.mjs')));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', ...tests], {
  cwd: root,
  stdio: 'inherit',
});
if (patterns.length > 0) await rm(outdir, { recursive: true, force: true });
process.exit(run.status ?? 1);
