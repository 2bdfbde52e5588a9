import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/model/target';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();
const status = (dtype: string, target: Target, sdk: string) => knowledge.dtype(dtype, target, sdk)?.status ?? null;

test('INT64 becomes INT32 by default up to 2.32 on Trn2 and Trn3, and nobody knows after', () => {
  for (const target of ['trn2', 'trn3'] as const) {
    assert.equal(status('INT64', target, '2.32.0'), 'converted');
    assert.equal(knowledge.dtype('INT64', target, '2.32.0')?.becomes, 'INT32');
    assert.doesNotMatch(knowledge.dtype('INT64', target, '2.31.1')?.action ?? '', /--native-int64/);
    assert.equal(status('INT64', target, '2.33.1'), 'undocumented');
  }
  for (const target of ['inf2', 'trn1'] as const) assert.equal(status('INT64', target, '2.33.1'), 'converted');
});

test('FP32 stays FP32 from 2.27 on', () => {
  assert.equal(status('FLOAT', 'trn1', '2.26.1'), 'converted');
  assert.equal(status('FLOAT', 'trn1', '2.27.0'), 'native');
});

test('complex64 is taken in some operations, in listed ones from 2.32 on, and complex128 in none', () => {
  assert.equal(status('COMPLEX64', 'trn2', '2.31.1'), 'emulated');
  assert.match(knowledge.dtype('COMPLEX64', 'trn2', '2.32.0')?.consequence ?? '', /list of about 30 operations/);
  assert.equal(knowledge.dtype('COMPLEX128', 'trn2', '2.33.1')?.neuronError, 'NCC_EVRF004');
});

test('the FP8 of GPU checkpoints is refused before Trn3 and native there', () => {
  assert.equal(knowledge.dtype('FLOAT8E4M3FN', 'trn2', '2.33.1')?.neuronError, 'NCC_EVRF051');
  assert.equal(status('FLOAT8E4M3FN', 'trn3', '2.33.1'), 'native');
});

test('a type that documents refuse names the error; a type that is on no list is never documented as refused', () => {
  for (const dtype of ['INT4', 'UINT4', 'INT2', 'UINT2', 'STRING']) {
    const claim = knowledge.dtype(dtype, 'trn2', '2.33.1');
    assert.equal(claim?.confidence, 'inferred', dtype);
    assert.equal(claim?.neuronError, null, dtype);
  }
});

test('an unknown type has no claim', () => {
  assert.equal(knowledge.dtype('FLOAT128', 'trn2', '2.33.1'), null);
  assert.equal(knowledge.dtype('constructor', 'trn2', '2.33.1'), null);
});

test('support of Inf1 has ended after 2.26.1, and only of Inf1', () => {
  assert.equal(knowledge.ended('inf1', '2.26.1'), null);
  assert.equal(knowledge.ended('inf1', '2.27.0')?.last, '2.26.1');
  for (const target of ['inf2', 'trn1', 'trn2', 'trn3'] as const) assert.equal(knowledge.ended(target, '2.33.1'), null);
});

test('targets know their chip and core', () => {
  assert.deepEqual(
    (['inf1', 'inf2', 'trn1', 'trn2', 'trn3'] as const).map((target) => knowledge.target(target).core),
    ['v1', 'v2', 'v2', 'v3', 'v4'],
  );
});
