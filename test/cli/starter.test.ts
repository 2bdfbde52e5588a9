import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { dynamicModel } from './models';
import { cli, folder } from './run';

const PLANNER = 'version: 1\ntargets: [inf2, trn2]\npins:\n  batch: 16\n';
const files = () => ({ 'models/a.onnx': dynamicModel(), 'neuron-migration.yaml': PLANNER });

test('starter writes files beside the working folder, with the pins of the nearest planner file', (t) => {
  const root = folder(t, files());
  const run = cli(['starter', 'models/a.onnx'], root);
  assert.equal(run.code, 0, run.stderr);
  const place = path.join(root, 'neuron-starters/a-inf2');
  assert.deepEqual(readdirSync(place).sort(), ['Dockerfile', 'compare.py', 'kubernetes.yaml', 'trace_model.py']);
  const script = readFileSync(path.join(place, 'trace_model.py'), 'utf8');
  assert.match(script, /\(16, 8\)/);
  assert.match(script, /"\.\.\/\.\.\/models\/a\.onnx"/);
  assert.match(run.stdout, /^For inf2 on the route torch-neuronx:$/m);
  assert.match(run.stdout, /^No serve: /m);
  assert.equal(cli(['audit', '--target', 'inf2', 'neuron-starters'], root).code, 0);
});

test('starter leaves what exists as it is, writes the rest, and says so by its exit code', (t) => {
  const root = folder(t, { ...files(), 'out/compare.py': 'mine\n' });
  symlinkSync('nowhere', path.join(root, 'out/Dockerfile'));
  const run = cli(['starter', 'models/a.onnx', '--output', 'out', '--target', 'trn2'], root);
  assert.equal(run.code, 2);
  assert.match(run.stdout, /^Exists, left as it is: out.compare\.py: /m);
  assert.match(run.stdout, /^Wrote out.compile_model\.py: /m);
  assert.equal(readFileSync(path.join(root, 'out/compare.py'), 'utf8'), 'mine\n');
  assert.ok(!existsSync(path.join(root, 'nowhere')), 'nothing is written through a link');
});

test('starter can say what it would write, as JSON with the text', (t) => {
  const root = folder(t, files());
  const run = cli(
    [
      'starter',
      'models/a.onnx',
      '--dry-run',
      '--format',
      'json',
      '--kind',
      'trace,docker',
      '--kind',
      'serve',
      '--pin',
      'batch=3',
    ],
    root,
  );
  assert.equal(run.code, 0, run.stderr);
  const { target, route, files: made, skipped } = JSON.parse(run.stdout);
  assert.deepEqual([target, route], ['inf2', 'torch-neuronx']);
  assert.deepEqual(
    made.map(({ kind, outcome }: { kind: string; outcome: string }) => [kind, outcome]),
    [
      ['trace', 'would-write'],
      ['docker', 'would-write'],
    ],
  );
  assert.match(made[0].text, /\(3, 8\)/);
  assert.equal(skipped.length, 1);
  assert.ok(!existsSync(path.join(root, 'neuron-starters')));
});

test('starter says in one line what is wrong with its call', (t) => {
  const root = folder(t, { ...files(), 'requirements.txt': 'torch\n', 'bad.onnx': 'no' });
  const fails = (args: readonly string[], message: RegExp) => {
    const run = cli(['starter', ...args], root);
    assert.equal(run.code, 2);
    assert.match(run.stderr + run.stdout, message);
    assert.ok(run.stderr.split('\n').length <= 2, run.stderr);
  };
  fails([], /wants one model/);
  fails(['models'], /is a folder/);
  fails(['nothing.onnx'], /no such file/);
  fails(['bad.onnx'], /./);
  fails(['requirements.txt'], /No .*: It is no model that routes are known for/);
  fails(['models/a.onnx', '--kind', 'poem'], /--kind wants trace, compare, serve, kubernetes or docker, not "poem"/);
  fails(['models/a.onnx', '--target', 'inf2,trn2'], /wants one --target/);
  fails(['models/a.onnx', '--output', 'requirements.txt'], /is no folder/);
  fails(['models/a.onnx', '--config', 'nothing.yaml'], /nothing\.yaml/);
  writeFileSync(path.join(root, 'neuron-migration.yaml'), 'version: 1\npins: 3\n');
  fails(['models/a.onnx'], /pins/);
});
