import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints } = attribute;

testCases('shapes are read with their symbols', [
  ['Shape', ['FLOAT[n,3,?]'], ['INT64[3] = n, 3, i0:2']],
  ['Shape', ['FLOAT[n,3,4]'], ['INT64[2] = n, 3'], { attributes: [int('end', -1)] }],
  ['Shape', ['FLOAT[n,3,4]'], ['INT64[1] = 4'], { attributes: [int('start', -1)] }],
  ['Shape', ['FLOAT'], ['INT64[o0:0]']],
  ['Size', ['FLOAT[n,3,4]'], ['INT64[] = 12*n']],
]);

testCases('Reshape works out what is left open', [
  ['Reshape', ['FLOAT[2,n,12]', '= 0,-1'], ['FLOAT[2, 12*n]']],
  ['Reshape', ['FLOAT[n,m,8]', '= 0,0,4,-1'], ['FLOAT[n, m, 4, 2]']],
  ['Reshape', ['FLOAT[n,8]', '= -1,16'], ['FLOAT[floor(8*n/16), 16]']],
  ['Reshape', ['FLOAT[3,4]', '= 5,-1'], ['FLOAT[5, o0:1]']],
  ['Reshape', ['FLOAT[0,4]', '= 0,2'], ['FLOAT[0, 2]'], { attributes: [int('allowzero', 1)] }],
  ['Reshape', ['FLOAT[2,3]', 'INT64[3]'], ['FLOAT[o0:0, o0:1, o0:2]']],
  ['Reshape', ['FLOAT[2,3]', 'INT64[n]'], ['FLOAT']],
  ['Reshape', ['FLOAT[2,3]'], ['FLOAT[6]'], { version: 1, attributes: [ints('shape', [-1])] }],
  ['Flatten', ['FLOAT[2,n,4]'], ['FLOAT[2, 4*n]']],
  ['Flatten', ['FLOAT[2,n,4]'], ['FLOAT[2*n, 4]'], { attributes: [int('axis', -1)] }],
]);

testCases('axes of size 1 come and go', [
  ['Squeeze', ['FLOAT[1,n,1]', '= 0'], ['FLOAT[n, 1]']],
  ['Squeeze', ['FLOAT[1,2,1]'], ['FLOAT[2]']],
  ['Squeeze', ['FLOAT[1,n]'], ['FLOAT']],
  ['Squeeze', ['FLOAT[1,n,1]'], ['FLOAT[n]'], { version: 11, attributes: [ints('axes', [0, -1])] }],
  ['Squeeze', ['FLOAT[1,2]', '= 5'], ['FLOAT']],
  ['Unsqueeze', ['FLOAT[n]', '= 0,-1'], ['FLOAT[1, n, 1]']],
  ['Unsqueeze', ['FLOAT[n]'], ['FLOAT[n, 1]'], { version: 11, attributes: [ints('axes', [1])] }],
  ['Unsqueeze', ['FLOAT[n]', 'INT64[2]'], ['FLOAT[o0:0, o0:1, o0:2]']],
  ['Unsqueeze', ['scalar 7', '= 0'], ['INT64[1] = 7']],
]);
