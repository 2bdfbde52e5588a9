import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/model/target';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();
const pytorch = (target: Target, sdk: string, workload: 'inference' | 'training' = 'inference') =>
  knowledge.pytorchRoutes(target, sdk, workload).map(({ route, state }) => `${route} ${state}`);

test('TorchNeuron comes first on Trn2 and Trn3 from 2.33 on, the trace route before', () => {
  for (const target of ['trn2', 'trn3'] as const) {
    assert.deepEqual(pytorch(target, '2.33.1'), ['torchneuron beta', 'torch-neuronx maintenance']);
    assert.deepEqual(pytorch(target, '2.32.0'), ['torch-neuronx maintenance', 'torchneuron beta']);
    assert.match(knowledge.pytorchRoutes(target, '2.32.0', 'inference')[0]?.note ?? '', /ships no PyTorch package/);
  }
});

test('Inf2 and Trn1 keep the trace route, with the packages of 2.31, then Optimum Neuron', () => {
  for (const target of ['inf2', 'trn1'] as const) {
    assert.deepEqual(pytorch(target, '2.30.0'), ['torch-neuronx current', 'optimum-neuron third-party']);
    assert.deepEqual(pytorch(target, '2.33.1'), ['torch-neuronx maintenance', 'optimum-neuron third-party']);
    assert.match(knowledge.pytorchRoutes(target, '2.33.1', 'inference')[0]?.needs ?? '', /SDK 2\.31/);
  }
});

test('PyTorch/XLA training ends with 2.30', () => {
  assert.ok(pytorch('trn1', '2.29.1', 'training').includes('torch-neuronx current'));
  assert.deepEqual(pytorch('trn1', '2.30.0', 'training'), ['optimum-neuron third-party']);
  assert.equal(knowledge.route('torch-neuronx', 'trn1', '2.30.0', 'training')?.state, 'ended');
  assert.deepEqual(pytorch('trn2', '2.33.1', 'training'), ['torchneuron beta']);
});

const STATES: [Parameters<typeof knowledge.route>[0], Target, string, string | null][] = [
  ['nxd-inference', 'inf2', '2.28.1', 'current'],
  ['nxd-inference', 'inf2', '2.29.0', 'ended'],
  ['nxd-inference', 'trn2', '2.29.1', 'current'],
  ['nxd-inference', 'trn2', '2.33.1', 'maintenance'],
  ['nxd-inference', 'trn2', '2.34.0', 'ended'],
  ['nxd-inference', 'trn3', '2.26.1', null],
  ['vllm-neuron', 'inf2', '2.33.1', null],
  ['vllm-neuron', 'trn2', '2.30.0', 'current'],
  ['vllm-neuron', 'inf2', '2.28.1', 'current'],
  ['vllm-neuron', 'inf2', '2.29.0', null],
  ['vllm-neuron', 'trn3', '2.33.1', 'beta'],
  ['optimum-neuron', 'trn2', '2.33.1', null],
  ['torchneuron', 'inf2', '2.33.1', null],
  ['jax', 'inf2', '2.33.1', 'beta'],
];

for (const [route, target, sdk, state] of STATES)
  test(`${route} on ${target} at ${sdk} is ${state ?? 'not there'}`, () => {
    assert.equal(knowledge.route(route, target, sdk)?.state ?? null, state);
  });

test('NxD Inference on Inf2 names 2.28 and the conflict', () => {
  assert.match(knowledge.route('nxd-inference', 'inf2', '2.32.0')?.note ?? '', /2\.28.*October 2026/);
});

test('tensor parallel degrees are those of the runtime, and unknown for Trn3', () => {
  assert.deepEqual(knowledge.tensorParallel('trn1', 'optimum-neuron', '2.33.1')?.degrees, [1, 2, 8, 16, 32]);
  assert.ok(!knowledge.tensorParallel('inf2', null, '2.28.0')?.degrees.includes(32));
  assert.equal(knowledge.tensorParallel('trn3', 'vllm-neuron', '2.33.1'), null);
});
