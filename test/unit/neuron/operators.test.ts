import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA } from '../../../src/neuron/data';
import { loadKnowledge } from '../../../src/neuron/load';
import { OPERATOR_FILES } from '../../../src/neuron/schema';

const knowledge = loadKnowledge();
const all = OPERATOR_FILES.flatMap((file) => DATA[file]);

test('what becomes a blocker whatever the node says is a short list, each decided by a Neuron document', () => {
  const found = all.filter(({ status, confidence }) => status === 'unsupported' && confidence === 'documented');
  assert.deepEqual(
    found.map(({ id }) => id),
    [
      'ai.onnx::Compress',
      'ai.onnx::NonMaxSuppression',
      'ai.onnx::NonZero',
      'ai.onnx::Unique',
      'com.microsoft::RemovePadding',
      'com.microsoft::Unique',
    ],
  );
});

test('operators that work today are not called unsupported', () => {
  for (const op of [
    'Conv',
    'MaxPool',
    'Resize',
    'Erf',
    'Where',
    'Gather',
    'OneHot',
    'Softmax',
    'LayerNormalization',
    'TopK',
    'CumSum',
    'Einsum',
  ]) {
    const claim = knowledge.operator('ai.onnx', op);
    assert.ok(claim?.status === 'supported' || claim?.status === 'decomposes', op);
  }
});

test('recurrent layers are a matter of care, by conclusion, because their only documents are about Inf1', () => {
  for (const op of ['LSTM', 'GRU', 'RNN']) {
    const claim = knowledge.operator('ai.onnx', op);
    assert.deepEqual([claim?.status, claim?.confidence], ['attention', 'inferred'], op);
  }
});

test('what no document decides is undocumented, never unsupported', () => {
  for (const op of ['BitwiseAnd', 'Mod', 'Round', 'Xor', 'Det', 'ConvInteger'])
    assert.equal(knowledge.operator('ai.onnx', op)?.status, 'undocumented', op);
});

test('checks that hold for other targets are left out', () => {
  const types = (target: 'inf2' | 'trn2') =>
    knowledge
      .operator('ai.onnx', 'MatMul', target)
      ?.checks.map((check) => [check.kind === 'dtype' && check.notIn[0], check.neuronError]);
  assert.deepEqual(types('inf2'), [
    ['INT64', 'NCC_EVRF035'],
    ['INT32', null],
  ]);
  assert.deepEqual(types('trn2'), [
    ['INT64', 'NCC_EVRF035'],
    ['INT32', 'NCC_EVRF035'],
  ]);
  assert.equal(knowledge.operator('ai.onnx', 'MatMul')?.checks.length, 3);
});

test('an unknown operator has no claim', () => {
  assert.equal(knowledge.operator('ai.onnx', 'Abs2'), null);
  assert.equal(knowledge.operator('toString', 'Abs'), null);
});

test('a foreign domain has a claim, an unknown one that of custom domains, a domain with operators of its own none', () => {
  assert.equal(knowledge.domain('trt.plugins')?.status, 'unsupported');
  assert.equal(knowledge.domain('com.example')?.domain, '*');
  assert.equal(knowledge.domain('ai.onnx'), null);
  assert.equal(knowledge.domain('com.microsoft'), null);
});

test('the converter knows Conv up to operator version 11 and no LSTM', () => {
  assert.deepEqual(knowledge.converterVersions('ai.onnx', 'Conv'), [1, 11]);
  assert.equal(knowledge.converterVersions('ai.onnx', 'LSTM'), null);
  assert.equal(knowledge.converter.version, '1.5.15');
});

test('error codes have a meaning, a fix and their page', () => {
  const error = knowledge.errorCode('NCC_EVRF013');
  assert.match(error?.meaning ?? '', /TopK/);
  assert.equal(
    knowledge.evidence(error?.sources[0] ?? '').url,
    'https://awsdocs-neuron.readthedocs-hosted.com/en/v2.32.0/compiler/error-codes/EVRF013.html#error-code-evrf013',
  );
  assert.equal(knowledge.errorCode('NCC_EVRF999'), null);
});

test('on Inf1 nothing that was judged for neuronx-cc is documented, and no error of that compiler is named', () => {
  for (const { domain, op } of DATA['operators-ai-onnx']) {
    const claim = knowledge.operator(domain, op, 'inf1');
    assert.notEqual(claim?.confidence, 'documented', op);
    assert.match(claim?.why ?? '', /neuron-cc/, op);
    for (const check of claim?.checks ?? [])
      assert.deepEqual([check.neuronError, check.confidence === 'documented'], [null, false], op);
  }
});
