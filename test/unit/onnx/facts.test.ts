import assert from 'node:assert/strict';
import test from 'node:test';
import { bitsPerElement, dtypeName, packedBytes } from '../../../src/onnx/dtypes';
import { onnxFacts } from '../../../src/onnx/facts';
import {
  attribute,
  bytesField,
  bytesOf,
  intField,
  modelBytes,
  node,
  tensorType,
  tensorValue,
} from '../../support/onnx-builder';
import { readBytes, readFile } from '../../support/read-model';

const facts = async (bytes: Uint8Array) => onnxFacts(await readBytes(bytes));

test('nodes are counted in the graph, under it and in functions', async () => {
  const leafGraph = { node: [node('Relu', ['a'], ['b']), node('Gelu', ['a'], ['b'], [], { domain: 'com.microsoft' })] };
  const loop = node('Loop', [], [], [attribute.graph('body', leafGraph)]);
  const branch = node(
    'If',
    ['c'],
    ['y'],
    [attribute.graph('then_branch', { node: [loop] }), attribute.graph('else_branch', leafGraph)],
  );
  const fn = bytesField(
    25,
    bytesOf(
      bytesField(1, 'F'),
      bytesField(7, bytesOf(bytesField(4, 'If'), bytesField(5, bytesField(6, bytesField(1, bytesField(4, 'Abs')))))),
    ),
  );
  const read = await facts(
    bytesOf(modelBytes({ node: [branch, node('Relu', [], [], [], { domain: 'ai.onnx' })] }), fn),
  );
  assert.deepEqual([read.nodeCount, read.subgraphNodeCount, read.functionCount, read.functionNodeCount], [2, 5, 1, 2]);
  assert.deepEqual(read.opCounts, {
    'ai.onnx::If': 1,
    'ai.onnx::Loop': 1,
    'ai.onnx::Relu': 3,
    'com.microsoft::Gelu': 2,
  });
  assert.deepEqual(read.functionOpCounts, { 'ai.onnx::Abs': 1, 'ai.onnx::If': 1 });
});

test('the default domain has one name; of its versions the last counts', async () => {
  const opsetImport = [
    { domain: '', version: 11 },
    { domain: 'ai.onnx', version: 12 },
    { domain: 'com.microsoft', version: 1 },
    { domain: '', version: 13 },
  ];
  assert.deepEqual((await facts(modelBytes({}, { opsetImport }))).opsets, { 'ai.onnx': 13, 'com.microsoft': 1 });
});

test('inputs and outputs: of nested types the innermost tensor', async () => {
  const of = (name: string, type: object) => ({ name, type });
  const read = await facts(
    modelBytes({
      input: [
        tensorValue('x', 1, ['n', 3, null, '']),
        tensorValue('scalar', 7, []),
        tensorValue('unranked', 23, null),
        of('maps', { sequenceType: { elemType: { mapType: { keyType: 8, valueType: tensorType(1, null) } } } }),
        of('maybe', { optionalType: { elemType: tensorType(10, [2]) } }),
        of('empty', { sequenceType: {} }),
        { name: 'untyped' },
        tensorValue('undefined', 0, [1]),
      ],
      output: [of('s', { sparseTensorType: { elemType: 11, shape: { dim: [{ dimValue: 4 }] } } })],
    }),
  );
  assert.deepEqual(read.inputs, [
    { name: 'x', dtype: 'FLOAT', dims: ['n', 3, null, null] },
    { name: 'scalar', dtype: 'INT64', dims: [] },
    { name: 'unranked', dtype: 'FLOAT4E2M1', dims: null },
    { name: 'maps', dtype: 'FLOAT', dims: null },
    { name: 'maybe', dtype: 'FLOAT16', dims: [2] },
    { name: 'empty', dtype: null, dims: null },
    { name: 'untyped', dtype: null, dims: null },
    { name: 'undefined', dtype: 'UNDEFINED', dims: [1] },
  ]);
  assert.deepEqual(read.outputs, [{ name: 's', dtype: 'DOUBLE', dims: [4] }]);
});

test('parameters are exact, in decimal where a number is not', async () => {
  const initializers = (...dims: (number | bigint)[][]) => {
    const tensors = dims.map((list) => bytesField(5, bytesOf(intField(2, 1), ...list.map((dim) => intField(1, dim)))));
    return bytesOf(modelBytes({}), bytesField(7, bytesOf(...tensors)));
  };
  assert.equal((await facts(initializers([2, 3], [], [4]))).parameters, 11);
  assert.equal((await facts(initializers([2 ** 53 - 1]))).parameters, 9007199254740991);
  assert.equal((await facts(initializers([2 ** 53 - 1], [1]))).parameters, '9007199254740992');
  assert.equal((await facts(initializers([9007199254740993n, 3], [5]))).parameters, '27021597764222984');
  assert.equal((await facts(initializers([2n ** 62n, 2n ** 62n, 0]))).parameters, 0);
  assert.equal((await facts(initializers([-1, 4]))).parameters, -4);
});

test('initializers by data type, sparse ones apart', async () => {
  const read = await facts(
    modelBytes({
      initializer: [1, 1, 7, 17, 0, 99].map((dataType, i) => ({ name: `w${i}`, dataType, dims: [1] })),
      sparseInitializer: [{ values: { name: 's', dataType: 1, dims: [1] }, dims: [8] }],
    }),
  );
  assert.deepEqual([read.initializerCount, read.sparseInitializerCount], [6, 1]);
  assert.deepEqual(read.initializerDtypes, { 'DataType(99)': 1, FLOAT: 2, FLOAT8E4M3FN: 1, INT64: 1, UNDEFINED: 1 });
});

test('hostile names are kept as they are, and are only names', async () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    '__proto__',
    'constructor',
    'a\u0000b\u001b[31m',
    '\u202egnp.exe',
    '| `code` |',
    '=1+1',
    '\ufeffx',
  ];
  const bytes = modelBytes(
    {
      node: names.map((name) => node(name, [name], [name], [], { domain: name })),
      input: names.map((name) => tensorValue(name, 1, [name])),
    },
    { opsetImport: names.map((domain, version) => ({ domain, version })) },
  );
  const reading = await readFile({ 'm.onnx': bytes }, 'm.onnx');
  assert.ok('model' in reading);
  assert.deepEqual(Object.keys(reading.facts.opsets), names);
  assert.deepEqual(
    reading.facts.inputs.map((v) => v.name),
    names,
  );
  assert.deepEqual(new Set(Object.keys(reading.facts.opCounts)), new Set(names.map((name) => `${name}::${name}`)));
});

test('bytes that are no UTF-8 become replacement characters', async () => {
  const name = Uint8Array.of(0x61, 0xff, 0x62, 0xc3);
  const model = await readBytes(bytesOf(modelBytes({}), bytesField(7, bytesField(2, name))));
  assert.equal(model.graph.name, 'a\ufffdb\ufffd');
});

test('data types have names and sizes', () => {
  assert.deepEqual([1, 16, 21, 26, 27, -1].map(dtypeName), [
    'FLOAT',
    'BFLOAT16',
    'UINT4',
    'INT2',
    'DataType(27)',
    'DataType(-1)',
  ]);
  assert.deepEqual([1, 8, 15, 22, 25, 99].map(bitsPerElement), [32, null, 128, 4, 2, null]);
  assert.deepEqual([packedBytes(22, [3]), packedBytes(1, []), packedBytes(8, [2])], [2, 4, null]);
});
