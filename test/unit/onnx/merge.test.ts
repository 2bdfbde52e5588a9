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
  tag,
  tensorBytes,
  tensorValue,
  varint,
} from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

const field = { graph: 7, opset: 8, node: 1, attribute: 5, initializer: 5, input: 11, t: 5, g: 6 };

test('of a singular number or text stored twice the last counts', async () => {
  const twice = bytesOf(
    intField(1, 3),
    bytesField(2, 'first'),
    intField(1, 9),
    bytesField(2, 'second'),
    modelBytes({}, { irVersion: null }),
  );
  const model = await readBytes(twice);
  assert.equal(model.irVersion, 9);
  assert.equal(model.producer, 'second');
});

test('a graph stored in two parts is one', async () => {
  const parts = [
    graphBytes({ name: 'first', node: [node('Relu', ['x'], ['y'])] }),
    graphBytes({
      name: 'second',
      node: [node('Abs', ['y'], ['z'])],
      initializer: [{ name: 'w', dataType: 1, dims: [2] }],
    }),
  ];
  const model = await readBytes(bytesOf(intField(1, 8), ...parts.map((part) => bytesField(field.graph, part))));
  assert.equal(model.graph.name, 'second');
  assert.deepEqual(
    model.graph.nodes.map((n) => n.op),
    ['Relu', 'Abs'],
  );
  assert.equal(model.graph.initializers.length, 1);
});

test('an attribute’s tensor and graph in two parts are one each, the constant too', async () => {
  const encoded = bytesOf(
    bytesField(1, 'value'),
    bytesField(field.t, tensorBytes({ dims: [2], dataType: 7 })),
    bytesField(field.t, tensorBytes({ dims: [3], name: 'both', int64Data: [1, 2, 3, 4, 5, 6] })),
    bytesField(field.g, graphBytes({ node: [node('Relu', ['x'], ['y'])] })),
    bytesField(field.g, graphBytes({ name: 'g', node: [node('Abs', ['y'], ['z'])] })),
    intField(20, 4),
  );
  const graph = bytesField(field.node, bytesField(field.attribute, encoded));
  const { nodes } = (await readBytes(bytesOf(intField(1, 8), bytesField(field.graph, graph)))).graph;
  const read = nodes[0]?.attributes[0];
  assert.deepEqual(read?.t?.dims, [2, 3]);
  assert.equal(read?.t?.dtype, 7);
  assert.equal(read?.t?.name, 'both');
  assert.deepEqual(
    read?.g?.nodes.map((n) => n.op),
    ['Relu', 'Abs'],
  );
  const whole = bytesOf(
    tensorBytes({ dims: [2], dataType: 7 }),
    tensorBytes({ dims: [3], name: 'both', int64Data: [1, 2, 3, 4, 5, 6] }),
  );
  assert.deepEqual(read?.t?.encoded, whole);
});

/** A value info whose type is written by hand. */
const typed = (...types: Uint8Array[]): Uint8Array =>
  bytesOf(
    modelBytes({}),
    bytesField(
      field.graph,
      bytesField(field.input, bytesOf(bytesField(1, 'x'), ...types.map((type) => bytesField(2, type)))),
    ),
  );
const tensorOf = (elemType: number): Uint8Array => bytesField(1, intField(1, elemType));
const shapeOf = (...dims: number[]): Uint8Array =>
  bytesField(1, bytesField(2, bytesOf(...dims.map((dim) => bytesField(1, intField(1, dim))))));

test('a type in parts is merged; another kind of type replaces it', async () => {
  const inputType = async (...types: Uint8Array[]) => (await readBytes(typed(...types))).graph.inputs[0]?.type;
  const whole = { kind: 'tensor', dtype: 10, dims: [2, 3] };
  assert.deepEqual(await inputType(tensorOf(10), shapeOf(2, 3)), whole);
  assert.deepEqual(await inputType(bytesOf(tensorOf(10), shapeOf(2), shapeOf(3))), whole);
  const sequence = bytesField(4, bytesField(1, tensorOf(1)));
  assert.deepEqual(await inputType(bytesOf(tensorOf(10), sequence)), {
    kind: 'sequence',
    elem: { kind: 'tensor', dtype: 1, dims: null },
  });
  assert.deepEqual(await inputType(bytesOf(shapeOf(2), sequence, tensorOf(10))), {
    kind: 'tensor',
    dtype: 10,
    dims: null,
  });
});

test('of a dimension the alternative stored last counts', async () => {
  const dims = async (...fields: Uint8Array[]) => {
    const shape = bytesField(1, bytesField(2, bytesField(1, bytesOf(...fields))));
    const type = (await readBytes(typed(shape))).graph.inputs[0]?.type;
    return type !== null && type !== undefined && 'dims' in type ? type.dims : undefined;
  };
  assert.deepEqual(await dims(intField(1, 4), bytesField(2, 'n')), ['n']);
  assert.deepEqual(await dims(bytesField(2, 'n'), intField(1, 4)), [4]);
  assert.deepEqual(await dims(bytesField(2, '')), [null]);
  assert.deepEqual(await dims(bytesField(3, 'DATA_BATCH')), [null]);
  assert.deepEqual(await dims(intField(1, -1)), [-1]);
});

