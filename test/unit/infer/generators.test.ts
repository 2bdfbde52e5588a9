import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints, tensor, float } = attribute;

testCases('tensors are made from sizes and numbers', [
  ['Constant', [], ['INT64[] = 3'], { attributes: [int('value_int', 3)] }],
  ['Constant', [], ['FLOAT[] = 0.5'], { attributes: [float('value_float', 0.5)] }],
  ['Constant', [], ['INT64[2] = 1, 2'], { attributes: [ints('value_ints', [1, 2])] }],
  ['Constant', [], ['INT32[1] = 9'], { attributes: [tensor('value', { dataType: 6, dims: [1], int32Data: [9] })] }],
  ['ConstantOfShape', ['= 2,1'], ['FLOAT[2, 1] = 0, 0']],
  [
    'ConstantOfShape',
    ['INT64[2]'],
    ['INT64[o0:0, o0:1]'],
    { attributes: [tensor('value', { dataType: 7, dims: [1], int64Data: [1] })] },
  ],
  ['Range', ['scalar 0', 'scalar 5', 'scalar 2'], ['INT64[3] = 0, 2, 4']],
  ['Range', ['scalar 5', 'scalar 0', 'scalar 2'], ['INT64[0] = ']],
  [
    'Range',
    ['FLOAT scalar 0', 'FLOAT scalar 1', 'FLOAT scalar 0.4'],
    ['FLOAT[3] = 0, 0.4000000059604645, 0.800000011920929'],
  ],
  ['Range', ['scalar 0', 'INT64[]', 'scalar 1'], ['INT64[o0:0]']],
  ['EyeLike', ['FLOAT[3,n]'], ['BOOL[3, n]'], { attributes: [int('dtype', 9)] }],
  ['OneHot', ['INT64[n,2]', 'scalar 7', 'FLOAT[2]'], ['FLOAT[n, 2, 7]']],
  ['OneHot', ['INT64[n]', '= 7', 'FLOAT[2]'], ['FLOAT[7, n]'], { attributes: [int('axis', 0)] }],
  ['RandomNormal', [], ['FLOAT[2, 3]'], { attributes: [ints('shape', [2, 3])] }],
  ['RandomUniformLike', ['FLOAT[n]'], ['DOUBLE[n]'], { attributes: [int('dtype', 11)] }],
  ['Multinomial', ['FLOAT[n,9]'], ['INT32[n, 4]'], { attributes: [int('sample_size', 4)] }],
]);

testCases('sizes that depend on data are symbols of their own', [
  ['TopK', ['FLOAT[n,9]', '= 4'], ['FLOAT[n, 4]', 'INT64[n, 4]']],
  ['TopK', ['FLOAT[n,9]', 'INT64[1]'], ['FLOAT[n, o0:1]', 'INT64[n, o0:1]']],
  ['TopK', ['FLOAT[n,9]'], ['FLOAT[2, 9]', 'INT64[2, 9]'], { version: 1, attributes: [int('k', 2), int('axis', 0)] }],
  ['NonZero', ['FLOAT[n,2]'], ['INT64[2, o0:1]']],
  ['NonZero', ['= 0,4,0,5'], ['INT64[1, 2] = 1, 3']],
  ['NonMaxSuppression', ['FLOAT[1,6,4]', 'FLOAT[1,1,6]'], ['INT64[o0:0, 3]']],
  ['Unique', ['FLOAT[2,n]'], ['FLOAT[o0:0]', 'INT64[o0:0]', 'INT64[2*n]', 'INT64[o0:0]']],
  [
    'Unique',
    ['FLOAT[2,n]'],
    ['FLOAT[2, o0:1]', 'INT64[o0:1]', 'INT64[n]', 'INT64[o0:1]'],
    { attributes: [int('axis', 1)] },
  ],
]);
