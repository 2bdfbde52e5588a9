import assert from 'node:assert/strict';
import { test } from 'node:test';
import type proto from 'onnx-proto';
import { Cancelled } from '../../../src/model/host';
import { infer } from '../../../src/onnx/infer/engine';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';
import { inferGraph, outputsOf, show } from './support';

const FLOAT = 1;
const INT64 = 7;

test('functions that call each other come to an end', async () => {
  const call = (name: string) => node(name, ['x'], ['y'], [], { domain: 'own' });
  const functions = Array.from({ length: 40 }, (_, i) => ({
    name: `F${i}`,
    domain: 'own',
    input: ['x'],
    output: ['y'],
    opsetImport: [{ domain: 'own', version: 1 }],
    // Each calls the next one twice; the last one calls the first.
    node: [
      node(`F${(i + 1) % 40}`, ['x'], ['a'], [], { domain: 'own' }),
      node(`F${(i + 1) % 40}`, ['a'], ['y'], [], { domain: 'own' }),
    ],
  }));
  const { main, notes } = await inferGraph(
    { node: [call('F0')], input: [tensorValue('x', FLOAT, [2])] },
    { functions, opsetImport: [{ domain: 'own', version: 1 }] },
  );
  assert.equal(show(main.values.get('y')), '?');
  assert.match(notes.map(({ text }) => text).join(), /more than \d+ steps/);
});

test('loops in loops in loops come to an end', async () => {
  let body: proto.onnx.IGraphProto = {
    name: 'inner',
    node: [node('Unsqueeze', ['x0', 'zero'], ['y0']), node('Identity', ['go0'], ['on0'])],
    input: [{ name: 'i0' }, { name: 'go0' }, { name: 'x0' }],
    output: [{ name: 'on0' }, { name: 'y0' }],
  };
  for (let depth = 1; depth < 20; depth++) {
    body = {
      name: `b${depth}`,
      node: [
        node('Loop', ['', `go${depth}`, `x${depth}`], [`y${depth}`], [attribute.graph('body', body)]),
        node('Identity', [`go${depth}`], [`on${depth}`]),
      ],
      input: [{ name: `i${depth}` }, { name: `go${depth}` }, { name: `x${depth}` }],
      output: [{ name: `on${depth}` }, { name: `y${depth}` }],
    };
  }
  const { main } = await inferGraph({
    node: [node('Loop', ['', 'c', 'start'], ['end'], [attribute.graph('body', body)])],
    input: [tensorValue('start', FLOAT, [4]), tensorValue('c', 9, [])],
    initializer: [{ name: 'zero', dataType: INT64, dims: [1], int64Data: [0] }],
  });
  assert.match(show(main.values.get('end')), /^(FLOAT|\?)/);
});

test('expressions do not grow without bound', async () => {
  const nodes = Array.from({ length: 500 }, (_, i) =>
    node('Concat', [`x${i}`, `x${i}`, 'y'], [`x${i + 1}`], [attribute.int('axis', i % 2)]),
  );
  const { main } = await inferGraph({
    node: [...nodes, node('Size', ['x500'], ['size'])],
    input: [tensorValue('x0', FLOAT, ['n', 'm']), tensorValue('y', FLOAT, ['k', 'l'])],
  });
  assert.match(show(main.values.get('x500')), /^FLOAT\[.{1,1000}\]$/);
  assert.match(show(main.values.get('size')), /^INT64\[\]/);
});

test('huge sizes and counts allocate nothing', async () => {
  const huge = 2 ** 52;
  const cases: [string, string[], Parameters<typeof outputsOf>[3]][] = [
    ['ConstantOfShape', [`= ${huge},${huge}`], {}],
    ['Range', ['scalar 0', `scalar ${huge}`, 'scalar 1'], {}],
    ['Tile', ['= 1,2', `= ${huge}`], {}],
    ['Expand', ['scalar 1', `= ${huge}`], {}],
    [
      'Unsqueeze',
      ['FLOAT[2]'],
      {
        version: 11,
        attributes: [
          attribute.ints(
            'axes',
            Array.from({ length: 500 }, (_, i) => i),
          ),
        ],
      },
    ],
    ['Reshape', ['FLOAT[2]', `= ${Array.from({ length: 500 }, () => 1).join(',')}`], {}],
    ['Gather', ['= 1,2,3', `= ${-huge}`], {}],
    ['Slice', ['= 1,2,3', `= ${-huge}`, `= ${huge}`, '= 0', '= 1'], {}],
    ['Conv', [`FLOAT[1,1,${huge}]`, 'FLOAT[1,1,3]'], { attributes: [attribute.ints('pads', [huge, huge])] }],
  ];
  for (const [op, inputs, options] of cases) {
    const [found = ''] = await outputsOf(op, inputs, 1, options);
    assert.ok(found.length < 200, `${op}: ${found}`);
  }
});

test('attributes and inputs that make no sense leave values unknown', async () => {
  const wrong = [
    attribute.ints('axes', [-99, 99]),
    attribute.ints('perm', [7, -1]),
    attribute.int('axis', 99),
    attribute.ints('strides', [0, -1]),
    attribute.ints('kernel_shape', []),
    attribute.string('equation', '->...,,->'),
    attribute.string('auto_pad', 'x'),
    attribute.int('blocksize', 0),
    attribute.int('num_heads', 0),
    attribute.int('to', -5),
  ];
  const operators =
    'Abs Add ArgMax Attention BatchNormalization Cast Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvTranspose DFT DepthToSpace DequantizeLinear Einsum Expand EyeLike Flatten Gather GatherND Gemm GridSample If LSTM LayerNormalization Loop MatMul MaxPool MaxUnpool Multinomial NonZero OneHot Optional Pad Range ReduceSum Reshape Resize RoiAlign STFT Scan SequenceAt SequenceInsert Shape Slice SpaceToDepth Split SplitToSequence Squeeze StringSplit Tile TopK Transpose Unique Unsqueeze Upsample Where';
  for (const op of operators.split(' ')) {
    for (const version of [1, 9, 13, 24]) {
      for (const inputs of [
        [],
        ['FLOAT[]', 'FLOAT[]'],
        ['INT64[2,n]', '= -1,5,0', '= 0', '= 9', '= 0'],
        ['FLOAT', 'STRING', ''],
      ]) {
        await outputsOf(op, inputs, 2, { version, attributes: wrong });
        await outputsOf(op, inputs, 2, { version });
      }
    }
  }
});

test('of a name that is given twice the first value counts', async () => {
  const { main, contradictions } = await inferGraph({
    node: [node('Relu', ['x'], ['y']), node('Shape', ['x'], ['y']), node('Relu', ['missing'], ['z'])],
    input: [tensorValue('x', FLOAT, [2])],
  });
  assert.equal(show(main.values.get('y')), 'FLOAT[2]');
  assert.match(contradictions[0]?.message ?? '', /stands for more than one value/);
  assert.equal(show(main.values.get('z')), '?');
});

test('an inference can be cancelled', async () => {
  const nodes = Array.from({ length: 2000 }, (_, i) => node('Relu', [`x${i}`], [`x${i + 1}`]));
  const model = await readBytes(modelBytes({ node: nodes, input: [tensorValue('x0', FLOAT, [2])] }));
  const pace = {
    breathe: async () => {
      throw new Cancelled();
    },
  };
  await assert.rejects(infer(model, {}, pace), Cancelled);
});
