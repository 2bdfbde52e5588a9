// Times the built command line on models that it builds itself: `npm run bench`. Ends with 1 where a budget is missed.
import { spawn, spawnSync } from 'node:child_process';
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
const { writeLayers, writeModels } = await import(pathToFileURL(path.join(bundles, 'models.mjs')).href);
const { timeReader, timeOnnxProto } = await import(pathToFileURL(path.join(bundles, 'reading.mjs')).href);

/** Of the whole process: seconds, MB at the peak. */
const AUDIT_BUDGETS = {
  '3 GB of weights': { seconds: 1, megabytes: 150 },
  'many weights': { seconds: 3, megabytes: 300 },
};
const INSPECT_BUDGETS = {
  'inline weights': { seconds: 1.5, megabytes: 250 },
  'many layers': { seconds: 6 },
};
/** How much longer ten times as many nodes may take. */
const LINEAR = 15;
const RUNS = 3;

/** A program in a process of its own that says what it used on file descriptor 3: `{ seconds, busy, megabytes }`. */
function measure(program, args) {
  const started = performance.now();
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      const seconds = (performance.now() - started) / 1000;
      const [kibibytes = 0, busy = 0] = said.split(' ').map(Number);
      if (status === 0) resolve({ seconds, busy, megabytes: (kibibytes * 1024) / 1e6 });
      else reject(new Error(`${path.basename(program)} ${args.join(' ')}: exit code ${status}`));
    });
  });
}

/** Best times and highest peak of some runs. */
async function best(program, args, runs = RUNS) {
  const results = [];
  for (let i = 0; i < runs; i++) results.push(await measure(program, args));
  return {
    seconds: Math.min(...results.map((result) => result.seconds)),
    busy: Math.min(...results.map((result) => result.busy)),
    megabytes: Math.max(...results.map((result) => result.megabytes)),
  };
}

const node = (args, runs) =>
  best(process.execPath, ['--require', path.join(root, 'test/bench/peak.cjs'), ...args], runs);
const audit = (file) => node(['dist/cli.js', 'audit', file, '--format', 'json', '--fail-on', 'never']);
const inspect = (file) => node(['dist/cli.js', 'inspect', file, '--format', 'json']);

let missed = 0;
const titles = (title) => console.log(`\n${title.padEnd(30)}  seconds  budget  computing    peak MB  budget`);

/** Prints one line; a budget that is missed counts. */
function print(name, { seconds, busy, megabytes }, budget) {
  const over = seconds > (budget?.seconds ?? seconds) || megabytes > (budget?.megabytes ?? megabytes);
  if (over) missed++;
  const columns = [
    seconds.toFixed(2),
    budget?.seconds ?? '',
    busy.toFixed(2),
    megabytes.toFixed(0),
    budget?.megabytes ?? '',
  ];
  const widths = [7, 6, 9, 9, 6];
  const cells = columns.map((cell, i) => String(cell).padStart(widths[i]));
  console.log(`${[name.padEnd(30), ...cells].join('  ')}${over ? '  missed' : ''}`);
}

async function audits(folder) {
  const models = writeModels(folder);
  titles('audit');
  for (const { name, file } of models) print(name, await audit(file), AUDIT_BUDGETS[name]);
  console.log(`\n${'reader alone'.padEnd(28)}       ms`);
  for (const { name, file } of models)
    console.log(`${name.padEnd(28)}  ${(await timeReader(file)).toFixed(0).padStart(7)}`);
  const plain = models.find((model) => model.name === 'no weights');
  const decoding = await timeOnnxProto(plain.file);
  console.log(`${'onnx-proto, no weights'.padEnd(28)}  ${decoding.toFixed(0).padStart(7)}`);
}

/** Types and shapes of every value, beside what others take to decode or to infer the same file. */
async function inferences(folder) {
  const models = writeLayers(folder);
  titles('inspect');
  const busy = [];
  for (const { name, file, nodes } of models) {
    const result = await inspect(file);
    busy.push(result.busy);
    print(`${name}, ${nodes} nodes`, result, INSPECT_BUDGETS[name]);
  }
  const [, few, many] = busy;
  const growth = many / few;
  if (growth > LINEAR) missed++;
  console.log(`ten times the nodes take ${growth.toFixed(1)} times the computing${growth > LINEAR ? '  missed' : ''}`);
  const python = pythonWithOnnx();
  titles('others, one run');
  for (const { name, file } of models) {
    print(`onnx-proto, ${name}`, await node(['test/bench/decode.cjs', file], 1));
    if (python !== undefined)
      print(`Python's onnx, ${name}`, await best(python, [path.join(root, 'test/bench/infer.py'), file], 1));
  }
  if (python === undefined) console.log("Python's onnx is not installed (Debian: python3-onnx).");
}

/** A Python that has onnx: the one on the path, or Debian's. */
function pythonWithOnnx() {
  const imports = ['-c', 'import onnx.shape_inference'];
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, imports, { stdio: 'ignore' }).status === 0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'neuron-migration-bench-'));
try {
  console.log(`whole process, best time and highest peak of ${RUNS} runs`);
  await audits(folder);
  await inferences(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);
