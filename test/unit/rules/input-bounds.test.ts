import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx } from '../../support/rule-fixture';

/** Whether the note on 64-bit integers says that all inputs fit. */
const fits = (inputs: string[], ...nodes: ReturnType<typeof node>[]): boolean => {
  const reading = onnx({
    inputs,
    weights: ['table: FLOAT 9 4', 'other: FLOAT 4 7'],
    nodes: nodes.length === 0 ? [node('Cast(ids) -> y', { to: 1 })] : nodes,
    opset: 17,
  });
  return drafts('onnx/int64-narrowing', { reading })[0]?.action.startsWith('Nothing to do') ?? false;
};

describe('the values of an input', () => {
  it('are bounded by what they index', () => {
    assert.equal(fits(['ids: INT64 3'], node('Gather(table, ids) -> y')), true);
    assert.equal(
      fits(['ids: INT64 3'], node('Unsqueeze(ids, a) -> column'), node('GatherND(table, column) -> y')),
      true,
    );
    assert.equal(fits(['ids: INT64 9 1'], node('GatherElements(table, ids) -> y', { axis: 1 })), true);
    assert.equal(fits(['scores: FLOAT 2 5', 'ids: INT64 2'], node('SoftmaxCrossEntropyLoss(scores, ids) -> y')), true);
    assert.equal(fits(['x: FLOAT 5 2', 'ids: INT64 2'], node('ReverseSequence(x, ids) -> y')), true);
  });

  it('are bounded where they are sizes or axes', () => {
    assert.equal(fits(['ids: INT64 2'], node('Reshape(table, ids) -> y')), true);
    assert.equal(fits(['ids: INT64 1'], node('ReduceSum(table, ids) -> y')), true);
  });

  it('are bounded by the name of a mask alone, at its end', () => {
    for (const name of ['mask', 'attention_mask', 'input_mask:0', 'attention_mask.1'])
      assert.equal(fits([`${name}: INT64 3`], node(`Cast(${name}) -> y`, { to: 1 })), true, name);
    for (const name of ['masked_positions', 'mask_id', 'ids'])
      assert.equal(fits([`${name}: INT64 3`], node(`Cast(${name}) -> y`, { to: 1 })), false, name);
  });

  it('are open where only a part of them is read, or an operator of another domain reads them', () => {
    const part = node('Slice(ids, a, b) -> some');
    assert.equal(fits(['ids: INT64 3'], part, node('Gather(table, some) -> y')), false);
    assert.equal(fits(['ids: INT64 3'], node('com.example::Gather(table, ids) -> y')), false);
  });
});
