import assert from 'node:assert/strict';
import { test } from 'node:test';
import type proto from 'onnx-proto';
import { type Cost, costOf } from '../../../src/onnx/infer/cost';
import { infer } from '../../../src/onnx/infer/engine';
import { noPace } from '../../support/memory-host';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;
const { int, ints, string, graph: graphAttribute } = attribute;

async function cost(
  graph: proto.onnx.IGraphProto,
  pins: Readonly<Record<string, number>> = {},
  rest: proto.onnx.IModelProto = {},
): Promise<Cost> {
  const model = await readBytes(modelBytes(graph, rest));
  return costOf(await infer(model, pins, noPace), model.graph);
}

/** Multiply-accumulates of one node with inputs of these shapes. */
async function macs(
  op: string,
  shapes: (number | string)[][],
  attributes: proto.onnx.IAttributeProto[] = [],
  rest = {},
) {
  const input = shapes.map((dims, i) => tensorValue(`i${i}`, FLOAT, dims));
  const found = await cost(
    {
      node: [
        node(
          op,
          input.map(({ name }) => name ?? ''),
          ['y'],
          attributes,
        ),
      ],
      input,
    },
    {},
    rest,
  );
  return found.unknownMacs > 0 ? null : found.macs;
}

test('multiply-accumulates of the operators that do most work', async () => {
  // 8 channels of 30 by 30 results, each from 4 channels of 3 by 3.
  assert.equal(
    await macs('Conv', [
      [1, 4, 32, 32],
      [8, 4, 3, 3],
    ]),
    8 * 30 * 30 * 4 * 9,
  );
  assert.equal(
    await macs(
      'Conv',
      [
        [1, 8, 32, 32],
        [8, 1, 3, 3],
      ],
      [int('group', 8)],
    ),
    8 * 30 * 30 * 9,
  );
  assert.equal(
    await macs('ConvTranspose', [
      [1, 4, 5, 5],
      [4, 2, 3, 3],
    ]),
    4 * 25 * 2 * 9,
  );
  assert.equal(
    await macs('MatMul', [
      [2, 3, 4],
      [4, 5],
    ]),
    2 * 3 * 4 * 5,
  );
  assert.equal(
    await macs(
      'Gemm',
      [
        [4, 3],
        [4, 5],
      ],
      [int('transA', 1)],
    ),
    3 * 4 * 5,
  );
  assert.equal(
    await macs(
      'Einsum',
      [
        [2, 3, 4],
        [2, 5, 4],
      ],
      [string('equation', 'bqd,bkd->bqk')],
    ),
    2 * 3 * 5 * 4,
  );
  assert.equal(
    await macs(
      'LSTM',
      [
        [7, 2, 3],
        [1, 20, 3],
        [1, 20, 5],
      ],
      [int('hidden_size', 5)],
    ),
    14 * 20 * (3 + 5),
  );
  assert.equal(await macs('Relu', [[7, 2, 3]]), 0);
  assert.equal(
    await macs('MatMul', [
      ['n', 4],
      [4, 5],
    ]),
    null,
  );
  const opset = { opsetImport: [{ domain: '', version: 23 }] };
  assert.equal(
    await macs(
      'Attention',
      [
        [1, 2, 3, 8],
        [1, 2, 5, 8],
        [1, 2, 5, 8],
      ],
      [],
      opset,
    ),
    2 * 3 * 5 * (8 + 8),
  );
});

const MULTIPLY = (input: string, output: string) => node('MatMul', [input, 'w'], [output]);
const WEIGHTS = { name: 'w', dataType: FLOAT, dims: [4, 4], rawData: new Uint8Array(64) };

test('work in functions and subgraphs counts as often as it is done', async () => {
  const called = {
    node: [node('Twice', ['x', 'w'], ['y'], [], { domain: 'own' })],
    input: [tensorValue('x', FLOAT, [2, 4])],
    initializer: [WEIGHTS],
  };
  const twice = {
    name: 'Twice',
    domain: 'own',
    input: ['a', 'w'],
    output: ['c'],
    opsetImport: [{ domain: '', version: 17 }],
    node: [MULTIPLY('a', 'b'), MULTIPLY('b', 'c')],
  };
  const rest = {
    functions: [twice],
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'own', version: 1 },
    ],
  };
  assert.equal((await cost(called, {}, rest)).macs, 2 * 32);

  const body = {
    name: 'body',
    node: [MULTIPLY('v', 'next'), node('Identity', ['go'], ['on'])],
    input: [{ name: 'i' }, { name: 'go' }, { name: 'v' }],
    output: [{ name: 'on' }, { name: 'next' }],
  };
  const loop = {
    node: [node('Loop', ['count', '', 'x'], ['y'], [graphAttribute('body', body)])],
    input: [tensorValue('x', FLOAT, [2, 4]), tensorValue('open', INT64, [])],
    initializer: [WEIGHTS, { name: 'count', dataType: INT64, int64Data: [5] }],
  };
  assert.equal((await cost(loop)).macs, 5 * 32);
  const open = { ...loop, node: [node('Loop', ['open', '', 'x'], ['y'], [graphAttribute('body', body)])] };
  assert.deepEqual((await cost(open)).operators, [{ op: 'MatMul', nodes: 1, macs: 0, unknown: 1 }]);

  const branch = (nodes: proto.onnx.INodeProto[]) => ({ name: 'b', node: nodes, output: [{ name: 'r' }] });
  const choice = {
    node: [
      node(
        'If',
        ['c'],
        ['y'],
        [
          graphAttribute('then_branch', branch([MULTIPLY('x', 'q'), MULTIPLY('q', 'r')])),
          graphAttribute('else_branch', branch([MULTIPLY('x', 'r')])),
        ],
      ),
    ],
    input: [tensorValue('x', FLOAT, [2, 4]), tensorValue('c', BOOL, [])],
    initializer: [WEIGHTS],
  };
  assert.equal((await cost(choice)).macs, 2 * 32);
});

test('activations live from the node that makes them to the last that reads them', async () => {
  const graph = {
    node: [
      node('Relu', ['x'], ['a']),
      node('Concat', ['a', 'a'], ['wide'], [int('axis', 0)], { name: 'join' }),
      node('ReduceMax', ['wide'], ['small'], [ints('axes', [0])]),
      node('Relu', ['small'], ['y']),
    ],
    input: [tensorValue('x', FLOAT, ['n', 4])],
    output: [tensorValue('y', FLOAT, null)],
  };
  const { activations } = await cost(graph, { n: 10 });
  // x 160, a 160, wide 320, small 16, y 16 bytes; during the join x, a and wide live.
  assert.deepEqual(activations, {
    tensors: 5,
    bytes: 672,
    peakBytes: 640,
    peakAt: { node: 'join', op: 'Concat' },
    unknown: 0,
    unknownNames: [],
  });
  assert.deepEqual((await cost(graph)).activations.unknownNames, ['x', 'a', 'wide']);
});
