import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx, type Situation } from '../../support/rule-fixture';

const judge = (weights: string[], rest: Omit<Situation, 'reading'> = {}) =>
  drafts('onnx/device-memory', {
    reading: onnx({ inputs: ['ids: INT64 1'], weights, nodes: [node('Gather(table, ids) -> y')] }),
    ...rest,
  }).length;

describe('the memory of a core', () => {
  it('is that of the target', () => {
    const table = ['table: FLOAT 100000 50000'];
    assert.equal(judge(table, { target: 'inf2' }), 1);
    assert.equal(judge(table, { target: 'trn2' }), 0);
    assert.equal(judge(['table: FLOAT 200000 50000'], { target: 'trn2' }), 1);
  });

  it('is not compared where logical cores are planned whose memory no document states', () => {
    const deployment = { compilerFlags: ['--lnc=1'] };
    assert.equal(judge(['table: FLOAT 200000 50000'], { target: 'trn2', deployment }), 0);
  });

  it('is not compared with sizes that no file can hold', () => {
    assert.equal(judge(['table: FLOAT 4611686018427387904 2']), 0);
  });
});
