import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, onnx } from '../../support/rule-fixture';

describe('types', () => {
  it('are judged by the compiler that the route pins', () => {
    const reading = onnx({ inputs: ['ids: INT64 1 8', 'z: COMPLEX64 4'] });
    const compilerFlags = ['--native-int64=enabled'];
    const say = (id: string, route: 'torch-neuronx' | 'torchneuron') =>
      drafts(id, { reading, target: 'trn2', deployment: { route, compilerFlags } })[0];
    assert.equal(say('onnx/int64-narrowing', 'torchneuron'), undefined);
    assert.match(say('onnx/int64-narrowing', 'torch-neuronx')?.message ?? '', /is cut to 32 bits/);
    assert.match(
      say('onnx/dtype-complex', 'torch-neuronx')?.why ?? '',
      /The route pins the compiler of SDK 2\.31\.0\./,
    );
    assert.equal(say('onnx/dtype-complex', 'torch-neuronx')?.neuronError, 'NCC_EVRF004');
  });

  it('use the plural for several inputs and outputs', () => {
    const reading = onnx({ inputs: ['x: INT64 1'], outputs: ['y: INT64 1'] });
    assert.match(
      drafts('onnx/int64-narrowing', { reading })[0]?.message ?? '',
      /^INT64 input x, output y are cut to 32 bits;/,
    );
  });
});
