import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DTYPE, drafts, knowledge, node, onnx } from '../../support/rule-fixture';

describe('what is concluded from PyTorch/XLA', () => {
  const sample = onnx({ inputs: ['x: FLOAT 1 1 4 4', 'g: FLOAT 1 4 4 2'], nodes: [node('GridSample(x, g) -> y')] });

  it('decides nothing on TorchNeuron, whose table is named instead', () => {
    const [found] = drafts('onnx/operator-unsupported', { reading: sample, target: 'trn2' });
    assert.deepEqual([found?.severity, found?.confidence], ['warning', 'undocumented']);
    assert.match(found?.remedy ?? '', /torch_api_compatibility\.md/);
    const [traced] = drafts('onnx/operator-unsupported', { reading: sample, target: 'inf2' });
    assert.equal(traced?.confidence, 'inferred');
    assert.match(traced?.message ?? '', /^GridSample on FLOAT most likely does not compile/);
  });

  it('names the tool of the route where no document decides', () => {
    const reading = onnx({ inputs: ['x: FLOAT 2 2'], nodes: [node('Det(x) -> y')] });
    const remedy = (target: 'inf2' | 'trn2') =>
      drafts('onnx/operator-undocumented', { reading, target })[0]?.remedy ?? '';
    assert.match(remedy('inf2'), /torch_neuronx\.analyze/);
    assert.doesNotMatch(remedy('trn2'), /torch_neuronx\.analyze/);
  });
});

describe('a Fourier transform', () => {
  it('rests on an example of an old release, which is no statement', () => {
    for (const op of ['DFT', 'STFT']) assert.equal(knowledge.operator('ai.onnx', op)?.confidence, 'inferred', op);
  });
});

describe('quantized graphs', () => {
  const found = (reading: ReturnType<typeof onnx>) => drafts('onnx/quantized-graph', { reading })[0];
  const weights = (dtype: string) =>
    onnx({
      inputs: ['x: FLOAT 4'],
      weights: [`w: ${dtype} 4`, 's: FLOAT'],
      nodes: [node('DequantizeLinear(w, s) -> y')],
    });

  it('are a note where only weights are stored so', () => {
    assert.equal(found(weights('INT8'))?.severity, 'info');
    assert.match(
      found(weights('INT8'))?.message ?? '',
      /^Weights are stored quantized to INT8, and DequantizeLinear folds/,
    );
    assert.match(found(weights('FLOAT8E4M3FN'))?.message ?? '', /^Weights are stored quantized to FLOAT8E4M3FN,/);
  });

  it('are a warning where activations are quantized', () => {
    const nodes = [node('QuantizeLinear(x, s, z) -> q'), node('DequantizeLinear(q, s, z) -> y')];
    const of = (dtype: string) =>
      found(onnx({ inputs: ['x: FLOAT 4'], weights: ['s: FLOAT', `z: ${dtype}`], values: [`q: ${dtype} 4`], nodes }));
    assert.equal(of('INT8')?.severity, 'warning');
    assert.match(of('INT8')?.message ?? '', /quantized to INT8 with/);
    assert.match(of('FLOAT8E4M3FN')?.message ?? '', /quantized to FLOAT8E4M3FN with/);
  });

  it('speak of 4-bit values only where there are some, and of converters once', () => {
    for (const [dtype, packed] of [
      ['UINT8', false],
      ['UINT4', true],
    ] as const) {
      const why = found(weights(dtype))?.why ?? '';
      assert.equal(/4-bit/.test(why), packed, dtype);
      assert.equal(why.match(/converter/g)?.length, 1, dtype);
    }
  });

  it('include weights that are packed in blocks, and speak for their types', () => {
    const reading = onnx({
      inputs: ['x: FLOAT16 1 1 64'],
      weights: ['w: UINT8 32 2 16', 's: FLOAT16 64', 'n: UINT4 8'],
      nodes: [node('com.microsoft::MatMulNBits(x, w, s) -> y', { K: 64, N: 32, bits: 4 })],
    });
    const [found] = drafts('onnx/quantized-graph', { reading });
    assert.match(found?.message ?? '', /^The graph is quantized to INT4 with MatMulNBits,/);
    assert.deepEqual(drafts('onnx/dtype-sub-byte', { reading }), []);
    assert.deepEqual(drafts('onnx/operator-unsupported', { reading }), []);
  });
});

