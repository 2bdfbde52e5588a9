import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Node } from '../../../src/onnx/graph';
import { DTYPE, drafts, graph, node, onnx, type Situation } from '../../support/rule-fixture';

const empty = { then_branch: graph({}), else_branch: graph({}) };

describe('a branch by data', () => {
  const reading = onnx({ inputs: ['flag: BOOL 1'], nodes: [node('If(flag) -> y', empty)] });
  const found = (rest: Omit<Situation, 'reading'>) => drafts('onnx/control-flow', { reading, ...rest })[0];

  it('blocks a full-graph compile and silently freezes in a trace', () => {
    assert.equal(found({ target: 'trn2' })?.severity, 'blocker');
    assert.match(found({ target: 'trn2' })?.why ?? '', /TorchNeuron supports graph breaks/);
    const traced = found({ target: 'inf2' });
    assert.equal(traced?.severity, 'warning');
    assert.match(traced?.message ?? '', /tracing keeps the branch of the example input/);
    assert.equal(found({ target: 'trn2', deployment: { route: 'torch-neuronx' } })?.severity, 'warning');
  });

  it('asks for one export per value where scalar integer inputs alone decide', () => {
    const remedy = (dims: readonly number[]) => {
      const plain = onnx({
        weights: ['k: INT64'],
        nodes: [node('Equal(sr, k) -> flag'), node('If(flag) -> y', empty)],
      });
      const inputs = [{ name: 'sr', type: { kind: 'tensor', dtype: DTYPE.INT64, dims } } as const];
      const { model } = plain;
      const rate = { ...plain, model: { ...model, graph: { ...model.graph, inputs } } };
      return drafts('onnx/control-flow', { reading: rate })[0]?.remedy ?? '';
    };
    assert.match(remedy([]), /^Export the model for one value of sr, once for each value that you need\.$/);
    // Decoders that were merged into one file switch by an input of one element.
    assert.match(remedy([1]), /^Export the model for one value of sr,/);
    assert.match(remedy([2]), /^Fold a constant condition/);
  });
});

describe('a loop', () => {
  const loop = (inputs: string, body: Parameters<typeof graph>[0], before: Node[] = []) =>
    drafts('onnx/control-flow', {
      target: 'trn2',
      reading: onnx({
        inputs: ['x: FLOAT 4'],
        weights: ['m: INT64', 'three: FLOAT', 'one: FLOAT'],
        nodes: [...before, node(`Loop(${inputs}) -> y`, { body: graph(body) })],
      }),
    }).map(({ severity, message }) => `${severity}: ${message}`);
  const parameters = ['i: INT64', 'go: BOOL', 'v: FLOAT 4'];

  it('is a note where the number of rounds is fixed', () => {
    const body = { inputs: parameters, outputs: ['again: BOOL', 'w: FLOAT 4'] };
    const nodes = [node('Identity(go) -> again'), node('Identity(v) -> w')];
    assert.deepEqual(loop('m, , x', { ...body, nodes }), [
      'info: Loop has a fixed number of rounds once the input shapes are fixed, and must be unrolled.',
    ]);
  });

  it('depends on data where the condition is computed from data in the body', () => {
    const nodes = [node('ReduceMax(v) -> most'), node('Less(most, three) -> again'), node('Add(v, one) -> w')];
    assert.deepEqual(loop(', , x', { inputs: parameters, outputs: ['again: BOOL', 'w: FLOAT 4'], nodes }), [
      'blocker: Loop has a number of rounds that depends on data, and a compiled graph has one fixed number of rounds.',
    ]);
  });

  it('is a warning where the file does not tell', () => {
    const nodes = [node('Less(v, three) -> again'), node('Add(v, one) -> w')];
    assert.deepEqual(loop(', , one', { inputs: parameters, outputs: ['again: BOOL', 'w: FLOAT 4'], nodes }), [
      'warning: Loop compiles only where it can be unrolled, with a fixed number of rounds.',
    ]);
  });
});

