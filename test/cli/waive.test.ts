import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cli, folder } from './run';

const FILE = 'neuron-migration.yaml';
const GIVEN = ['--reason', 'indices stay below 2^31: "always"', '--by', 'ml-platform', '--expires', '2027-03-31'];

test('waive adds to the planner file what it needs, and leaves the rest', (t) => {
  const root = folder(t, { [FILE]: 'version: 1 # ours\ntargets: [trn2]\n' });
  const { code, stdout } = cli(['waive', 'onnx/int64-narrowing', root, ...GIVEN, '--path', 'models/**']);
  assert.equal(code, 0);
  assert.match(stdout, /Waived onnx\/int64-narrowing for "models\/\*\*" until 2027-03-31/);
  const text = readFileSync(path.join(root, FILE), 'utf8');
  assert.ok(text.startsWith('version: 1 # ours\ntargets: [trn2]\n'), text);
  for (const part of ['rule: onnx/int64-narrowing', 'path: models/**', 'by: ml-platform', 'expires: 2027-03-31'])
    assert.ok(text.replaceAll('"', '').includes(part), `${part} in ${text}`);
  assert.equal(cli(['audit', root, '--quiet', '--as-of', '2026-11-22']).code, 0);
});

test('waive writes nothing where something is wrong', (t) => {
  const root = folder(t, { [FILE]: 'version: 1\n' });
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['onnx/nothing', root, ...GIVEN], /no such rule: "onnx\/nothing"; explain lists them/],
    [['onnx/int64-narrowing', root, ...GIVEN.slice(2)], /waive wants --reason/],
    [['onnx/int64-narrowing', root, ...GIVEN.slice(0, 4), '--expires', 'soon'], /YYYY-MM-DD, not "soon"/],
    [['onnx/int64-narrowing', root, ...GIVEN.slice(0, 4), '--expires', '2020-01-01'], /2020-01-01 is over already/],
    [['onnx/int64-narrowing', path.join(root, 'gone'), ...GIVEN], /no such folder/],
    [[], /wants the id of a rule/],
  ];
  for (const [args, words] of wrong) {
    const { code, stderr } = cli(['waive', ...args]);
    assert.equal(code, 2);
    assert.match(stderr, words);
  }
  assert.equal(readFileSync(path.join(root, FILE), 'utf8'), 'version: 1\n');
});

test('waive leaves a planner file as it is that is none', (t) => {
  const root = folder(t, { [FILE]: '- no\n- mapping\n' });
  assert.equal(cli(['waive', 'onnx/int64-narrowing', root, ...GIVEN]).code, 2);
  assert.equal(readFileSync(path.join(root, FILE), 'utf8'), '- no\n- mapping\n');
});
