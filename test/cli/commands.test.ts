import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { attribute, modelBytes, node, tensorValue } from '../support/onnx-builder';
import { dynamicModel, readyModel } from './models';
import { cli, folder, report } from './run';

test('init writes a planner file that the audit takes, and never over one', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  assert.equal(cli(['init', root]).code, 0);
  const text = readFileSync(path.join(root, 'neuron-migration.yaml'), 'utf8');
  assert.match(text, /^#/);
  assert.equal(cli(['audit', root]).code, 0);
  const again = cli(['init', root]);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /exists already/);
  assert.equal(readFileSync(path.join(root, 'neuron-migration.yaml'), 'utf8'), text);
});

test('explain lists the rules and prints the page of one', () => {
  const list = cli(['explain']).stdout.trim().split('\n');
  assert.ok(list.length >= 15);
  const page = cli(['explain', 'onnx/topk-integer-input']).stdout;
  assert.match(page, /NCC_EVRF013/);
  assert.match(page, /https:\/\//);
});

test('inspect prints facts, operators, weights and values', (t) => {
  const root = folder(t, { 'dynamic.onnx': dynamicModel() });
  const text = cli(['inspect', path.join(root, 'dynamic.onnx')]).stdout;
  assert.match(text, /1 {2}Softmax/);
  assert.match(text, /x {2}FLOAT \[batch, 8\]/);
  const json = JSON.parse(
    cli(['inspect', path.join(root, 'dynamic.onnx'), '--format', 'json', '--pin', 'batch=3']).stdout,
  );
  assert.equal(json.facts.nodeCount, 1);
  assert.deepEqual(json.values.main.x, { dtype: 'FLOAT', dims: [3, 8] });
});

test('inspect names the values of a subgraph under its node and attribute', (t) => {
  const branch = { name: 'then', node: [node('Identity', ['x'], ['z'])], output: [tensorValue('z', 1, [2])] };
  const root = folder(t, {
    'if.onnx': modelBytes({
      node: [
        node('If', ['c'], ['y'], [attribute.graph('then_branch', branch), attribute.graph('else_branch', branch)], {
          name: 'choose',
        }),
      ],
      input: [tensorValue('c', 9, []), tensorValue('x', 1, [2])],
      output: [tensorValue('y', 1, [2])],
    }),
  });
  const { values } = JSON.parse(cli(['inspect', path.join(root, 'if.onnx'), '--format', 'json']).stdout);
  assert.deepEqual(Object.keys(values).sort(), ['choose.else_branch', 'choose.then_branch', 'main']);
  assert.deepEqual(values['choose.then_branch'].z, { dtype: 'FLOAT', dims: [2] });
});

test('inspect of something else says what it is', (t) => {
  const root = folder(t, { 'pointer.onnx': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n' });
  const run = cli(['inspect', path.join(root, 'pointer.onnx')]);
  assert.equal(run.code, 2);
  assert.match(run.stderr, /Git LFS pointer/);
});

test('upgrade says what changes between two releases', (t) => {
  const root = folder(t, {
    'config.json': '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_attention_heads": 32}',
  });
  const run = cli(['upgrade', root, '--from', '2.28', '--to', '2.33', '--target', 'trn1', '--as-of', '2026-11-22']);
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stdout, /From Neuron SDK 2\.28\.1 to 2\.33\.1/);
  assert.match(run.stdout, /NxD Inference/);
  assert.equal(cli(['upgrade', root]).code, 2);
  assert.equal(cli(['upgrade', root, '--from', '2.33', '--to', '2.31']).code, 2);
  assert.equal(cli(['audit', root, '--from', '2.31']).code, 2);
});

test('--matrix decides whether other releases and routes are judged', (t) => {
  const root = folder(t, { 'ready.onnx': readyModel() });
  assert.equal(report([root, '--matrix', 'never']).matrix, null);
  assert.deepEqual(report([root, '--matrix', 'always']).matrix, report([root]).matrix);
  assert.equal(cli(['audit', root, '--matrix', 'perhaps']).code, 2);
});
