import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx, type Situation } from '../../support/rule-fixture';

const RULE = 'onnx/index-out-of-range';
const constant = (name: string, value: number) => node(`Constant() -> ${name}`, { value_int: value });

/** Positions counted up to the sequence length, as exporters write them. */
const counted = onnx({
  inputs: ['ids: INT64 1 sequence'],
  weights: ['table: FLOAT 512 8'],
  nodes: [
    node('Shape(ids) -> shape'),
    constant('one', 1),
    constant('zero', 0),
    node('Gather(shape, one) -> length'),
    node('Range(zero, length, one) -> positions'),
    node('Gather(table, positions) -> y'),
  ],
});

/** Positions counted from a mask, with an offset, as RoBERTa has them. */
const masked = onnx({
  inputs: ['mask: INT64 1 sequence'],
  weights: ['table: FLOAT 514 8'],
  nodes: [
    constant('one', 1),
    node('CumSum(mask, one) -> count'),
    node('Mul(count, mask) -> kept'),
    node('Add(kept, one) -> positions'),
    node('Gather(table, positions) -> y'),
  ],
});

const judge = (reading: Situation['reading'], rest: Omit<Situation, 'reading'> = {}) =>
  drafts(RULE, { reading, ...rest }).map(({ severity, confidence, neuronError }) => [
    severity,
    confidence,
    neuronError,
  ]);

describe('positions in a table', () => {
  it('block where counted ones reach beyond it', () => {
    assert.deepEqual(judge(counted, { pins: { sequence: 513 } }), [['blocker', 'documented', 'NCC_EVRF056']]);
    assert.deepEqual(judge(counted, { pins: { sequence: 4096 } }), [['blocker', 'documented', 'NCC_EVRF056']]);
  });

  it('are left alone within it, and while the length is open', () => {
    assert.deepEqual(judge(counted, { pins: { sequence: 512 } }), []);
    assert.deepEqual(judge(counted), []);
    assert.deepEqual(judge(masked), []);
    assert.deepEqual(judge(masked, { pins: { sequence: 512 } }), []);
  });

  it('warn before the release that compares them', () => {
    const old: Omit<Situation, 'reading'> = { pins: { sequence: 1024 }, sdk: '2.28.0' };
    assert.deepEqual(judge(counted, old), [['warning', 'inferred', 'NCC_EVRF056']]);
  });

  it('warn where only some inputs reach beyond it', () => {
    const pins = { sequence: 514 };
    assert.deepEqual(judge(masked, { pins }), [['warning', 'inferred', undefined]]);
    assert.match(
      drafts(RULE, { reading: masked, pins })[0]?.message ?? '',
      /^Gather may read rows up to 515 of table,/,
    );
  });

  it('block a scatter under its own error', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 3 4', 'rows: FLOAT 10 4'],
      nodes: [
        constant('one', 1),
        constant('zero', 0),
        constant('ten', 10),
        node('Range(zero, ten, one) -> at'),
        node('Constant() -> last', { value_ints: [1] }),
        node('Unsqueeze(at, last) -> indices'),
        node('ScatterND(x, indices, rows) -> y'),
      ],
    });
    assert.deepEqual(judge(reading), [['blocker', 'documented', 'NCC_EVRF031']]);
  });
});

describe('the number of instructions', () => {
  const judged = (inputs: string[], weights: string[], text: string, target: 'inf2' | 'trn3' = 'inf2') =>
    drafts('onnx/instruction-count', { reading: onnx({ inputs, weights, nodes: [node(text)] }), target }).map(
      ({ severity, confidence }) => `${severity}, ${confidence}`,
    );

  it('counts full tiles of products, and takes no exception to usual layers', () => {
    assert.deepEqual(judged(['x: FLOAT16 8 4096 8192'], ['w: FLOAT16 8192 8192'], 'MatMul(x, w) -> y'), []);
    const many = ['x: FLOAT16 64 64 8192 128', 'z: FLOAT16 64 64 128 8192'];
    assert.deepEqual(judged(many, [], 'MatMul(x, z) -> y'), ['warning, inferred']);
    assert.deepEqual(judged(many, [], 'MatMul(x, z) -> y', 'trn3'), []);
  });

  it('counts a depthwise window as full tiles only, and open sizes as nothing', () => {
    assert.deepEqual(judged(['x: FLOAT16 8 512 1024 1024'], ['w: FLOAT16 512 1 3 3'], 'Conv(x, w) -> y'), []);
    assert.deepEqual(judged(['x: FLOAT16 batch 64 8192 8192'], ['w: FLOAT16 64 64 3 3'], 'Conv(x, w) -> y'), []);
  });
});
