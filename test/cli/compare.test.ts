import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Comparison } from '../../src/model/comparison';
import { NO_GIT, repository } from '../support/git-repository';
import { blockedModel, dynamicModel, readyModel } from './models';
import { cli, folder, report } from './run';

const AS_OF = ['--as-of', '2026-11-22', '--target', 'trn1'];

function saved(root: string, name: string, args: readonly string[]): string {
  const file = path.join(root, name);
  writeFileSync(file, JSON.stringify(report(args)));
  return file;
}

describe('compare with two reports', () => {
  it('fails on a new blocker, not on an old one, and names the settings first', (test) => {
    const root = folder(test, { 'a/model.onnx': dynamicModel(), 'b/model.onnx': blockedModel() });
    const old = saved(root, 'old.json', [path.join(root, 'a'), '--target', 'trn1']);
    const now = saved(root, 'new.json', [path.join(root, 'b'), '--target', 'trn1']);
    const other = saved(root, 'other.json', [path.join(root, 'b'), '--target', 'trn1', '--sdk', '2.31']);
    const worse = cli(['compare', old, now]);
    assert.equal(worse.code, 1);
    assert.match(worse.stdout, /is new|are new/);
    assert.match(worse.stdout, /operators: .*TopK none → 1/);
    assert.equal(cli(['compare', old, now, '--fail-on', 'never']).code, 0);
    assert.equal(cli(['compare', now, old]).code, 0, 'a fixed blocker is no fault');
    const same = cli(['compare', now, now]);
    assert.equal(same.code, 0);
    assert.match(same.stdout, /No finding and no file differs/);
    const settings = cli(['compare', now, other]);
    assert.match(
      settings.stdout,
      /DIFFERENT SETTINGS\n\nThe two were not judged alike.*\n.*\n?- Neuron SDK: 2\.33\.1 → 2\.31/,
    );
  });

  it('writes every format, the same bytes each time', (test) => {
    const root = folder(test, { 'a/model.onnx': dynamicModel(), 'b/model.onnx': blockedModel() });
    const files = [saved(root, 'old.json', [path.join(root, 'a')]), saved(root, 'new.json', [path.join(root, 'b')])];
    const starts = { text: /^From /, json: /^\{/, markdown: /^## From /, html: /^<!doctype html>/ };
    for (const [format, start] of Object.entries(starts)) {
      const run = cli(['compare', ...files, '--format', format]);
      assert.match(run.stdout, start);
      assert.equal(run.stdout.endsWith('\n'), true);
      assert.equal(cli(['compare', ...files, '--format', format]).stdout, run.stdout);
    }
  });

  it('says in one line what is wrong with a file', (test) => {
    const root = folder(test, {
      'list.json': '[]',
      'text.json': 'no JSON',
      'sarif.json': '{"runs": []}',
      'newer.json': '{"schemaVersion": 9, "findings": [], "settings": {}}',
      'wrong.json': JSON.stringify({ ...report([folder(test, {})]), findings: [{ fingerprint: 7 }] }),
      'deep.json': '['.repeat(200_000),
    });
    const good = saved(root, 'good.json', [root]);
    const complaints = {
      'none.json': /no such file/,
      'list.json': /a list, not a JSON report/,
      'text.json': /not JSON/,
      'sarif.json': /a SARIF file/,
      'newer.json': /a later release of this tool wrote it.*version 9/,
      'wrong.json': /findings\[0\]\.fingerprint should be a text/,
      'deep.json': /not JSON/,
    };
    for (const [name, complaint] of Object.entries(complaints)) {
      const run = cli(['compare', path.join(root, name), good]);
      assert.equal(run.code, 2, name);
      assert.match(run.stderr, complaint);
      assert.equal(run.stderr.trim().split('\n').length, 1, run.stderr);
    }
    assert.equal(cli(['compare', good]).code, 2);
    assert.match(cli(['compare', good, good, '--sdk', '2.31']).stderr, /takes no option --sdk/);
    assert.match(cli(['audit', root, '--revision', 'HEAD']).stderr, /compare does/);
  });
});

describe('compare with two models', () => {
  it('shows what they hold, judges nothing, and wants two of one kind', (test) => {
    const root = folder(test, {
      'old.onnx': dynamicModel(),
      'new.onnx': blockedModel(),
      'config.json': '{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}',
      'notes.md': '#',
    });
    const [old, now, config, notes] = ['old.onnx', 'new.onnx', 'config.json', 'notes.md'].map((name) =>
      path.join(root, name),
    ) as [string, string, string, string];
    const run = cli(['compare', old, now]);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /OPERATORS: 2\n\n- Softmax 1 → none\n- TopK none → 1/);
    assert.match(run.stdout, /k none → INT64 \[1\]/);
    assert.match(cli(['compare', old, config]).stderr, /of the kind ONNX model.*Hugging Face config/);
    assert.match(cli(['compare', old, notes]).stderr, /neither a JSON report/);
    assert.match(cli(['compare', root, now]).stderr, /is not a file/);
  });
});

describe('compare with a revision', { skip: NO_GIT }, () => {
  it('audits both sides, each with its own planner file, and leaves the work tree as it is', (test) => {
    const repo = repository(test);
    repo.write({ 'model.onnx': readyModel(), 'neuron-migration.yaml': 'sdk: "2.31"\n', 'gone.onnx': readyModel() });
    repo.commit();
    repo.write({ 'model.onnx': blockedModel(), 'neuron-migration.yaml': 'sdk: "2.33"\n', 'new.onnx': dynamicModel() });
    repo.remove('gone.onnx');
    const status = repo.git('status', '--porcelain');
    const run = cli(['compare', '--revision', 'HEAD', '--format', 'json', ...AS_OF, repo.folder]);
    assert.equal(run.code, 1, run.stderr);
    const comparison = JSON.parse(run.stdout) as Comparison;
    assert.match(comparison.before.name, /^revision HEAD \([0-9a-f]{12}\)$/);
    assert.deepEqual(
      comparison.settings.map(({ name }) => name),
      ['sdk'],
    );
    assert.deepEqual(comparison.verdicts, [{ target: 'trn1', before: 'ready', after: 'blocked' }]);
    assert.deepEqual(comparison.artifacts.added, [{ path: 'new.onnx', kind: 'onnx' }]);
    assert.deepEqual(comparison.artifacts.removed, [{ path: 'gone.onnx', kind: 'onnx' }]);
    assert.match(comparison.notes.join('\n'), /1 new file is not tracked by git.*new\.onnx/);
    assert.ok(comparison.findings.fresh.some(({ rule }) => rule === 'onnx/topk-integer-input'));
    assert.equal(repo.git('status', '--porcelain'), status);
  });

  it('takes the folder it runs in, and files that the revision lacks', (test) => {
    const repo = repository(test);
    repo.write({ 'a.onnx': readyModel() });
    repo.commit();
    repo.write({ 'b.onnx': blockedModel() });
    assert.equal(cli(['compare', '--revision', 'HEAD', ...AS_OF], repo.folder).code, 1);
    const one = cli(['compare', '--revision', 'HEAD', ...AS_OF, path.join(repo.folder, 'b.onnx')]);
    assert.match(one.stdout, /1 file is new/);
  });

  it('says in one line why it cannot', (test) => {
    const repo = repository(test);
    repo.write({ 'a.onnx': readyModel(), 'neuron-migration.yaml': 'targets: [gpu]\n' });
    repo.commit();
    repo.write({ 'neuron-migration.yaml': 'targets: [trn1]\n' });
    const outside = folder(test, { 'a.onnx': readyModel() });
    const wrong: [string[], RegExp][] = [
      [['--revision', 'HEAD', outside], /no git repository/],
      [['--revision=--output=x', repo.folder], /holds no commit "--output=x"/],
      [['--revision', 'HEAD', repo.folder], /at revision HEAD: neuron-migration\.yaml/],
      [['--revision', 'HEAD', path.join(repo.folder, 'none')], /no such file or folder/],
    ];
    for (const [args, complaint] of wrong) {
      const run = cli(['compare', ...args]);
      assert.equal(run.code, 2);
      assert.match(run.stderr, complaint);
    }
  });
});
