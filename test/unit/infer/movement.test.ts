import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints } = attribute;

testCases('elements are moved, joined and repeated', [
  ['Transpose', ['FLOAT[2,n,4]'], ['FLOAT[4, n, 2]']],
  ['Transpose', ['FLOAT[2,n,4]'], ['FLOAT[n, 4, 2]'], { attributes: [ints('perm', [1, 2, 0])] }],
  ['Transpose', ['FLOAT[2,n]'], ['FLOAT'], { attributes: [ints('perm', [0, 0])] }],
  ['Concat', ['FLOAT[n,2]', 'FLOAT[m,2]'], ['FLOAT[m + n, 2]'], { attributes: [int('axis', 0)] }],
  ['Concat', ['FLOAT[n,2]', 'FLOAT[3,?]'], ['FLOAT[n + 3, 2]'], { attributes: [int('axis', 0)] }],
  ['Concat', ['= 1,2', '= 3'], ['INT64[3] = 1, 2, 3'], { attributes: [int('axis', 0)] }],
  ['Concat', ['= 1', 'INT64[1]'], ['INT64[2] = 1, ?'], { attributes: [int('axis', 0)] }],
  ['Expand', ['FLOAT[n,1]', '= 2,1,6'], ['FLOAT[2, n, 6]']],
  ['Expand', ['scalar 5', '= 3'], ['INT64[3] = 5, 5, 5']],
  ['Expand', ['FLOAT[3,1]', 'INT64[2]'], ['FLOAT[3, o0:1]']],
  ['Tile', ['FLOAT[n,2]', '= 2,3'], ['FLOAT[2*n, 6]']],
  ['Tile', ['= 1,2', '= 2'], ['INT64[4] = 1, 2, 1, 2']],
  ['Split', ['FLOAT[6,n]'], ['FLOAT[3, n]', 'FLOAT[3, n]'], { version: 13 }],
  [
    'Split',
    ['FLOAT[7,n]'],
    ['FLOAT[3, n]', 'FLOAT[3, n]', 'FLOAT[1, n]'],
    { version: 18, attributes: [int('num_outputs', 3)] },
  ],
  ['Split', ['= 4,5,6', '= 1,2'], ['INT64[1] = 4', 'INT64[2] = 5, 6']],
  [
    'Split',
    ['FLOAT[n,4]'],
    ['FLOAT[n, 1]', 'FLOAT[n, 3]'],
    { version: 11, attributes: [int('axis', 1), ints('split', [1, 3])] },
  ],
  ['Split', ['FLOAT[4]', 'INT64[2]'], ['FLOAT[o0:0]', 'FLOAT[o1:0]']],
]);

testCases('slices keep symbols where they can', [
  ['Slice', ['FLOAT[n,10]', '= 1,2', '= -1,5'], ['FLOAT[max(0, n - 2), 3]']],
  ['Slice', ['FLOAT[n,10]', '= 0', '= 9223372036854775807', '= 1', '= 3'], ['FLOAT[n, 4]']],
  ['Slice', ['FLOAT[n]', '= 0', '= -1'], ['FLOAT[n - 1]']],
  ['Slice', ['FLOAT[n]', '= 0', '= 512'], ['FLOAT[min(512, n)]']],
  ['Slice', ['FLOAT[10]', '= -1', '= -9223372036854775807', '= 0', '= -2'], ['FLOAT[5]']],
  ['Slice', ['FLOAT[n]', '= -1', '= -9223372036854775807', '= 0', '= -1'], ['FLOAT[n]']],
  ['Slice', ['FLOAT[4]', '= 3', '= 1'], ['FLOAT[0]']],
  ['Slice', ['= 1,2,3,4', '= 3', '= 0', '= 0', '= -2'], ['INT64[2] = 4, 2']],
  ['Slice', ['FLOAT[n,4]', 'INT64[1]', '= 3', '= 1'], ['FLOAT[n, o0:1]']],
  ['Slice', ['FLOAT[n,4]', '= 0', '= 1', 'INT64[1]'], ['FLOAT[o0:0, o0:1]']],
  [
    'Slice',
    ['FLOAT[5,4]'],
    ['FLOAT[5, 2]'],
    { version: 9, attributes: [ints('starts', [1]), ints('ends', [3]), ints('axes', [1])] },
  ],
]);

testCases('elements are gathered', [
  ['Gather', ['FLOAT[n,8]', 'INT64[2,m]'], ['FLOAT[2, m, 8]']],
  ['Gather', ['FLOAT[n,8]', 'scalar 0'], ['FLOAT[n]'], { attributes: [int('axis', 1)] }],
  ['Gather', ['= 5,6,7', '= 2,-3'], ['INT64[2] = 7, 5']],
  ['GatherND', ['FLOAT[2,3,4]', 'INT64[n,2]'], ['FLOAT[n, 4]']],
  ['GatherND', ['FLOAT[2,3,4]', 'INT64[2,1]'], ['FLOAT[2, 4]'], { attributes: [int('batch_dims', 1)] }],
  ['GatherElements', ['FLOAT[2,3]', 'INT64[2,n]'], ['FLOAT[2, n]']],
  ['Compress', ['FLOAT[2,3]', 'BOOL= 0,1,1'], ['FLOAT[2, 2]'], { attributes: [int('axis', 1)] }],
  ['Compress', ['FLOAT[2,3]', 'BOOL[3]'], ['FLOAT[o0:0]']],
]);
