import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { blockedModel, dynamicModel, readyModel } from './models';
import { cli, folder, report } from './run';

test('exit codes: 0 nothing counts, 1 a blocker counts, 2 it could not run', (t) => {
  const root = folder(t, { 'blocked.onnx': blockedModel(), 'ok/ready.onnx': readyModel() });
  assert.equal(cli(['audit', path.join(root, 'ok'), '--target', 'trn2']).code, 0);
  assert.equal(cli(['audit', root, '--target', 'trn2']).code, 1);
  assert.equal(cli(['audit', root, '--target', 'trn2', '--fail-on', 'never']).code, 0);
  assert.equal(cli(['audit', path.join(root, 'gone')]).code, 2);
});

test('--fail-on warning counts warnings too', (t) => {
  const root = folder(t, { 'dynamic.onnx': dynamicModel() });
  assert.equal(cli(['audit', root, '--target', 'trn2']).code, 0);
  assert.equal(cli(['audit', root, '--target', 'trn2', '--fail-on', 'warning']).code, 1);
});

test('a pin settles the dimension, from the option and from the planner file', (t) => {
  const root = folder(t, { 'dynamic.onnx': dynamicModel() });
  const dynamic = (args: string[]) =>
    report([root, '--target', 'trn2', ...args]).findings.filter((f) => f.rule === 'onnx/dynamic-dimension').length;
  assert.equal(dynamic([]), 1);
  assert.equal(dynamic(['--pin', 'batch=4']), 0);
  assert.equal(dynamic(['--pin', 'x:0=4']), 0);
  assert.equal(dynamic(['--pin', 'other=4']), 1);
  writeFileSync(path.join(root, 'neuron-migration.yaml'), 'version: 1\npins: { batch: 4 }\n');
  assert.equal(dynamic([]), 0);
});

test('the same input gives the same bytes in every format, wherever the folder lies', (t) => {
  const files = { 'blocked.onnx': blockedModel(), 'sub/dynamic.onnx': dynamicModel() };
  const [a, b] = [folder(t, files), folder(t, files)];
  for (const format of ['text', 'json', 'markdown', 'html']) {
    const args = ['--format', format, '--as-of', '2026-11-22', '--fail-on', 'never'];
    const first = cli(['audit', a, ...args]).stdout;
    assert.ok(first.length > 200);
    assert.equal(first, cli(['audit', b, ...args]).stdout);
    assert.ok(!first.includes(a), `${format} names the folder`);
  }
});

test('the day comes from --as-of alone', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  const old = report([root, '--as-of', '2031-01-01']);
  assert.equal(old.settings.asOf, '2031-01-01');
  assert.match(old.knowledge.stale ?? '', /2026-/);
  assert.equal(report([root]).knowledge.stale, null);
});

test('a waiver keeps a finding from counting until its last day', (t) => {
  const root = folder(t, {
    'blocked.onnx': blockedModel(),
    'neuron-migration.yaml':
      'version: 1\ntargets: [trn2]\npins: { batch: 1 }\nwaivers:\n  - { rule: onnx/topk-integer-input, path: "*.onnx", reason: being rewritten, by: me, expires: 2026-12-31 }\n',
  });
  assert.equal(cli(['audit', root, '--as-of', '2026-12-31']).code, 0);
  assert.equal(cli(['audit', root, '--as-of', '2027-01-01']).code, 1);
  const waived = report([root]).findings.filter((f) => f.waived !== null);
  assert.deepEqual(
    waived.map((f) => f.rule),
    ['onnx/topk-integer-input'],
  );
  assert.equal(report([root]).verdicts.trn2, 'ready');
  assert.match(
    report([root, '--as-of', '2027-01-01']).coverage.notes.join(' '),
    /waiver of onnx\/topk-integer-input .* expired on 2026-12-31/,
  );
});

test('a baseline marks what was known and takes it out of the exit code', (t) => {
  const root = folder(t, { 'blocked.onnx': blockedModel() });
  const baseline = path.join(root, 'baseline.json');
  cli(['audit', root, '--target', 'trn2', '--format', 'json', '--output', baseline]);
  assert.equal(cli(['audit', root, '--target', 'trn2', '--baseline', baseline]).code, 0);
  assert.ok(report([root, '--target', 'trn2', '--baseline', baseline]).findings.every((f) => f.baseline));
  writeFileSync(path.join(root, 'new.onnx'), blockedModel());
  assert.equal(cli(['audit', root, '--target', 'trn2', '--baseline', baseline]).code, 1);
  writeFileSync(baseline, '{"some": "json"}');
  assert.match(cli(['audit', root, '--baseline', baseline]).stderr, /not a JSON report/);
});

test('--output writes the file and prints nothing; --quiet prints nothing', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  const output = path.join(root, 'report.html');
  const run = cli(['audit', root, '--format', 'html', '--output', output]);
  assert.equal(run.stdout, '');
  assert.match(readFileSync(output, 'utf8'), /^<!doctype html>/i);
  assert.equal(cli(['audit', root, '--quiet']).stdout, '');
  assert.match(cli(['audit', root, '--output', path.join(root, 'no/such/folder.txt')]).stderr, /cannot write/);
});

test('the root: of a file its folder, of several paths the nearest common folder', (t) => {
  const root = folder(t, { 'a/one.onnx': readyModel(), 'b/two.onnx': readyModel(), 'b/three.onnx': readyModel() });
  const paths = (...args: string[]) => report(args.map((p) => path.join(root, p))).artifacts.map((a) => a.path);
  assert.deepEqual(paths('a/one.onnx'), ['one.onnx']);
  assert.deepEqual(paths('a', 'b/two.onnx'), ['a/one.onnx', 'b/two.onnx']);
  assert.deepEqual(paths('b/two.onnx', 'b/three.onnx'), ['three.onnx', 'two.onnx']);
});

test('nothing to audit is no clean bill: verdicts unknown, exit code 0', (t) => {
  const root = folder(t, { 'readme.txt': 'nothing here' });
  const run = cli(['audit', root]);
  assert.equal(run.code, 0);
  assert.match(run.stdout, /nothing to audit/i);
  assert.deepEqual([...new Set(Object.values(report([root]).verdicts))], ['unknown']);
});

test('Inf1 after its last release is one blocker and no operator verdict', (t) => {
  const root = folder(t, { 'blocked.onnx': blockedModel() });
  const findings = report([root, '--target', 'inf1']).findings;
  assert.deepEqual(
    findings.map((f) => [f.rule, f.severity]),
    [['target/ended', 'blocker']],
  );
});

test('the planner file named by --config is the one that counts', (t) => {
  const root = folder(t, {
    'dynamic.onnx': dynamicModel(),
    'plans/trn3.yaml': 'version: 1\ntargets: [trn3]\npins: { batch: 2 }\n',
  });
  const { settings } = report([root, '--config', path.join(root, 'plans/trn3.yaml')]);
  assert.deepEqual([settings.targets, settings.pins], [['trn3'], { batch: 2 }]);
  assert.match(cli(['audit', root, '--config', path.join(root, 'plans/gone.yaml')]).stderr, /gone\.yaml/);
});

test('nothing is written beside the models', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  cli(['audit', root]);
  assert.ok(!existsSync(path.join(root, 'neuron-migration.plan.yaml')));
});
