// Times the built command line on models that it builds itself: `npm run bench`. Ends with 1 where a budget is missed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';

ensureDependencies();
run(process.execPath, ['esbuild.mjs', 'cli']);
const { bundleTests } = await import('./bundle.mjs');
const bundles = await bundleTests('bench', ['test/bench/models.ts', 'test/bench/reading.ts']);
const { writeModels } = await import(pathToFileURL(path.join(bundles, 'models.mjs')).href);
const { timeReader, timeOnnxProto } = await import(pathToFileURL(path.join(bundles, 'reading.mjs')).href);

/** Of the whole process: seconds, MB at the peak. */
const BUDGETS = {
  '3 GB of weights': { seconds: 1, megabytes: 150 },
  'many weights': { seconds: 3, megabytes: 300 },
};
const RUNS = 3;

/** One audit in a process of its own: `{ seconds, megabytes }`. */
function audit(file) {
  const peak = path.join(root, 'test/bench/peak.cjs');
  const args = ['--require', peak, 'dist/cli.js', 'audit', file, '--format', 'json', '--fail-on', 'never'];
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const seconds = (performance.now() - started) / 1000;
      if (status === 0) resolve({ seconds, megabytes: (Number(said) * 1024) / 1e6 });
      else reject(new Error(`audit of ${path.basename(file)}: exit code ${status}`));
    });
  });
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'neuron-migration-bench-'));
let missed = 0;
try {
  const models = writeModels(folder);
  console.log(`whole process, best time and highest peak of ${RUNS} runs\n`);
  console.log(`${'model'.padEnd(18)}  seconds  budget    peak MB  budget`);
  for (const { name, file } of models) {
    const results = [];
    for (let i = 0; i < RUNS; i++) results.push(await audit(file));
    const seconds = Math.min(...results.map((result) => result.seconds));
    const megabytes = Math.max(...results.map((result) => result.megabytes));
    const budget = BUDGETS[name];
    const over = budget !== undefined && (seconds > budget.seconds || megabytes > budget.megabytes);
    if (over) missed++;
    const columns = [seconds.toFixed(2), budget?.seconds ?? '', megabytes.toFixed(0), budget?.megabytes ?? ''];
    const [time, timeBudget, memory, memoryBudget] = columns.map(String);
    const line = [
      name.padEnd(18),
      time.padStart(7),
      timeBudget.padStart(6),
      memory.padStart(9),
      memoryBudget.padStart(6),
    ];
    console.log(`${line.join('  ')}${over ? '  missed' : ''}`);
  }
  console.log(`\n${'reader alone'.padEnd(18)}       ms`);
  for (const { name, file } of models)
    console.log(`${name.padEnd(18)}  ${(await timeReader(file)).toFixed(0).padStart(7)}`);
  const plain = models.find((model) => model.name === 'no weights');
  console.log(
    `${'by onnx-proto'.padEnd(18)}  ${(await timeOnnxProto(plain.file)).toFixed(0).padStart(7)}  (${plain.name})`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);
