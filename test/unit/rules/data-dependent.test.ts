import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx } from '../../support/rule-fixture';

const RULE = 'onnx/data-dependent-shape';

describe('operators whose result has no fixed size', () => {
  it('all end in the same error, NonMaxSuppression too', () => {
    for (const call of ['NonZero(x) -> y', 'NonMaxSuppression(x, x) -> y', 'Unique(x) -> y', 'Compress(x, x) -> y']) {
      const [found] = drafts(RULE, { reading: onnx({ inputs: ['x: FLOAT 1 4 4'], nodes: [node(call)] }) });
      assert.deepEqual([found?.severity, found?.neuronError], ['blocker', 'NCC_EMOD025'], call);
    }
  });

  it('need nothing where they fold', () => {
    const nodes = [node('Shape(x) -> s'), node('NonZero(s) -> y')];
    const reading = onnx({ inputs: ['x: FLOAT n 4'], nodes });
    const [found] = drafts(RULE, { reading });
    assert.match(found?.remedy ?? '', /^Nothing to do once the input shapes are fixed/);
    assert.deepEqual(drafts(RULE, { reading, pins: { n: 2 } }), []);
  });

  it('are told what to make constant', () => {
    const nodes = [node('TopK(x, k) -> v, i')];
    const [found] = drafts(RULE, { reading: onnx({ inputs: ['x: FLOAT 9', 'k: INT64 1'], nodes }) });
    assert.equal(found?.action, 'Make k a constant of the model');
    assert.match(found?.message ?? '', /^TopK on FLOAT takes its K from the values of input k,/);
    assert.match(found?.remedy ?? '', /^Export the model with k fixed/);
    assert.doesNotMatch(found?.why ?? '', /would depend on data/);
  });

  it('share one step where the same input shapes them all', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 4', 'size: INT64 2'],
      nodes: [node('Expand(x, size) -> y'), node('Abs(size) -> positive'), node('ConstantOfShape(positive) -> z')],
    });
    const found = drafts(RULE, { reading });
    assert.equal(found.length, 2);
    assert.deepEqual([...new Set(found.map(({ action }) => action))], ['Make size a constant of the model']);
  });

  it('speak of data where a value of many elements decides', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 4', 'ids: INT64 1 9'],
      nodes: [node('ReduceMax(ids) -> most', { keepdims: 0 }), node('Expand(x, most) -> y')],
    });
    const [found] = drafts(RULE, { reading });
    assert.equal(found?.action, 'Give Expand a constant shape');
    assert.match(found?.message ?? '', /^Expand on FLOAT takes its shape from data/);
  });
});

describe('a slice by data', () => {
  const slice = (output: string, target: 'inf2' | 'trn2') => {
    const reading = onnx({
      inputs: ['x: FLOAT 1 9', 'from: INT64 1'],
      weights: ['to: INT64 1', 'axes: INT64 1'],
      values: [output],
      nodes: [node('Slice(x, from, to, axes) -> y')],
    });
    return [RULE, 'onnx/operator-condition'].flatMap((id) => drafts(id, { reading, target }));
  };

  it('blocks where its output has an axis of open length', () => {
    const [found, ...rest] = slice('y: FLOAT 1 length', 'trn2');
    assert.deepEqual([found?.severity, found?.neuronError], ['blocker', 'NCC_EMOD025']);
    assert.match(found?.message ?? '', /^Slice on FLOAT takes its starts from the values of input from,/);
    assert.deepEqual(rest, []);
  });

  it('freezes in a trace where the length is fixed', () => {
    for (const [target, says] of [
      ['inf2', /tracing freezes the value of the example input/],
      ['trn2', /and a compiled graph has one fixed value there/],
    ] as const) {
      const [found, ...rest] = slice('y: FLOAT 1 3', target);
      assert.equal(found?.severity, 'warning');
      assert.match(found?.message ?? '', says);
      assert.deepEqual(rest, []);
    }
  });
});

describe('the note on eager execution', () => {
  const note = (target: 'inf2' | 'trn2', sdk: string) =>
    drafts(RULE, { reading: onnx({ inputs: ['x: FLOAT 4'], nodes: [node('NonZero(x) -> y')] }), target, sdk })[0]
      ?.aside;

  it('stands where TorchNeuron is public and on the target only', () => {
    assert.match(note('trn2', '2.33.1')?.words ?? '', /eager mode/);
    assert.equal(note('inf2', '2.33.1'), undefined);
    assert.equal(note('trn2', '2.31.1'), undefined);
  });
});
