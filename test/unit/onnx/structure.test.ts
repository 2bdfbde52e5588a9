import assert from 'node:assert/strict';
import test from 'node:test';
import {
  attribute,
  bytesField,
  bytesOf,
  graphBytes,
  intField,
  modelBytes,
  node,
  tensorType,
  tensorValue,
} from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

test('the heads of a model, its operator sets and metadata', async () => {
  const model = await readBytes(
    modelBytes(
      {},
      {
        producerName: 'maker',
        producerVersion: '1.2',
        domain: 'com.example',
        modelVersion: 4,
        opsetImport: [
          { domain: '', version: 11 },
          { domain: 'ai.onnx.ml', version: 3 },
          { domain: '', version: 17 },
        ],
        metadataProps: [{ key: 'author', value: 'somebody' }],
      },
    ),
  );
  assert.deepEqual(
    [model.irVersion, model.producer, model.producerVersion, model.domain, model.modelVersion, model.graph.name],
    [8, 'maker', '1.2', 'com.example', 4, 'g'],
  );
  assert.deepEqual(
    [...model.opsets],
    [
      ['ai.onnx.ml', 3],
      ['', 17],
    ],
  );
  assert.deepEqual([...model.metadata], [['author', 'somebody']]);
  assert.deepEqual(model.truncations, []);
});

test('nodes with attributes of every kind', async () => {
  const tensor = { name: 't', dataType: 7, dims: [2], int64Data: [3, 4] };
  const sparse = { values: { name: 's', dataType: 1, dims: [1] }, indices: { dataType: 7, dims: [1] }, dims: [9] };
  const bodies = [{ name: 'then' }, { name: 'else' }];
  const attributes = [
    attribute.float('f', 0.5),
    attribute.int('i', -7),
    attribute.string('s', 'text'),
    attribute.tensor('t', tensor),
    attribute.graph('g', { name: 'body', node: [node('Abs', ['a'], ['b'])] }),
    attribute.floats('floats', [1.5, -2]),
    attribute.ints('ints', [1, -1]),
    { name: 'strings', type: 8, strings: [Uint8Array.of(104, 105), new Uint8Array()] },
    { name: 'tensors', type: 9, tensors: [tensor, tensor] },
    { name: 'graphs', type: 10, graphs: bodies },
    { name: 'sparse', type: 11, sparseTensor: sparse },
    { name: 'sparses', type: 12, sparseTensors: [sparse] },
  ];
  const relu = node('Op', ['x', '', 'y'], ['z'], attributes, { name: 'n', domain: 'com.example', docString: 'words' });
  const read = (await readBytes(modelBytes({ node: [relu] }))).graph.nodes[0];
  assert.deepEqual([read?.name, read?.op, read?.domain, read?.overload], ['n', 'Op', 'com.example', '']);
  assert.deepEqual([read?.inputs, read?.outputs], [['x', '', 'y'], ['z']]);
  const found = Object.fromEntries((read?.attributes ?? []).map((a) => [a.name, a]));
  assert.deepEqual(
    Object.values(found).map((a) => a.type),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  );
  assert.deepEqual([found.f?.f, found.i?.i, found.s?.s], [0.5, -7, new TextEncoder().encode('text')]);
  assert.deepEqual([found.t?.t?.name, found.t?.t?.dtype, found.t?.t?.dims, found.t?.t?.inlineBytes], ['t', 7, [2], 2]);
  assert.deepEqual(
    found.g?.g?.nodes.map((n) => n.op),
    ['Abs'],
  );
  assert.deepEqual(
    [found.floats?.floats, found.ints?.ints],
    [
      [1.5, -2],
      [1, -1],
    ],
  );
  assert.deepEqual(found.strings?.strings, [Uint8Array.of(104, 105), new Uint8Array()]);
  assert.deepEqual(
    found.tensors?.tensors?.map((t) => t.dims),
    [[2], [2]],
  );
  assert.deepEqual(
    found.graphs?.graphs?.map((g) => g.name),
    ['then', 'else'],
  );
  assert.deepEqual([found.sparse?.sparse?.dims, found.sparse?.sparse?.values.name], [[9], 's']);
  assert.equal(found.sparses?.sparses?.[0]?.indices.dtype, 7);
});

