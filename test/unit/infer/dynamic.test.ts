import assert from 'node:assert/strict';
import { test } from 'node:test';
import type proto from 'onnx-proto';
import { type Dynamics, explainDynamic } from '../../../src/onnx/infer/dynamic';
import { infer } from '../../../src/onnx/infer/engine';
import { noPace } from '../../support/memory-host';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

const FLOAT = 1;
const INT64 = 7;

async function explained(
  graph: proto.onnx.IGraphProto,
  pins: Readonly<Record<string, number>> = {},
): Promise<Dynamics> {
  const model = await readBytes(modelBytes(graph));
  return explainDynamic(model, await infer(model, pins, noPace), pins, noPace);
}

const ROWS = { name: 'rows', dataType: INT64, dims: [1], int64Data: [0] };

test('open sizes of inputs are proposed as pins, those that most depends on first', async () => {
  const graph = {
    node: [node('Relu', ['x'], ['y']), node('ReduceSum', ['y', 'rows'], ['z'])],
    input: [tensorValue('x', FLOAT, ['batch', null]), tensorValue('m', FLOAT, ['batch', 4])],
    initializer: [ROWS],
  };
  const found = await explained(graph);
  assert.deepEqual([found.values, found.dynamic, found.left], [5, 4, 0]);
  assert.deepEqual(found.open, [
    {
      pin: 'batch',
      inputs: [
        { name: 'x', axis: 0 },
        { name: 'm', axis: 0 },
      ],
      values: 3,
    },
    { pin: 'x:1', inputs: [{ name: 'x', axis: 1 }], values: 3 },
  ]);
  assert.deepEqual(found.pins, ['batch', 'x:1']);
  assert.deepEqual((await explained(graph, { batch: 2 })).pins, ['x:1']);
  assert.deepEqual((await explained(graph, { batch: 2, 'x:1': 3 })).open, []);
});

test('what depends on data stays, with the node that it comes from', async () => {
  const found = await explained({
    node: [
      node('NonZero', ['x'], ['places'], [], { name: 'find' }),
      node('Transpose', ['places'], ['turned']),
      node('Mystery', ['x'], ['strange'], [], { domain: 'own' }),
      node('Relu', ['strange'], ['after']),
    ],
    input: [tensorValue('x', FLOAT, ['batch', 4])],
  });
  assert.deepEqual([found.dynamic, found.left], [5, 4]);
  assert.deepEqual(
    found.roots.map(({ origin, values }) => [origin.cause, origin.op, origin.node, origin.tensor, values]),
    [
      ['data', 'NonZero', 'find', 'places', 2],
      ['operator', 'own::Mystery', '', 'strange', 2],
    ],
  );
});

test('a model that is made for one size is tried with a size that fits', async () => {
  const found = await explained({
    node: [
      node('Add', ['x', 'table'], ['sum']),
      node('Shape', ['x'], ['shape']),
      node('ConstantOfShape', ['shape'], ['ones']),
      node('NonZero', ['ones'], ['places']),
    ],
    input: [tensorValue('x', FLOAT, ['n']), tensorValue('table', FLOAT, [512])],
  });
  assert.deepEqual([found.dynamic, found.left, found.pins], [3, 0, ['n']]);
});

test('what folds once its sizes are pinned is not left', async () => {
  const found = await explained({
    node: [
      node('Shape', ['x'], ['shape']),
      node(
        'ConstantOfShape',
        ['shape'],
        ['ones'],
        [attribute.tensor('value', { dataType: INT64, dims: [1], int64Data: [1] })],
      ),
      node('NonZero', ['ones'], ['places']),
    ],
    input: [tensorValue('x', FLOAT, ['n'])],
  });
  assert.deepEqual([found.dynamic, found.left, found.roots.length], [3, 0, 0]);
  assert.deepEqual(found.pins, ['n']);
});
