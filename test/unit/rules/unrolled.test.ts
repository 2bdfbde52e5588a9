import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, graph, node, onnx } from '../../support/rule-fixture';

describe('a recurrent layer', () => {
  const judge = (x: string, attributes = {}) =>
    drafts('onnx/recurrent', {
      reading: onnx({
        inputs: [`x: ${x}`],
        weights: ['w: FLOAT 1 16 4', 'r: FLOAT 1 16 4'],
        nodes: [node('LSTM(x, w, r) -> y', { hidden_size: 4, ...attributes })],
      }),
    }).map(({ severity, message }) => [severity, message.split(',')[0]]);

  it('says over how many steps it is unrolled', () => {
    assert.deepEqual(judge('FLOAT16 128 1 4'), [['warning', 'LSTM on FLOAT16 is unrolled over 128 steps']]);
    assert.deepEqual(judge('FLOAT 1 128 4', { layout: 1 }), [['warning', 'LSTM on FLOAT is unrolled over 128 steps']]);
  });

  it('is a note where there is one step', () => {
    assert.deepEqual(judge('FLOAT 1 8 4'), [['info', 'LSTM on FLOAT makes one step only']]);
  });

  it('says that the length is open', () => {
    assert.match(judge('FLOAT sequence 1 4')[0]?.[1] ?? '', /^LSTM on FLOAT is unrolled over a sequence whose length/);
  });
});

describe('a scan', () => {
  const judge = (x: string, axes: readonly number[]) =>
    drafts('onnx/control-flow', {
      reading: onnx({
        inputs: ['s: FLOAT 4', `x: ${x}`],
        nodes: [
          node('Scan(s, x) -> last, all', {
            num_scan_inputs: 1,
            ...(axes.length > 0 && { scan_input_axes: axes }),
            body: graph({
              inputs: ['before: FLOAT 4', 'slice: FLOAT 4'],
              outputs: ['after: FLOAT 4', 'kept: FLOAT 4'],
              nodes: [node('Add(before, slice) -> after'), node('Identity(slice) -> kept')],
            }),
          }),
        ],
      }),
    }).map(({ severity, message }) => `${severity}: ${message}`);

  it('names its rounds where the scanned axis has a fixed length', () => {
    assert.deepEqual(judge('FLOAT 6 4', []), ['info: Scan has a fixed number of rounds (6) and must be unrolled.']);
    assert.deepEqual(judge('FLOAT 4 9', [1]), ['info: Scan has a fixed number of rounds (9) and must be unrolled.']);
  });

  it('stays a warning where the length is open', () => {
    assert.deepEqual(judge('FLOAT n 4', []), [
      'warning: Scan compiles only where it can be unrolled, with a fixed number of rounds.',
    ]);
  });
});