test('attributes that writers shorten: without a type, with a zero or an empty list left out, with a reference', async () => {
  const attributes = [
    { name: 'old', ints: [1, 2] },
    { name: 'zero', type: 2 },
    { name: 'none', type: 7 },
    { name: 'given', type: 1, refAttrName: 'alpha' },
    { name: 'nothing' },
  ];
  const read = (await readBytes(modelBytes({ node: [node('Op', [], [], attributes)] }))).graph.nodes[0]?.attributes;
  assert.deepEqual(read, [
    { name: 'old', type: 7, refAttrName: '', ints: [1, 2] },
    { name: 'zero', type: 2, refAttrName: '', i: 0 },
    { name: 'none', type: 7, refAttrName: '', ints: [] },
    { name: 'given', type: 1, refAttrName: 'alpha' },
    { name: 'nothing', type: 0, refAttrName: '' },
  ]);
});

test('types: sequences, optionals, maps, sparse and opaque ones, in attributes too', async () => {
  const of = (type: object) => ({ name: 'v', type });
  const float = tensorType(1, ['n', 3, null]);
  const model = await readBytes(
    bytesOf(
      modelBytes({
        input: [
          of(float),
          of({ sequenceType: { elemType: { mapType: { keyType: 7, valueType: float } } } }),
          of({ optionalType: { elemType: { sequenceType: { elemType: float } } } }),
          of({ sparseTensorType: { elemType: 11, shape: { dim: [] } } }),
          of({ sequenceType: {} }),
          { name: 'untyped' },
        ],
      }),
      // TypeProto.Opaque and AttributeProto.tp, type_protos are newer than ONNX 1.10.
      bytesField(
        7,
        bytesOf(
          bytesField(11, bytesField(2, bytesField(7, bytesOf(bytesField(1, 'com.example'), bytesField(2, 'Image'))))),
          bytesField(
            1,
            bytesOf(
              bytesField(5, bytesOf(intField(20, 13), bytesField(14, bytesField(1, intField(1, 6))))),
              bytesField(
                5,
                bytesOf(intField(20, 14), bytesField(15, bytesField(1, intField(1, 9))), bytesField(15, '')),
              ),
            ),
          ),
        ),
      ),
    ),
  );
  const tensor = { kind: 'tensor', dtype: 1, dims: ['n', 3, null] };
  assert.deepEqual(
    model.graph.inputs.map((v) => v.type),
    [
      tensor,
      { kind: 'sequence', elem: { kind: 'map', keyType: 7, elem: tensor } },
      { kind: 'optional', elem: { kind: 'sequence', elem: tensor } },
      { kind: 'sparse-tensor', dtype: 11, dims: [] },
      { kind: 'sequence', elem: null },
      null,
      { kind: 'opaque', domain: 'com.example', name: 'Image' },
    ],
  );
  const [one, list] = model.graph.nodes[0]?.attributes ?? [];
  assert.deepEqual(one?.tp, { kind: 'tensor', dtype: 6, dims: null });
  assert.deepEqual(list?.types, [{ kind: 'tensor', dtype: 9, dims: null }, null]);
});

test('graphs: initializers, sparse ones, value infos, quantization', async () => {
  const { graph } = await readBytes(
    modelBytes({
      initializer: [{ name: 'w', dataType: 1, dims: [2, 2], rawData: new Uint8Array(16), docString: 'weights' }],
      sparseInitializer: [
        { values: { name: 'e', dataType: 1, dims: [1] }, indices: { dims: [1], dataType: 7 }, dims: [5] },
      ],
      output: [tensorValue('y', 1, null)],
      valueInfo: [tensorValue('h', 10, [4])],
      quantizationAnnotation: [
        {
          tensorName: 'w',
          quantParameterTensorNames: [
            { key: 'SCALE_TENSOR', value: 's' },
            { key: '__proto__', value: 'z' },
          ],
        },
      ],
    }),
  );
  assert.deepEqual([graph.initializers[0]?.dims, graph.initializers[0]?.inlineBytes], [[2, 2], 16]);
  assert.deepEqual([graph.sparseInitializers[0]?.values.name, graph.sparseInitializers[0]?.dims], ['e', [5]]);
  assert.deepEqual(graph.outputs[0]?.type, { kind: 'tensor', dtype: 1, dims: null });
  assert.deepEqual(graph.valueInfo[0], { name: 'h', type: { kind: 'tensor', dtype: 10, dims: [4] } });
  const parameters = Object.entries(graph.quantization[0]?.parameters ?? {});
  assert.deepEqual(parameters, [
    ['SCALE_TENSOR', 's'],
    ['__proto__', 'z'],
  ]);
});

