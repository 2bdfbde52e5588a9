import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints, string, floats } = attribute;
const heads = (q: number, kv: number) => [int('q_num_heads', q), int('kv_num_heads', kv)];

testCases('attention of ONNX', [
  [
    'Attention',
    ['FLOAT[n,s,32]', 'FLOAT[n,t,16]', 'FLOAT[n,t,16]', '', 'FLOAT[n,2,p,8]', 'FLOAT[n,2,p,8]'],
    ['FLOAT[n, s, 32]', 'FLOAT[n, 2, p + t, 8]', 'FLOAT[n, 2, p + t, 8]', 'FLOAT[n, 4, s, p + t]'],
    { version: 23, attributes: heads(4, 2) },
  ],
  ['Attention', ['FLOAT[n,4,s,8]', 'FLOAT[n,4,t,8]', 'FLOAT[n,4,t,6]'], ['FLOAT[n, 4, s, 6]'], { version: 23 }],
  [
    'LinearAttention',
    ['FLOAT[n,s,32]', 'FLOAT[n,s,16]', 'FLOAT[n,s,12]'],
    ['FLOAT[n, s, 24]', 'FLOAT[n, 2, 8, 6]'],
    { version: 27, attributes: heads(4, 2) },
  ],
  [
    'RotaryEmbedding',
    ['FLOAT[n,4,s,8]', 'FLOAT[9,4]', 'FLOAT[9,4]', 'INT64[n,s]'],
    ['FLOAT[n, 4, s, 8]'],
    { version: 23 },
  ],
]);

testCases('quantization', [
  ['QuantizeLinear', ['FLOAT[n]', 'FLOAT[]', 'INT8[]'], ['INT8[n]']],
  ['QuantizeLinear', ['FLOAT[n]', 'FLOAT[]'], ['UINT8[n]']],
  ['QuantizeLinear', ['FLOAT[n]', 'FLOAT[]'], ['INT4[n]'], { version: 21, attributes: [int('output_dtype', 22)] }],
  ['DequantizeLinear', ['INT8[n]', 'FLOAT16[]'], ['FLOAT16[n]'], { version: 19 }],
  ['DynamicQuantizeLinear', ['FLOAT[n]'], ['UINT8[n]', 'FLOAT[]', 'UINT8[]']],
  [
    'QLinearMatMul',
    ['UINT8[n,3]', 'FLOAT[]', 'UINT8[]', 'UINT8[3,4]', 'FLOAT[]', 'UINT8[]', 'FLOAT[]', 'INT8[]'],
    ['INT8[n, 4]'],
  ],
]);

testCases('QONNX', [
  ['Quant', ['FLOAT[n,3]', 'FLOAT[]', 'FLOAT[]', 'FLOAT[]'], ['FLOAT[n, 3]'], { domain: 'onnx.brevitas' }],
]);

testCases('sequences and optionals', [
  ['SequenceConstruct', ['FLOAT[n,2]', 'FLOAT[3,2]'], ['sequence(FLOAT[o0:0, 2])']],
  ['SequenceEmpty', [], ['sequence(INT64)'], { attributes: [int('dtype', 7)] }],
  ['SplitToSequence', ['FLOAT[6,n]', 'scalar 2'], ['sequence(FLOAT[2, n])']],
  ['SplitToSequence', ['FLOAT[6,n]'], ['sequence(FLOAT[n])'], { attributes: [int('keepdims', 0)] }],
  ['SplitToSequence', ['FLOAT[7]', 'scalar 2'], ['sequence(FLOAT[o0:0])']],
  ['Optional', ['FLOAT[n]'], ['optional(FLOAT[n])']],
  ['OptionalHasElement', ['FLOAT[n]'], ['BOOL[] = 1'], { version: 18 }],
  ['OptionalHasElement', [], ['BOOL[] = 0'], { version: 18 }],
]);

testCases('texts and images', [
  ['StringNormalizer', ['STRING[1,n]'], ['STRING[1, o0:1]']],
  ['StringSplit', ['STRING[n]'], ['STRING[n, o0:1]', 'INT64[n]'], { version: 20 }],
  ['StringConcat', ['STRING[n,1]', 'STRING[3]'], ['STRING[n, 3]'], { version: 20 }],
  ['TfIdfVectorizer', ['INT64[n,9]'], ['FLOAT[n, 7]'], { attributes: [ints('ngram_indexes', [0, 6, 2])] }],
  [
    'ImageDecoder',
    ['UINT8[n]'],
    ['UINT8[o0:0, o0:1, 1]'],
    { version: 20, attributes: [string('pixel_format', 'Grayscale')] },
  ],
]);

