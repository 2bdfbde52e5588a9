import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, float, node, onnx, type Situation } from '../../support/rule-fixture';

const reading = (text: string, products = true) =>
  onnx({
    inputs: ['q: FLOAT 1 4 4', 'mask: BOOL 1 4 4'],
    nodes: [
      products ? node('MatMul(q, q) -> scores') : node('Relu(q) -> scores'),
      node('Constant() -> hidden', { value: float('', Number.NEGATIVE_INFINITY) }),
      node(text),
    ],
  });
const count = (text: string, rest: Omit<Situation, 'reading'> = {}, products = true) =>
  drafts('onnx/infinite-constant', { reading: reading(text, products), ...rest }).length;

describe('an infinite constant', () => {
  it('is noted where data meets it and a matrix product follows', () => {
    assert.equal(count('Where(mask, scores, hidden) -> y'), 1);
    assert.equal(count('Add(scores, hidden) -> y', { target: 'trn1' }), 1);
  });

  it('is harmless as a limit, without products, with the flag, and on newer cores', () => {
    assert.equal(count('Clip(scores, hidden) -> y'), 0);
    assert.equal(count('Where(mask, scores, hidden) -> y', {}, false), 0);
    const deployment = { compilerFlags: ['--enable-saturate-infinity'] };
    assert.equal(count('Where(mask, scores, hidden) -> y', { deployment }), 0);
    assert.equal(count('Where(mask, scores, hidden) -> y', { target: 'trn2' }), 0);
  });
});
