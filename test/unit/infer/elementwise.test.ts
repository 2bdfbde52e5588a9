import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

testCases('elementwise operators broadcast their inputs', [
  ['Add', ['FLOAT[2,1,n]', 'FLOAT[3,1]'], ['FLOAT[2, 3, n]']],
  ['Add', ['FLOAT[n,4]', 'FLOAT[1,4]'], ['FLOAT[n, 4]']],
  ['Mul', ['FLOAT[n]', 'FLOAT[m]'], ['FLOAT[max(m, n)]']],
  ['Mul', ['FLOAT[n]', 'FLOAT[5]'], ['FLOAT[5]']],
  ['Add', ['FLOAT[2,3]', 'FLOAT[2,4]'], ['FLOAT']],
  ['Add', ['FLOAT', 'FLOAT[2,4]'], ['FLOAT']],
  ['Sum', ['FLOAT[2,1]', 'FLOAT[1,3]', 'FLOAT[4,1,1]'], ['FLOAT[4, 2, 3]']],
  ['Less', ['FLOAT[2,1]', 'FLOAT[3]'], ['BOOL[2, 3]']],
  ['Pow', ['FLOAT[2,1]', 'INT64[3]'], ['FLOAT[2, 3]']],
  ['Where', ['BOOL[2,1]', 'FLOAT[3]', 'FLOAT[1]'], ['FLOAT[2, 3]']],
  ['PRelu', ['FLOAT[1,3,4,4]', 'FLOAT[3,1,1]'], ['FLOAT[1, 3, 4, 4]']],
  ['Add', ['FLOAT[2,3]', 'FLOAT[3]'], ['FLOAT[2, 3]'], { version: 6, attributes: [attribute.int('broadcast', 1)] }],
  ['Relu', ['FLOAT16[n,?]'], ['FLOAT16[n, i0:1]']],
  ['IsNaN', ['FLOAT[2]'], ['BOOL[2]']],
  ['Dropout', ['FLOAT[2]'], ['FLOAT[2]', 'BOOL[2]']],
  ['Dropout', ['FLOAT[2]'], ['FLOAT[2]', 'FLOAT[2]'], { version: 7 }],
  ['Cast', ['FLOAT[n]'], ['INT64[n]'], { attributes: [attribute.int('to', 7)] }],
  ['Cast', ['FLOAT[2]'], ['FLOAT16[2]'], { version: 1, attributes: [attribute.string('to', 'FLOAT16')] }],
  ['CastLike', ['FLOAT[2]', 'DOUBLE[1]'], ['DOUBLE[2]']],
]);

testCases('small constants are folded', [
  ['Add', ['= 1,2', '= 10'], ['INT64[2] = 11, 12']],
  ['Div', ['= -7,7', '= 2'], ['INT64[2] = -3, 3']],
  ['Div', ['= 7', '= 0'], ['INT64[1]']],
  ['Div', ['FLOAT= 1', 'FLOAT= 8'], ['FLOAT[1] = 0.125']],
  ['Mod', ['= -7,7', '= 3'], ['INT64[2] = 2, 1']],
  ['Mod', ['= -7,7', '= 3'], ['INT64[2]'], { attributes: [attribute.int('fmod', 1)] }],
  ['Max', ['= 1,5', '= 3', '= 2,2'], ['INT64[2] = 3, 5']],
  ['Equal', ['= 1,2', '= 2'], ['BOOL[2] = 0, 1']],
  ['GreaterOrEqual', ['= 1,2', '= 2'], ['BOOL[2] = 0, 1']],
  ['Not', ['BOOL= 0,1'], ['BOOL[2] = 1, 0']],
  ['And', ['BOOL= 0,1', 'BOOL= 1'], ['BOOL[2] = 0, 1']],
  ['Where', ['BOOL= 0,1', '= 1,2', '= 3'], ['INT64[2] = 3, 2']],
  ['Neg', ['= 4'], ['INT64[1] = -4']],
  ['Round', ['FLOAT= 0.5,1.5,-0.75'], ['FLOAT[3] = 0, 2, -1']],
  ['Cast', ['FLOAT= 2.75,-2.75'], ['INT64[2] = 2, -2'], { attributes: [attribute.int('to', 7)] }],
  ['Cast', ['= 300'], ['INT8[1]'], { attributes: [attribute.int('to', 3)] }],
  ['Clip', ['= 5', 'scalar 1', 'scalar 3'], ['INT64[1] = 3']],
]);
