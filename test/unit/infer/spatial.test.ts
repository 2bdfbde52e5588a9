import { attribute } from '../../support/onnx-builder';
import { testCases } from './cases';

const { int, ints, string } = attribute;
const kernel = (...sizes: number[]) => ints('kernel_shape', sizes);
const strides = (...sizes: number[]) => ints('strides', sizes);

testCases('convolutions', [
  ['Conv', ['FLOAT[n,3,h,32]', 'FLOAT[8,3,3,3]'], ['FLOAT[n, 8, h - 2, 30]']],
  [
    'Conv',
    ['FLOAT[n,3,h,32]', 'FLOAT[8,3,3,3]'],
    ['FLOAT[n, 8, floor((h + 1)/2), 16]'],
    { attributes: [strides(2, 2), ints('pads', [1, 1, 1, 1])] },
  ],
  [
    'Conv',
    ['FLOAT[1,3,31,32]', 'FLOAT[8,3,3,3]'],
    ['FLOAT[1, 8, 16, 16]'],
    { attributes: [strides(2, 2), string('auto_pad', 'SAME_UPPER')] },
  ],
  [
    'Conv',
    ['FLOAT[1,3,31,32]', 'FLOAT[8,3,3,3]'],
    ['FLOAT[1, 8, 27, 28]'],
    { attributes: [ints('dilations', [2, 2])] },
  ],
  ['Conv', ['FLOAT[1,3,9]', 'FLOAT[8,3,?]'], ['FLOAT[1, 8, 7]'], { attributes: [kernel(3)] }],
  ['Conv', ['FLOAT[1,3,9]', 'FLOAT[8,3,5]'], ['FLOAT[1, 8, o0:2]'], { attributes: [strides(1, 1)] }],
  ['ConvInteger', ['UINT8[1,1,3,3]', 'UINT8[1,1,2,2]'], ['INT32[1, 1, 2, 2]']],
  [
    'ConvTranspose',
    ['FLOAT[1,4,n,3]', 'FLOAT[4,2,3,3]'],
    ['FLOAT[1, 4, 2*n + 1, 7]'],
    { attributes: [strides(2, 2), int('group', 2)] },
  ],
  [
    'ConvTranspose',
    ['FLOAT[1,1,3,3]', 'FLOAT[1,2,3,3]'],
    ['FLOAT[1, 2, 10, 8]'],
    { attributes: [strides(3, 2), ints('output_shape', [10, 8])] },
  ],
  [
    'ConvTranspose',
    ['FLOAT[1,1,3,3]', 'FLOAT[1,2,3,3]'],
    ['FLOAT[1, 2, 6, 6]'],
    { attributes: [strides(2, 2), string('auto_pad', 'SAME_LOWER')] },
  ],
  ['CausalConvWithState', ['FLOAT[n,8,l]', 'FLOAT[8,1,4]'], ['FLOAT[n, 8, l]', 'FLOAT[n, 8, 3]'], { version: 27 }],
]);

testCases('poolings', [
  [
    'MaxPool',
    ['FLOAT[1,3,32,n]'],
    ['FLOAT[1, 3, 31, n - 1]', 'INT64[1, 3, 31, n - 1]'],
    { attributes: [kernel(2, 2)] },
  ],
  [
    'AveragePool',
    ['FLOAT[1,1,4,4]'],
    ['FLOAT[1, 1, 2, 2]'],
    { attributes: [kernel(3, 3), strides(2, 2), int('ceil_mode', 1)] },
  ],
  // The last window would begin in the padding.
  [
    'MaxPool',
    ['FLOAT[1,1,2,2]'],
    ['FLOAT[1, 1, 1, 1]'],
    { version: 22, attributes: [kernel(1, 1), strides(2, 2), ints('pads', [0, 0, 1, 1]), int('ceil_mode', 1)] },
  ],
  [
    'MaxPool',
    ['FLOAT[1,1,n,n]'],
    ['FLOAT[1, 1, floor(n/2), floor(n/2)]'],
    { version: 12, attributes: [kernel(3, 3), strides(2, 2), int('ceil_mode', 1)] },
  ],
  ['GlobalAveragePool', ['FLOAT[n,3,h,w]'], ['FLOAT[n, 3, 1, 1]']],
  [
    'MaxUnpool',
    ['FLOAT[1,1,2,2]', 'INT64[1,1,2,2]'],
    ['FLOAT[1, 1, 4, 4]'],
    { attributes: [kernel(2, 2), strides(2, 2)] },
  ],
  [
    'MaxRoiPool',
    ['FLOAT[1,3,9,9]', 'FLOAT[n,5]'],
    ['FLOAT[n, 3, 2, 4]'],
    { attributes: [ints('pooled_shape', [2, 4])] },
  ],
  [
    'RoiAlign',
    ['FLOAT[1,3,9,9]', 'FLOAT[n,4]', 'INT64[n]'],
    ['FLOAT[n, 3, 5, 1]'],
    { attributes: [int('output_height', 5)] },
  ],
]);

testCases('axes are padded, cropped and rescaled', [
  ['Pad', ['FLOAT[n,4]', '= 0,1,2,3'], ['FLOAT[n + 2, 8]']],
  ['Pad', ['FLOAT[n,4]', '= 1,2', '', '= 1'], ['FLOAT[n, 7]'], { version: 18 }],
  ['Pad', ['FLOAT[n,4]', 'INT64[4]'], ['FLOAT[o0:0, o0:1]']],
  ['Pad', ['FLOAT[2,4]'], ['FLOAT[2, 6]'], { version: 2, attributes: [ints('pads', [0, 1, 0, 1])] }],
  ['Resize', ['FLOAT[1,3,h,8]', '', 'FLOAT= 1,1,2,0.5'], ['FLOAT[1, 3, 2*h, 4]']],
  ['Resize', ['FLOAT[1,3,h,w]', '', '', '= 1,3,10,20'], ['FLOAT[1, 3, 10, 20]']],
  [
    'Resize',
    ['FLOAT[1,3,8,4]', '', '', '= 4,4'],
    ['FLOAT[1, 3, 4, 2]'],
    { version: 18, attributes: [ints('axes', [2, 3]), string('keep_aspect_ratio_policy', 'not_larger')] },
  ],
  ['Resize', ['FLOAT[1,2]', 'FLOAT= 1,3'], ['FLOAT[1, 6]'], { version: 10 }],
  ['Upsample', ['FLOAT[1,2]'], ['FLOAT[1, 5]'], { version: 7, attributes: [attribute.floats('scales', [1, 2.5])] }],
  ['DepthToSpace', ['FLOAT[n,8,2,w]'], ['FLOAT[n, 2, 4, 2*w]'], { attributes: [int('blocksize', 2)] }],
  ['SpaceToDepth', ['FLOAT[n,2,4,6]'], ['FLOAT[n, 8, 2, 3]'], { attributes: [int('blocksize', 2)] }],
  ['CenterCropPad', ['FLOAT[9,n,3]', '= 4,5'], ['FLOAT[4, 5, 3]'], { version: 18, attributes: [ints('axes', [0, 1])] }],
  ['GridSample', ['FLOAT[n,3,9,9]', 'FLOAT[n,4,5,2]'], ['FLOAT[n, 3, 4, 5]']],
  ['AffineGrid', ['FLOAT[n,2,3]', '= 2,3,5,6'], ['FLOAT[2, 5, 6, 2]'], { version: 20 }],
  ['Col2Im', ['FLOAT[1,12,25]', '= 5,6', '= 2,3'], ['FLOAT[1, 2, 5, 6]'], { version: 18 }],
]);
