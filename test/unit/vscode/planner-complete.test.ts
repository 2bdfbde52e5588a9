import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { PLANNER_SCHEMA, plannerSchemaFile } from '../../../src/planner/schema';
import { plannerTemplate } from '../../../src/planner/template';
import { completionsAt } from '../../../src/vscode/planner/complete';

const labels = (before: string, values = {}) => completionsAt(before, values).map(({ label }) => label);

test('keys at the top, without those that are there', () => {
  assert.deepEqual(labels(''), [
    'version',
    'sdk',
    'targets',
    'workload',
    'pins',
    'lengths',
    'deployment',
    'ignore',
    'waivers',
    'cost',
  ]);
  assert.ok(!labels('version: 1\n').includes('version'));
  assert.ok(labels('version: 1\nde').includes('deployment'));
});

test('keys and values of a block', () => {
  assert.ok(labels('deployment:\n  ').includes('route'));
  assert.ok(!labels('deployment:\n  route: jax\n  ').includes('route'));
  assert.ok(labels('deployment:\n  route: ').includes('vllm-neuron'));
  assert.deepEqual(labels('workload: '), ['inference', 'training']);
  assert.deepEqual(labels('deployment:\n  route: jax\nworkload: '), ['inference', 'training']);
});

test('items of lists, in lines and in brackets', () => {
  assert.ok(labels('targets: [').includes('trn2'));
  assert.ok(labels('targets: [trn1, ').includes('trn2'));
  assert.ok(labels('targets:\n  - ').includes('trn3'));
  assert.ok(labels('targets:\n- ').includes('trn3'));
});

test('waivers: keys of an item, names of rules', () => {
  assert.deepEqual(labels('waivers:\n  - '), ['rule', 'path', 'reason', 'by', 'expires']);
  assert.deepEqual(labels('waivers:\n  - rule: x/y\n    '), ['path', 'reason', 'by', 'expires']);
  assert.deepEqual(labels('waivers:\n  - rule: x/y\n    by: me\n  - '), ['rule', 'path', 'reason', 'by', 'expires']);
  assert.deepEqual(labels('waivers:\n  - rule: ', { 'waivers.[].rule': ['onnx/a'] }), ['onnx/a']);
});

test('nothing in comments, at unknown keys and behind values that are free', () => {
  for (const before of ['# ', 'sdk: # ', 'nothing: ', 'nothing:\n  ', 'pins:\n  batch: '])
    assert.deepEqual(labels(before), []);
});

test('every key and choice of the schema is one that the reader takes, and the template fits it', () => {
  const lines = plannerTemplate().replaceAll(/^# ?(?=[a-zA-Z ]+:| {2})/gm, '');
  assert.ok(lines.includes('deployment:'));
  const { properties = {} } = PLANNER_SCHEMA;
  for (const [key, { enum: choices = [] }] of Object.entries(properties))
    for (const choice of choices) readPlannerFile(`${key}: ${choice}\n`, 'f');
  for (const [key, { enum: choices, type }] of Object.entries(properties.deployment?.properties ?? {}))
    for (const value of choices ?? [type === 'integer' ? 2 : type === 'array' ? '[a]' : 'a'])
      readPlannerFile(`deployment:\n  ${key}: ${value}\n`, 'f');
  assert.throws(() => readPlannerFile('deployment:\n  nothing: 1\n', 'f'), /Unknown key "nothing"; known here: (.*)/);
  const named = /known here: (.*)\./.exec(reason(() => readPlannerFile('zzzzzzzzzzzz: 1\n', 'f')))?.[1]?.split(', ');
  assert.deepEqual(named, Object.keys(properties));
});

test('the file of the schema is up to date (npm run docs)', () => {
  const file = path.resolve(import.meta.dirname, '../../media/neuron-migration.schema.json');
  assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), plannerSchemaFile());
});

function reason(work: () => void): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return '';
}