describe('the words of a finding', () => {
  it('call an exponent from data an operand, not a frozen value', () => {
    const reading = onnx({ inputs: ['x: FLOAT 2', 'n: FLOAT 2'], nodes: [node('Pow(x, n) -> y')] });
    const [found] = drafts('onnx/operator-condition', { reading });
    assert.match(found?.message ?? '', /^Pow on FLOAT with exponent from data is outside what is known to compile/);
    assert.match(found?.remedy ?? '', /^Give the exponent as a constant/);
  });

  it('say of other integers only that they may be refused', () => {
    const nodes = [node('TopK(x, k) -> v, i')];
    const [found] = drafts('onnx/topk-integer-input', {
      reading: onnx({ inputs: ['x: INT16 9'], weights: ['k: INT64 1'], nodes }),
    });
    assert.match(found?.message ?? '', /INT16 values, which the compiler may refuse/);
  });

  it('name inputs and outputs instead of counting them, and the rank', () => {
    const said = (inputs: string[], ...nodes: ReturnType<typeof node>[]) =>
      drafts('onnx/operator-condition', { reading: onnx({ inputs, weights: ['s: FLOAT 5'], nodes }) })[0]?.message ??
      '';
    const past = node('Attention(q, q, q, , past) -> y');
    assert.match(
      said(['q: FLOAT 1 1 4 4', 'past: FLOAT 1 1 4 4'], past),
      /^Attention on FLOAT with input past_key connected/,
    );
    const pool = onnx({
      inputs: ['x: FLOAT 1 1 8 8'],
      nodes: [node('MaxPool(x) -> y, at'), node('Identity(at) -> z')],
    });
    const [indices] = drafts('onnx/operator-unsupported', { reading: pool });
    assert.match(indices?.message ?? '', /^MaxPool on FLOAT whose output Indices is used most likely does not compile/);
    assert.deepEqual([indices?.severity, indices?.neuronError], ['warning', 'NCC_EVRF019']);
    const resize = onnx({
      inputs: ['x: FLOAT 1 1 4 4 4'],
      weights: ['s: FLOAT 5'],
      nodes: [node('Resize(x, , s) -> y', { mode: 'linear' })],
    });
    const [cube] = drafts('onnx/operator-unsupported', { reading: resize });
    assert.equal(cube?.severity, 'warning');
    assert.match(cube?.message ?? '', /^Resize on FLOAT of rank 5, not 4, most likely does not compile/);
  });

  it('give the reason once', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 1 1 8 8', 'w: FLOAT 1 1 3 3'],
      nodes: [node('ConvTranspose(x, w) -> y', { strides: [2, 2], dilations: [2, 2] })],
    });
    const [found] = drafts('onnx/strided-dilated-transpose-conv', { reading });
    assert.equal(found?.why.match(/input dilation in HLO/g)?.length, 1);
  });

  it('are grammatical for operators of other domains', () => {
    const reading = onnx({ inputs: ['x: FLOAT 2'], nodes: [node('my.ops::Fancy(x) -> y')] });
    assert.match(
      drafts('onnx/foreign-domain', { reading })[0]?.message ?? '',
      /is not an operator of the ONNX standard/,
    );
  });
});

describe('an operator left in training mode', () => {
  const judge = (flag: number) =>
    drafts('onnx/operator-condition', {
      reading: onnx({
        inputs: ['x: FLOAT 4'],
        nodes: [
          node('Constant() -> flag', { value_int: flag }),
          node('Cast(flag) -> training', { to: DTYPE.BOOL }),
          node('Dropout(x, , training) -> y'),
        ],
      }),
    }).map(({ remedy }) => remedy.split(':')[0]);

  it('is reported where the flag is known to be set', () => {
    assert.deepEqual(judge(1), ['Export in evaluation mode']);
    assert.deepEqual(judge(0), []);
    const inputs = ['x: FLOAT 1 2 3 3', 's: FLOAT 2', 'b: FLOAT 2', 'm: FLOAT 2', 'v: FLOAT 2'];
    const norm = (training_mode: number) =>
      drafts('onnx/operator-condition', {
        reading: onnx({ inputs, nodes: [node('BatchNormalization(x, s, b, m, v) -> y', { training_mode })] }),
      }).length;
    assert.deepEqual([norm(1), norm(0)], [1, 0]);
  });
});

describe('a shift of bits', () => {
  it('most likely fails on what is not 32 bits wide', () => {
    const judge = (dtype: string) =>
      drafts('onnx/operator-unsupported', {
        reading: onnx({
          inputs: [`x: ${dtype} 4`, `by: ${dtype} 4`],
          nodes: [node('BitShift(x, by) -> y', { direction: 'RIGHT' })],
        }),
      }).map(({ severity, neuronError }) => [severity, neuronError]);
    assert.deepEqual(judge('UINT8'), [['warning', 'NCC_EVRF022']]);
    assert.deepEqual(judge('UINT32'), []);
  });

  it('is undecided to the left, whatever the width', () => {
    const reading = onnx({
      inputs: ['x: UINT8 4', 'by: UINT8 4'],
      nodes: [node('BitShift(x, by) -> y', { direction: 'LEFT' })],
    });
    assert.deepEqual(drafts('onnx/operator-unsupported', { reading }), []);
    assert.equal(drafts('onnx/operator-undocumented', { reading }).length, 1);
  });
});
