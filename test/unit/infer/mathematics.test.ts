import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints, string } = attribute;

testCases('reductions', [
  ['ReduceMean', ['FLOAT[n,3,4]'], ['FLOAT[n, 1, 4]'], { attributes: [ints('axes', [1])] }],
  ['ReduceMean', ['FLOAT[n,3,4]'], ['FLOAT[1, 1, 1]']],
  ['ReduceSum', ['FLOAT[n,3,4]', '= -1'], ['FLOAT[n, 3]'], { attributes: [int('keepdims', 0)] }],
  ['ReduceSum', ['FLOAT[n,3]', '= '], ['FLOAT[n, 3]'], { attributes: [int('noop_with_empty_axes', 1)] }],
  ['ReduceSum', ['FLOAT[n,3]', 'INT64[1]'], ['FLOAT[o0:0, o0:1]']],
  ['ReduceSum', ['FLOAT[n,3]', 'INT64[1]'], ['FLOAT'], { attributes: [int('keepdims', 0)] }],
  ['ReduceMax', ['FLOAT', '= 1'], ['FLOAT'], { version: 18 }],
  ['ReduceMax', ['FLOAT'], ['FLOAT[]'], { attributes: [int('keepdims', 0)] }],
  ['ReduceMax', ['FLOAT[2]', '= 3'], ['FLOAT'], { version: 18 }],
  ['ReduceProd', ['= 2,3,4'], ['INT64[] = 24'], { attributes: [int('keepdims', 0)] }],
  ['ArgMax', ['FLOAT[n,3]'], ['INT64[n, 1]'], { attributes: [int('axis', -1)] }],
]);

testCases('products', [
  ['MatMul', ['FLOAT[n,m,8]', 'FLOAT[8,4]'], ['FLOAT[n, m, 4]']],
  ['MatMul', ['FLOAT[8]', 'FLOAT[8,4]'], ['FLOAT[4]']],
  ['MatMul', ['FLOAT[n,8]', 'FLOAT[8]'], ['FLOAT[n]']],
  ['MatMul', ['FLOAT[8]', 'FLOAT[8]'], ['FLOAT[]']],
  ['MatMul', ['FLOAT[2,1,3,8]', 'FLOAT[5,8,4]'], ['FLOAT[2, 5, 3, 4]']],
  ['MatMul', ['FLOAT[]', 'FLOAT[8]'], ['FLOAT']],
  ['MatMulInteger', ['UINT8[n,8]', 'INT8[8,4]'], ['INT32[n, 4]']],
  [
    'Gemm',
    ['FLOAT[8,n]', 'FLOAT[4,8]', 'FLOAT[4]'],
    ['FLOAT[n, 4]'],
    { attributes: [int('transA', 1), int('transB', 1)] },
  ],
  [
    'Einsum',
    ['FLOAT[n,h,q,8]', 'FLOAT[n,h,k,8]'],
    ['FLOAT[n, h, q, k]'],
    { attributes: [string('equation', 'bhqd, bhkd -> bhqk')] },
  ],
  ['Einsum', ['FLOAT[2,n,3]', 'FLOAT[3,4]'], ['FLOAT[2, n, 4]'], { attributes: [string('equation', '...i,ij->...j')] }],
  ['Einsum', ['FLOAT[2,3]', 'FLOAT[3,4]'], ['FLOAT[2, 4]'], { attributes: [string('equation', 'ij,jk')] }],
  ['Einsum', ['FLOAT[2,3,4]'], ['FLOAT'], { attributes: [string('equation', 'ij->i')] }],
  ['Det', ['FLOAT[n,3,3]'], ['FLOAT[n]']],
]);

testCases('normalizations, recurrent layers and losses', [
  [
    'BatchNormalization',
    ['FLOAT[n,3,4]', 'FLOAT[3]', 'FLOAT[3]', 'FLOAT[3]', 'FLOAT[3]'],
    ['FLOAT[n, 3, 4]', 'FLOAT[3]', 'FLOAT[3]'],
  ],
  ['LayerNormalization', ['FLOAT16[n,s,8]', 'FLOAT16[8]'], ['FLOAT16[n, s, 8]', 'FLOAT[n, s, 1]', 'FLOAT[n, s, 1]']],
  [
    'LSTM',
    ['FLOAT[s,n,4]', 'FLOAT[2,40,4]', 'FLOAT[2,40,10]'],
    ['FLOAT[s, 2, n, 10]', 'FLOAT[2, n, 10]', 'FLOAT[2, n, 10]'],
    { attributes: [string('direction', 'bidirectional')] },
  ],
  [
    'GRU',
    ['FLOAT[n,s,4]', 'FLOAT[1,30,4]', 'FLOAT[1,30,10]'],
    ['FLOAT[n, s, 1, 10]', 'FLOAT[n, 1, 10]'],
    { attributes: [int('hidden_size', 10), int('layout', 1)] },
  ],
  [
    'NegativeLogLikelihoodLoss',
    ['FLOAT[n,5,d]', 'INT64[n,d]'],
    ['FLOAT[n, d]'],
    { attributes: [string('reduction', 'none')] },
  ],
  ['SoftmaxCrossEntropyLoss', ['FLOAT[n,5]', 'INT64[n]'], ['FLOAT[]', 'FLOAT[n, 5]']],
]);

testCases('signals', [
  ['DFT', ['FLOAT[n,16,1]'], ['FLOAT[n, 9, 2]'], { version: 17, attributes: [int('onesided', 1)] }],
  ['DFT', ['FLOAT[n,16,2]', 'scalar 20', 'scalar 1'], ['FLOAT[n, 20, 2]'], { version: 20 }],
  ['DFT', ['FLOAT[n,9,2]'], ['FLOAT[n, 16, 1]'], { version: 20, attributes: [int('onesided', 1), int('inverse', 1)] }],
  ['STFT', ['FLOAT[n,128,1]', 'scalar 8', 'FLOAT[16]'], ['FLOAT[n, 15, 9, 2]']],
  ['HannWindow', ['scalar 9'], ['DOUBLE[9]'], { attributes: [int('output_datatype', 11)] }],
  ['MelWeightMatrix', ['scalar 8', 'scalar 16', 'scalar 8000', 'FLOAT scalar 0', 'FLOAT scalar 1'], ['FLOAT[9, 8]']],
]);