describe('a shape out of a branch', () => {
  const reshape = (shape: string) =>
    drafts('onnx/data-dependent-shape', {
      reading: onnx({
        inputs: ['x: FLOAT 4', 'n: INT64 1'],
        weights: ['one: INT64 1'],
        nodes: [
          node('Shape(x) -> s'),
          node('Equal(s, one) -> flag'),
          node('If(flag) -> shape', {
            then_branch: graph({ outputs: ['one: INT64 1'] }),
            else_branch: graph({ outputs: ['t: INT64 1'], nodes: [node(`Identity(${shape}) -> t`)] }),
          }),
          node('Reshape(x, shape) -> y'),
        ],
      }),
    }).map(({ severity }) => severity);

  it('depends on data where a branch does', () => {
    assert.deepEqual(reshape('n'), ['blocker']);
    assert.deepEqual(reshape('s'), []);
  });
});

describe('a shape out of a loop', () => {
  const shaped = (carried: string) =>
    drafts('onnx/data-dependent-shape', {
      reading: onnx({
        inputs: ['x: FLOAT 4', 'n: INT64 1'],
        weights: ['m: INT64', 'one: INT64 1'],
        nodes: [
          node('Loop(m, , one, x) -> shape, kept', {
            body: graph({
              inputs: ['i: INT64', 'go: BOOL', 'v: INT64 1', 'w: FLOAT 4'],
              outputs: ['go: BOOL', `${carried}: INT64 1`, 'w: FLOAT 4'],
              nodes: [node('Add(v, one) -> next'), node('Identity(n) -> given')],
            }),
          }),
          node('Reshape(x, shape) -> y'),
        ],
      }),
    }).map(({ severity, confidence }) => [severity, confidence]);

  it('is no silence, and a blocker where the body takes it from data', () => {
    assert.deepEqual(shaped('next'), [['warning', 'undocumented']]);
    assert.deepEqual(shaped('given'), [['blocker', 'documented']]);
  });
});

describe('several conditions that a node does not meet', () => {
  it('are reported by each rule that is about one', () => {
    const reading = onnx({ inputs: ['x: INT64 9', 'k: INT64 1'], nodes: [node('TopK(x, k) -> v, i')] });
    assert.equal(drafts('onnx/topk-integer-input', { reading }).length, 1);
    assert.equal(drafts('onnx/data-dependent-shape', { reading }).length, 1);
  });
});

describe('a branch that sizes decide', () => {
  const reading = onnx({
    inputs: ['x: FLOAT n 4', 'flag: BOOL'],
    nodes: [
      node('Size(x) -> size'),
      node('Cast(size) -> some', { to: DTYPE.BOOL }),
      node('If(some) -> y', {
        then_branch: graph({ outputs: ['a: FLOAT'], nodes: [node('Relu(x) -> a')] }),
        else_branch: graph({ outputs: ['b: INT64'], nodes: [node('NonZero(x) -> b')] }),
      }),
      node('If(flag) -> z', {
        then_branch: graph({ outputs: ['c: FLOAT'], nodes: [node('Relu(x) -> c')] }),
        else_branch: graph({ outputs: ['d: INT64'], nodes: [node('Unique(x) -> d')] }),
      }),
    ],
  });
  const found = (pins: Readonly<Record<string, number>>) =>
    drafts('onnx/data-dependent-shape', { reading, pins }).map(({ severity, message, why }) => [
      severity,
      message.split(' ')[0],
      why.includes('The sizes of the inputs decide whether its branch is taken'),
    ]);

  it('blocks nothing before they are pinned, and is judged by the pins', () => {
    assert.deepEqual(found({}), [
      ['warning', 'NonZero', true],
      ['blocker', 'Unique', false],
    ]);
    assert.deepEqual(found({ n: 1 }), [['blocker', 'Unique', false]]);
    assert.deepEqual(found({ n: 0 }).length, 2);
  });
});
