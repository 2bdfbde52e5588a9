// `npm start [-- FOLDER …]`: audits the sample, or the folders given, from a fresh clone. Prints the report and writes it as HTML.
// Ends with 0 when the audit ran, whatever it found, and with 2 when it could not run.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';
import { prepareSample, sample } from './sample.mjs';

const cli = path.join(root, 'dist/cli.js');
// npm runs scripts in the project's folder; paths are meant where the command was typed.
const here = process.env.INIT_CWD ?? process.cwd();
const html = path.join(here, 'neuron-migration-report.html');

/** Runs the audit and returns its exit code. */
function audit(...args) {
  return (
    spawnSync(process.execPath, [cli, 'audit', ...args, '--fail-on', 'never'], { cwd: here, stdio: 'inherit' })
      .status ?? 2
  );
}

try {
  ensureDependencies();
  run(process.execPath, ['esbuild.mjs']);
  const args = process.argv.slice(2);
  if (args.length === 0) {
    await prepareSample();
    args.push(path.relative(here, sample) || '.');
  }
  process.exitCode = audit(...args) || audit(...args, '--format', 'html', '--output', html, '--no-progress');
  if (process.exitCode === 0) console.log(`\nReport written to ${html}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
