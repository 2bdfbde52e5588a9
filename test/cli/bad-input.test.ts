import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { blockedModel, readyModel } from './models';
import { cli, folder, report } from './run';

const LLAMA = JSON.stringify({
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
});

test('files that cannot be read are findings; the rest of the audit goes on', (t) => {
  const root = folder(t, {
    'cut.onnx': blockedModel().slice(0, 60),
    'empty.onnx': '',
    'page.onnx': '<!doctype html><html>not found</html>',
    'llm/config.json': LLAMA.slice(0, 80),
    'fine.onnx': readyModel(),
  });
  const { artifacts, findings, verdicts, coverage } = report([root, '--target', 'trn2']);
  assert.equal(coverage.unreadable, 4);
  assert.equal(verdicts.trn2, 'unknown');
  assert.equal(artifacts.find((a) => a.path === 'fine.onnx')?.verdicts.trn2, 'ready');
  for (const a of artifacts.filter((a) => a.status === 'unreadable')) {
    assert.match(a.reason ?? '', /^[A-Z].*\.$/s);
    assert.ok(
      findings.some((f) => f.artifact === a.path && f.severity === 'warning'),
      `${a.path} has no finding`,
    );
  }
  const broken = findings.find((f) => f.artifact === 'llm/config.json')?.locations[0];
  assert.ok(broken && 'range' in broken && broken.range.start.line === 1);
});

test('a planner file with mistakes is named with line and column, all at once', (t) => {
  const root = folder(t, {
    'ready.onnx': readyModel(),
    'neuron-migration.yaml': 'version: 1\ntargetz: [trn2]\npins:\n  batch: many\n',
  });
  const run = cli(['audit', root]);
  assert.equal(run.code, 2);
  assert.match(run.stderr, /neuron-migration\.yaml:2:1: .*targets/);
  assert.match(run.stderr, /neuron-migration\.yaml:4:10: /);
});

test('names with markup, control characters and a megabyte of text stay text', (t) => {
  const hostile = '<img src=x onerror=alert(1)>|`=cmd`\u001b[31m\u202e';
  const root = folder(t, { 'names.onnx': blockedModel(hostile), 'long.onnx': blockedModel('n'.repeat(1 << 20)) });
  for (const format of ['text', 'markdown', 'html']) {
    const out = cli(['audit', root, '--target', 'trn2', '--format', format, '--fail-on', 'never']).stdout;
    assert.ok(out.length < 300_000, `${format}: ${out.length} characters`);
    assert.ok(!out.includes('\u001b') && !out.includes('\u202e'), format);
    assert.ok(format === 'text' || !out.includes('<img src=x'), format);
  }
});

test('a loop of symbolic links ends, a link to a model is followed', (t) => {
  const root = folder(t, { 'models/ready.onnx': readyModel() });
  symlinkSync('..', path.join(root, 'models/up'));
  symlinkSync('itself', path.join(root, 'itself'));
  symlinkSync('models/ready.onnx', path.join(root, 'link.onnx'));
  const { artifacts } = report([root]);
  assert.deepEqual(
    artifacts.map((a) => a.path),
    ['link.onnx', 'models/ready.onnx'],
  );
});

test('a Hugging Face cache is read through its links', (t) => {
  const root = folder(t, { 'models--org--name/blobs/abc123': LLAMA });
  const snapshot = path.join(root, 'models--org--name/snapshots/0001');
  mkdirSync(snapshot, { recursive: true });
  symlinkSync('../../blobs/abc123', path.join(snapshot, 'config.json'));
  const { artifacts } = report([root]);
  assert.deepEqual(
    artifacts.map((a) => [a.path, a.kind, a.status]),
    [['models--org--name/snapshots/0001/config.json', 'hf-config', 'analyzed']],
  );
});

test('node_modules and .venv are left out and counted, unless named', (t) => {
  const root = folder(t, {
    'node_modules/pkg/a.onnx': readyModel(),
    '.venv/b.onnx': readyModel(),
    'c.onnx': readyModel(),
  });
  const all = report([root]);
  assert.deepEqual(
    all.artifacts.map((a) => a.path),
    ['c.onnx'],
  );
  assert.ok(all.coverage.ignored >= 2);
  assert.match(all.coverage.notes.join(' '), /node_modules/);
  assert.deepEqual(
    report([path.join(root, 'node_modules/pkg')]).artifacts.map((a) => a.path),
    ['a.onnx'],
  );
});

test('a folder without permission is a note, not the end', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, (t) => {
  const root = folder(t, { 'secret/a.onnx': readyModel(), 'b.onnx': readyModel() });
  chmodSync(path.join(root, 'secret'), 0);
  t.after(() => chmodSync(path.join(root, 'secret'), 0o755));
  const { artifacts, coverage } = report([root]);
  assert.deepEqual(
    artifacts.map((a) => a.path),
    ['b.onnx'],
  );
  assert.match(coverage.notes.join(' '), /secret/);
});

test('ten thousand files are no burden', (t) => {
  const files = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`d${i % 100}/f${i}.json`, '{}']));
  const root = folder(t, { ...files, 'ready.onnx': readyModel() });
  const start = performance.now();
  assert.equal(report([root]).artifacts.length, 1);
  assert.ok(performance.now() - start < 15_000);
});

test('configs of the wrong types keep what is right', (t) => {
  const root = folder(t, {
    'config.json':
      '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": "wide", "num_attention_heads": 32}',
  });
  const [artifact] = report([root]).artifacts;
  assert.equal(artifact?.status, 'partial');
  assert.match(artifact?.reason ?? '', /hidden_size/);
  assert.deepEqual(artifact?.facts, { modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 32 });
});
