import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA, FILES } from '../../../src/neuron/data';
import { lint } from '../../../src/neuron/lint';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();
const cited = new Set(DATA.sources.sources.map(({ id }) => id));
const rules = new Set(DATA.errors.flatMap((error) => error.test.rules));
const problems = (damage: Partial<typeof DATA>) =>
  lint({ ...FILES, ...damage }, cited, rules).problems.map(({ entry, message }) => `${entry}: ${message}`);

test('instances that do not add up are found', () => {
  const damaged = (change: object) =>
    problems({
      instances: DATA.instances.map((entry) => (entry.id === 'inf2.24xlarge' ? { ...entry, ...change } : entry)),
    });
  assert.deepEqual(damaged({}), []);
  assert.deepEqual(damaged({ target: 'trn1' }), ['inf2.24xlarge: is not of the family trn1']);
  assert.deepEqual(damaged({ cores: 13, logicalCores: 13 }), [
    'inf2.24xlarge: 13 cores are not as many on each of 6 chips',
  ]);
  assert.deepEqual(damaged({ logicalCores: 5 }), ['inf2.24xlarge: 12 cores do not make up 5 logical ones']);
});

test('two answers about one checkpoint, and a route that is not there, are found', () => {
  const [first] = DATA.quantization;
  assert.ok(first);
  assert.match(
    problems({ quantization: [first, { ...first, id: `${first.id}/z` }] }).join(),
    /answers the same question/,
  );
  assert.match(problems({ quantization: [{ ...first, targets: ['inf1'] }] }).join(), /does not have on inf1/);
});

test('the most specific claim on a checkpoint answers', () => {
  const ask = (modelType: string, sdk: string, target: 'trn2' | 'trn3' = 'trn3') =>
    knowledge.quantization({ method: 'compressed-tensors', algorithm: null, modelType }, 'vllm-neuron', target, sdk)
      ?.status;
  assert.equal(ask('qwen3', '2.33.1'), 'conditional');
  assert.equal(ask('qwen3', '2.32.0'), 'refused');
  assert.equal(ask('llama', '2.33.1'), 'refused');
  const awq = { method: 'awq', algorithm: null, modelType: 'llama' };
  assert.equal(knowledge.quantization(awq, 'vllm-neuron', 'trn2', '2.33.1')?.method, '*');
  assert.equal(knowledge.quantization(awq, 'nxd-inference', 'trn2', '2.33.1'), null);
  const modelopt = (algorithm: string, modelType: string) =>
    knowledge.quantization({ method: 'modelopt', algorithm, modelType }, 'vllm-neuron', 'trn2', '2.33.1')?.status;
  assert.deepEqual(
    [modelopt('FP8', 'llama'), modelopt('FP8', 'qwen3'), modelopt('NVFP4', 'llama')],
    ['runs', 'conditional', 'refused'],
  );
});

test('Trn3 begins with 2.27', () => {
  assert.equal(knowledge.notBegun('trn3', '2.26.1')?.first, '2.27.0');
  assert.equal(knowledge.notBegun('trn3', '2.27.0'), null);
  assert.equal(knowledge.notBegun('trn2', '2.26.0'), null);
});