test('functions and training, with fields newer than ONNX 1.10', async () => {
  const fn = bytesOf(
    bytesField(1, 'Gelu'),
    bytesField(10, 'local'),
    bytesField(13, 'half'),
    bytesField(4, 'x'),
    bytesField(5, 'y'),
    bytesField(6, 'alpha'),
    bytesField(11, bytesOf(bytesField(1, 'beta'), intField(20, 2), intField(3, 5))),
    bytesField(7, bytesOf(bytesField(4, 'Erf'), bytesField(8, 'fast'), bytesField(9, bytesField(1, 'key')))),
    bytesField(12, bytesField(1, 'h')),
    bytesField(9, intField(2, 18)),
    bytesField(14, bytesField(1, 'key')),
  );
  const training = bytesOf(
    bytesField(1, graphBytes({ name: 'start' })),
    bytesField(2, graphBytes({ name: 'step' })),
    bytesField(4, bytesOf(bytesField(1, 'w'), bytesField(2, 'w2'))),
  );
  const model = await readBytes(bytesOf(modelBytes({}), bytesField(25, fn), bytesField(20, training)));
  const [read] = model.functions;
  assert.deepEqual([read?.domain, read?.name, read?.overload, read?.attributes], ['local', 'Gelu', 'half', ['alpha']]);
  assert.deepEqual([read?.inputs, read?.outputs, [...(read?.opsets ?? [])]], [['x'], ['y'], [['', 18]]]);
  assert.deepEqual(read?.attributeDefaults, [{ name: 'beta', type: 2, refAttrName: '', i: 5 }]);
  assert.deepEqual([read?.nodes[0]?.op, read?.nodes[0]?.overload], ['Erf', 'fast']);
  assert.deepEqual(
    read?.valueInfo.map((v) => v.name),
    ['h'],
  );
  const [info] = model.training;
  assert.deepEqual([info?.initialization?.name, info?.algorithm?.name], ['start', 'step']);
});

test('device configurations of IR version 11', async () => {
  const spread = bytesField(
    1,
    bytesOf(bytesField(4, 'MatMul'), bytesField(10, bytesField(1, 'two')), bytesField(10, bytesField(1, 'four'))),
  );
  const model = await readBytes(
    bytesOf(
      modelBytes({}),
      bytesField(7, spread),
      bytesField(26, bytesOf(bytesField(1, 'two'), intField(2, 2), bytesField(3, 'core0'))),
    ),
  );
  assert.deepEqual(model.deviceConfigurations, [{ name: 'two', devices: 2 }]);
  assert.deepEqual(model.graph.nodes[0]?.deviceConfigurations, ['two', 'four']);
});

test('metadata of nodes, graphs and values must be whole', async () => {
  const broken = bytesField(9, bytesOf([0x0a, 0x7f]));
  const model = bytesOf(modelBytes({}), bytesField(7, bytesField(1, broken)));
  await assert.rejects(readBytes(model), /StringStringEntryProto has a field that is longer than the message/);
});

test('small constants are kept whole; weights and external data are not', async () => {
  const initializer = [
    { name: 'shape', dataType: 7, dims: [2], int64Data: [1, 2] },
    { name: 'scale', dataType: 1, dims: [], floatData: [0.5] },
    { name: 'long', dataType: 7, dims: [1000], rawData: new Uint8Array(8000) },
    { name: 'weights', dataType: 1, dims: [100], rawData: new Uint8Array(400) },
    { name: 'bits', dataType: 9, dims: [400], rawData: new Uint8Array(400) },
    { name: 'outside', dataType: 7, dims: [2], dataLocation: 1 },
  ];
  const read = (await readBytes(modelBytes({ initializer }))).graph.initializers;
  assert.deepEqual(
    read.map((t) => [t.name, t.encoded !== null]),
    [
      ['shape', true],
      ['scale', true],
      ['long', false],
      ['weights', false],
      ['bits', true],
      ['outside', false],
    ],
  );
});

test('a file without a graph is read in part; one without any field of a model is none', async () => {
  const model = await readBytes(intField(1, 8));
  assert.deepEqual(model.truncations, ['The file holds no graph.']);
  await assert.rejects(readBytes(bytesField(900, 'something')), /holds neither a graph nor a version/);
  await assert.rejects(readBytes(new Uint8Array()), /not an ONNX model/);
});