const ml = 'ai.onnx.ml';
testCases('ai.onnx.ml', [
  [
    'LinearClassifier',
    ['FLOAT[n,4]'],
    ['INT64[n]', 'FLOAT[n, 3]'],
    { domain: ml, attributes: [ints('classlabels_ints', [0, 1, 2]), floats('intercepts', [0, 0, 0])] },
  ],
  [
    'TreeEnsembleClassifier',
    ['FLOAT[4]'],
    ['INT64[1]', 'FLOAT[1, 2]'],
    { domain: ml, attributes: [ints('classlabels_int64s', [0, 1])] },
  ],
  ['TreeEnsembleRegressor', ['FLOAT[n,4]'], ['FLOAT[n, 1]'], { domain: ml, attributes: [int('n_targets', 1)] }],
  [
    'ZipMap',
    ['FLOAT[n,2]'],
    ['sequence(map(INT64, FLOAT[]))'],
    { domain: ml, attributes: [ints('classlabels_int64s', [0, 1])] },
  ],
  ['LabelEncoder', ['STRING[n]'], ['INT64[n]'], { domain: ml, attributes: [ints('values_int64s', [1])] }],
  ['OneHotEncoder', ['INT64[n]'], ['FLOAT[n, 3]'], { domain: ml, attributes: [ints('cats_int64s', [1, 2, 3])] }],
  ['ArrayFeatureExtractor', ['FLOAT[n,4]', 'INT64[1,2]'], ['FLOAT[n, 2]'], { domain: ml }],
  ['Scaler', ['INT64[n,4]'], ['FLOAT[n, 4]'], { domain: ml }],
]);

const training = 'ai.onnx.preview.training';
testCases('training', [
  [
    'Momentum',
    ['FLOAT[]', 'INT64[]', 'FLOAT[n]', 'FLOAT[n]', 'FLOAT[n]'],
    ['FLOAT[n]', 'FLOAT[n]'],
    { domain: training },
  ],
  [
    'Adam',
    [
      'FLOAT[]',
      'INT64[]',
      'FLOAT[2]',
      'FLOAT[3]',
      'FLOAT[2]',
      'FLOAT[3]',
      'FLOAT[2]',
      'FLOAT[3]',
      'FLOAT[2]',
      'FLOAT[3]',
    ],
    ['FLOAT[2]', 'FLOAT[3]', 'FLOAT[2]', 'FLOAT[3]', 'FLOAT[2]', 'FLOAT[3]'],
    { domain: training },
  ],
]);

const microsoft = 'com.microsoft';
testCases('com.microsoft', [
  [
    'FusedMatMul',
    ['FLOAT[n,s,8]', 'FLOAT[4,8]'],
    ['FLOAT[n, s, 4]'],
    { domain: microsoft, attributes: [int('transB', 1)] },
  ],
  [
    'MatMulNBits',
    ['FLOAT[n,s,8]', 'UINT8[4,1,4]', 'FLOAT[4]'],
    ['FLOAT[n, s, 4]'],
    { domain: microsoft, attributes: [int('N', 4), int('K', 8)] },
  ],
  ['SkipLayerNormalization', ['FLOAT[n,s,8]', 'FLOAT[n,s,8]', 'FLOAT[8]'], ['FLOAT[n, s, 8]'], { domain: microsoft }],
  [
    'Attention',
    ['FLOAT[n,s,8]', 'FLOAT[8,24]', 'FLOAT[24]'],
    ['FLOAT[n, s, 8]', 'FLOAT[2, n, 2, s, 4]'],
    { domain: microsoft, attributes: [int('num_heads', 2)] },
  ],
  [
    'MultiHeadAttention',
    ['FLOAT[n,s,8]', 'FLOAT[n,t,8]', 'FLOAT[n,t,6]'],
    ['FLOAT[n, s, 6]', 'FLOAT[n, 2, t, 4]', 'FLOAT[n, 2, t, 3]'],
    { domain: microsoft, attributes: [int('num_heads', 2)] },
  ],
  [
    'GroupQueryAttention',
    ['FLOAT[n,s,64]', '', ''],
    ['FLOAT[n, s, 32]'],
    { domain: microsoft, attributes: [int('num_heads', 4), int('kv_num_heads', 2)] },
  ],
  ['DynamicQuantizeMatMul', ['FLOAT[n,8]', 'UINT8[8,4]', 'FLOAT[]'], ['FLOAT[n, 4]'], { domain: microsoft }],
  [
    'QGemm',
    ['UINT8[n,8]', 'FLOAT[]', 'UINT8[]', 'UINT8[8,4]', 'FLOAT[]', 'UINT8[]'],
    ['FLOAT[n, 4]'],
    { domain: microsoft },
  ],
  [
    'QLinearAdd',
    ['UINT8[n,1]', 'FLOAT[]', 'UINT8[]', 'UINT8[4]', 'FLOAT[]', 'UINT8[]'],
    ['UINT8[n, 4]'],
    { domain: microsoft },
  ],
  [
    'QLinearConcat',
    ['FLOAT[]', 'UINT8[]', 'UINT8[n,2]', 'FLOAT[]', 'UINT8[]', 'UINT8[3,2]', 'FLOAT[]', 'UINT8[]'],
    ['UINT8[n + 3, 2]'],
    { domain: microsoft, attributes: [int('axis', 0)] },
  ],
  [
    'GatherBlockQuantized',
    ['UINT8[9,4]', 'INT64[n]', 'FLOAT[9,1]'],
    ['FLOAT[n, 8]'],
    { domain: microsoft, attributes: [int('bits', 4)] },
  ],
  ['EmbedLayerNormalization', ['INT32[n,s]', '', 'FLOAT[9,8]'], ['FLOAT[n, s, 8]', 'INT32[n]'], { domain: microsoft }],
  ['NoSuchOperator', ['FLOAT[n]'], ['?'], { domain: microsoft }],
]);
