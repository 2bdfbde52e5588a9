import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readyModel } from './models';
import { cli, folder } from './run';

const FILE = 'neuron-migration.plan.yaml';

test('plan says what of the plan file it could not read', (t) => {
  for (const [text, words] of [
    ['{', /plan\.yaml, line 2, column 1: This is not valid YAML/],
    ['version: 1\nsteps:\n  common/monitor: { state: finished }\n', /plan\.yaml, line 3.*cannot be "finished"/],
  ] as const) {
    const { code, stdout, stderr } = cli(['plan', folder(t, { 'ready.onnx': readyModel(), [FILE]: `${text}\n` })]);
    assert.equal(code, 0);
    assert.match(stdout, /PROOF OF CONCEPT/);
    assert.match(stderr, words);
  }
});

test('plan lists phases, efforts and what waits for what; the filters choose steps', (t) => {
  const root = folder(t, {
    'ready.onnx': readyModel(),
    [FILE]: 'version: 1\nsteps:\n  common/monitor: { state: doing, owner: mira }\n',
  });
  const all = cli(['plan', root]);
  assert.equal(all.code, 0);
  for (const part of ['PROOF OF CONCEPT', 'SCALE OUT', 'days left', 'inferred', 'Waits for common/', 'owner mira'])
    assert.ok(all.stdout.includes(part), part);
  const hers = cli(['plan', root, '--owner', 'mira', '--format', 'json']);
  const { plan } = JSON.parse(hers.stdout) as { plan: { phases: { steps: { id: string }[] }[] } };
  assert.deepEqual(
    plan.phases.flatMap(({ steps }) => steps.map(({ id }) => id)),
    ['common/monitor'],
  );
  assert.equal(cli(['plan', root, '--owner', 'nobody']).stdout.includes('Shown: 0 steps'), true);
  const markdown = cli(['plan', root, '--state', 'doing', '--format', 'markdown']).stdout;
  assert.match(markdown, /^## Migration plan\n/);
  assert.ok(!markdown.includes('common/prices'));
  assert.equal(cli(['plan', root, '--format', 'json']).stdout, cli(['plan', root, '--format', 'json']).stdout);
});

test('plan set edits one step and nothing else, whole or not at all', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  const set = (...args: readonly string[]) => cli(['plan', 'set', args[0] ?? '', root, ...args.slice(1)]);
  assert.equal(set('common/mon', '--owner', 'mira', '--effort', '1-3').code, 0);
  assert.equal(
    set('common/monitor', '--state', 'done', '--spent', '0.5', '--evidence', 'https://example.org/1').code,
    0,
  );
  const file = path.join(root, FILE);
  assert.match(
    readFileSync(file, 'utf8'),
    /steps:\n {2}common\/monitor:\n {4}title: Watch the devices in production\n {4}state: done\n {4}owner: mira\n {4}effort: 1-3\n {4}evidence: https:\/\/example.org\/1\n {4}spent: 0.5\n$/,
  );
  assert.equal(set('common/monitor', '--owner', '', '--effort', '').code, 0);
  assert.doesNotMatch(readFileSync(file, 'utf8'), /mira|effort/);
  assert.deepEqual(readdirSync(root).sort(), [FILE, 'ready.onnx'].sort(), 'nothing is left beside it');
});

test('plan set takes what no shell or report may act on, and says so when the audit disagrees', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  const evil = '=cmd|\u202e\u001b[31m: #x\n- y';
  const run = cli(['plan', 'set', 'common/choose-target', root, '--state', 'done', '--owner', evil]);
  assert.equal(run.code, 0);
  assert.match(run.stdout, /still sees it as open/);
  const json = JSON.parse(cli(['plan', root, '--state', 'done', '--format', 'json']).stdout);
  assert.equal(json.plan.phases[0].steps[0].owner, evil);
  const text = cli(['plan', root]).stdout;
  assert.ok(!text.includes('\u001b') && !text.includes('\u202e'));
});