test('lists of numbers are read packed, unpacked and mixed', async () => {
  const ints = bytesOf(intField(8, 1), bytesField(8, bytesOf(varint(2), varint(-3))), intField(8, 4));
  const float = (value: number) => new Uint8Array(Float32Array.of(value).buffer);
  const floats = bytesOf(tag(7, 5), float(1), bytesField(7, bytesOf(float(2), float(3))), tag(7, 5), float(4));
  const attributes = [
    bytesOf(bytesField(1, 'i'), intField(20, 7), ints),
    bytesOf(bytesField(1, 'f'), intField(20, 6), floats),
  ];
  const encoded = bytesOf(...attributes.map((a) => bytesField(field.attribute, a)));
  const model = await readBytes(bytesOf(modelBytes({}), bytesField(field.graph, bytesField(field.node, encoded))));
  assert.deepEqual(
    model.graph.nodes[0]?.attributes.map((a) => a.ints ?? a.floats),
    [
      [1, 2, -3, 4],
      [1, 2, 3, 4],
    ],
  );
});

test('dimensions and payloads of tensors are read packed and unpacked', async () => {
  const payloads: readonly (readonly [Uint8Array, number])[] = [
    [bytesField(9, 'raw!'), 4],
    [bytesField(4, new Uint8Array(8)), 8],
    [bytesOf(tag(4, 5), [0, 0, 0, 0], tag(4, 5), [0, 0, 0, 0]), 8],
    [bytesField(5, bytesOf(varint(1), varint(300))), 3],
    [bytesOf(intField(5, 1), intField(5, 300)), 3],
    [bytesField(7, varint(-1)), 10],
    [bytesOf(intField(7, -1), intField(7, 1)), 11],
    [bytesOf(bytesField(6, 'a'), bytesField(6, 'bcd')), 4],
    [bytesField(10, new Uint8Array(16)), 16],
    [bytesOf(tag(10, 1), new Uint8Array(8)), 8],
    [intField(11, 1), 1],
  ];
  for (const [payload, bytes] of payloads) {
    const tensor = bytesOf(bytesField(1, bytesOf(varint(2), varint(3))), intField(1, 4), intField(2, 1), payload);
    const model = await readBytes(
      bytesOf(modelBytes({}), bytesField(field.graph, bytesField(field.initializer, tensor))),
    );
    const read = model.graph.initializers[0];
    assert.deepEqual([read?.dims, read?.inlineBytes], [[2, 3, 4], bytes]);
  }
});

test('packed lists that end inside a number are refused', async () => {
  const broken = [
    bytesField(1, bytesOf(varint(2), [0x80])),
    bytesField(4, new Uint8Array(7)),
    bytesField(7, Uint8Array.of(1, 0x80)),
    bytesField(10, new Uint8Array(12)),
  ];
  for (const bytes of broken) {
    const model = bytesOf(modelBytes({}), bytesField(field.graph, bytesField(field.initializer, bytes)));
    await assert.rejects(readBytes(model), /TensorProto has a packed list that ends inside a number/);
  }
});

test('a field of another wire type than declared is unknown', async () => {
  const relu = node('Relu', ['x'], ['y'], [attribute.int('axis', 1)]);
  const model = await readBytes(
    bytesOf(
      modelBytes({ node: [relu], input: [tensorValue('x', 1, [2])] }),
      intField(7, 5),
      bytesField(1, 'eight'),
      intField(8, 5),
      bytesField(8, bytesOf(intField(1, 4), bytesField(2, 'x'), bytesField(1, 'com.example'), intField(2, 3))),
      bytesField(14, bytesOf(intField(1, 4), bytesField(1, 'key'), bytesField(2, 'value'))),
    ),
  );
  assert.equal(model.irVersion, 8);
  assert.deepEqual(
    [...model.opsets],
    [
      ['', 17],
      ['com.example', 3],
    ],
  );
  assert.deepEqual([...model.metadata], [['key', 'value']]);
  assert.deepEqual(model.graph.nodes[0]?.attributes, [{ name: 'axis', type: 2, refAttrName: '', i: 1 }]);
});

test('fields of a wrong wire type in lists of leaves are left out of the leaf', async () => {
  const dim = bytesOf(bytesField(1, 'four'), intField(1, 6));
  const model = await readBytes(typed(bytesField(1, bytesField(2, bytesOf(bytesField(1, dim), intField(1, 9))))));
  assert.deepEqual(model.graph.inputs[0]?.type, { kind: 'tensor', dtype: 0, dims: [6] });
});