test('plan set refuses what it cannot mean, and leaves the file alone', (t) => {
  const text = 'version: 1\nsteps:\n  common/monitor: { state: open }\n';
  const root = folder(t, { 'ready.onnx': readyModel(), [FILE]: text });
  for (const [args, says] of [
    [['common/moniter', root, '--state', 'done'], /did you mean "common\/monitor"/],
    [['common/', root, '--state', 'done'], /begins the ids of \d+ steps/],
    [['', root, '--state', 'done'], /no step ""/],
    [['common/monitor', root], /at least one of --state/],
    [['common/monitor', root, '--state', 'ready'], /--state wants open, doing, done or waived, not "ready"/],
    [['common/monitor', root, '--effort', '3-1'], /--effort wants/],
    [['common/monitor', root, '--effort', 'NaN'], /--effort wants/],
    [['common/monitor', root, '--spent', '-1'], /'--spent' argument is ambiguous/],
    [['common/monitor', root, '--spent=-1'], /--spent wants a number/],
    [['common/monitor', path.join(root, 'none'), '--state', 'done'], /no such folder/],
    [['common/monitor', root, root, '--state', 'done'], /one step and one folder/],
    [['common/monitor', root, '--format', 'json'], /takes no option --format/],
    [[], /wants the id of a step/],
  ] as const) {
    const run = cli(['plan', 'set', ...args]);
    assert.equal(run.code, 2, args.join(' '));
    assert.match(run.stderr, says);
    assert.equal(run.stderr.trim().split('\n').length, 1, run.stderr);
  }
  assert.equal(readFileSync(path.join(root, FILE), 'utf8'), text);
  assert.equal(cli(['audit', root, '--owner', 'x']).code, 2);
  assert.equal(cli(['plan']).code, 2);
});

test('a broken plan file is told by plan and never overwritten by plan set', (t) => {
  const text = 'version: 1\nsteps: [1\n';
  const root = folder(t, { 'ready.onnx': readyModel(), [FILE]: text });
  assert.equal(cli(['plan', root]).code, 0);
  const run = cli(['plan', 'set', 'common/monitor', root, '--state', 'done']);
  assert.equal(run.code, 2);
  assert.match(run.stderr, /neuron-migration\.plan\.yaml/);
  assert.equal(readFileSync(path.join(root, FILE), 'utf8'), text);
});

test('plan set changes no field that it could not read, and asks for the state that it could not', (t) => {
  const text = 'version: 1\nsteps:\n  common/compile-once: { state: nonsense, owner: 5 }\n';
  const root = folder(t, { 'ready.onnx': readyModel(), [FILE]: text });
  const file = path.join(root, FILE);
  const run = cli(['plan', 'set', 'common/compile-once', root, '--owner', 'x']);
  assert.equal(run.code, 2);
  assert.match(run.stderr, /plan\.yaml.*3.*33.*cannot be read.*Set the state too/);
  assert.equal(readFileSync(file, 'utf8'), text);
  assert.equal(cli(['plan', 'set', 'common/compile-once', root, '--state', 'doing']).code, 0);
  assert.match(readFileSync(file, 'utf8'), /\{ state: doing, owner: 5, title: /);
});

test('plan set keeps the mode of the file and the link that leads to it', {
  skip: process.platform === 'win32',
}, (t) => {
  const root = folder(t, { 'w/ready.onnx': readyModel(), 'kept/plan.yaml': 'version: 1\nsteps: {}\n' });
  const kept = path.join(root, 'kept/plan.yaml');
  chmodSync(kept, 0o640);
  symlinkSync(kept, path.join(root, 'w', FILE));
  assert.equal(cli(['plan', 'set', 'common/monitor', path.join(root, 'w'), '--state', 'done']).code, 0);
  assert.match(readFileSync(kept, 'utf8'), /state: done/);
  assert.equal(statSync(kept).mode & 0o777, 0o640);
  assert.ok(lstatSync(path.join(root, 'w', FILE)).isSymbolicLink());
});

test('plan set into a folder that stands where the file would be is told', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  mkdirSync(path.join(root, FILE));
  writeFileSync(path.join(root, FILE, 'x'), '');
  const run = cli(['plan', 'set', 'common/monitor', root, '--state', 'done']);
  assert.equal(run.code, 2);
  assert.doesNotMatch(run.stderr, /fault of this tool/);
});
