import assert from 'node:assert/strict';
import test from 'node:test';
import type { Model } from '../../../src/onnx/graph';
import { LIMITS, type Limits } from '../../../src/onnx/limits';
import { readModel } from '../../../src/onnx/read';
import { memoryHost, noPace } from '../../support/memory-host';
import {
  attribute,
  bytesField,
  bytesOf,
  intField,
  modelBytes,
  node,
  tensorValue,
  varint,
} from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

async function readWithin(bytes: Uint8Array, limits: Partial<Limits>): Promise<Model> {
  return readModel(await memoryHost({ 'm.onnx': bytes }).open('m.onnx'), noPace, { ...LIMITS, ...limits });
}

const relus = (n: number) => Array.from({ length: n }, (_, i) => node('Relu', [`x${i}`], [`x${i + 1}`]));

test('what is too many is left out and said, once', async () => {
  const bytes = modelBytes({
    node: relus(10),
    initializer: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    input: [tensorValue('x0', 1, [1])],
  });
  const model = await readWithin(bytes, { counts: { ...LIMITS.counts, nodes: 4, tensors: 2 } });
  assert.equal(model.graph.nodes.length, 4);
  assert.equal(model.graph.initializers.length, 2);
  assert.equal(model.graph.inputs.length, 1);
  assert.deepEqual(model.truncations, [
    'The model holds more than 4 nodes; the rest was left out.',
    'The model holds more than 2 tensors; the rest was left out.',
  ]);
});

test('lists of numbers and names count together, packed too', async () => {
  const packed = bytesField(8, bytesOf(...Array.from({ length: 20 }, (_, i) => varint(i))));
  const bytes = bytesOf(
    modelBytes({}),
    bytesField(7, bytesField(1, bytesOf(bytesField(1, 'in'), bytesField(5, packed)))),
  );
  const model = await readWithin(bytes, { counts: { ...LIMITS.counts, 'list elements': 6 } });
  assert.deepEqual(model.graph.nodes[0]?.inputs, ['in']);
  assert.deepEqual(model.graph.nodes[0]?.attributes[0]?.ints, [0, 1, 2, 3, 4]);
  assert.deepEqual(model.truncations, ['The model holds more than 6 list elements; the rest was left out.']);
});

test('long names are cut between characters, and once names take too much all further ones', async () => {
  const name = 'é'.repeat(20);
  const bytes = modelBytes({ node: [node('Relu', ['x'], ['y'], [], { name }), node('Abs', [name], ['z'])] });
  const long = await readWithin(bytes, { nameBytes: 11 });
  assert.equal(long.graph.nodes[0]?.name, `${'é'.repeat(5)}…`);
  assert.deepEqual(long.truncations, ['Names longer than 11 bytes were cut.']);
  const many = await readWithin(bytes, { textBytes: 30, shortBytes: 4 });
  assert.equal(many.graph.nodes[0]?.name, name);
  assert.deepEqual([many.graph.nodes[1]?.op, many.graph.nodes[1]?.inputs], ['Abs', ['éé…']]);
});

test('a name of a megabyte is read whole', async () => {
  const name = 'n'.repeat(1_000_000);
  const model = await readBytes(modelBytes({ node: [node('Relu', [name], ['y'])] }));
  assert.equal(model.graph.nodes[0]?.inputs[0], name);
  assert.deepEqual(model.truncations, []);
});

test('of long texts in attributes the beginning is kept; that is no truncation of the structure', async () => {
  const bytes = modelBytes({
    node: [node('EPContext', [], [], [attribute.string('ep_cache_context', 'e'.repeat(100))])],
  });
  const model = await readWithin(bytes, { valueBytes: 10 });
  assert.equal(model.graph.nodes[0]?.attributes[0]?.s?.length, 10);
  assert.deepEqual(model.truncations, []);
});

test('long leaf messages and packed lists are left out', async () => {
  const set = bytesField(8, bytesOf(bytesField(1, 'd'.repeat(100)), intField(2, 1)));
  const packed = bytesField(7, bytesField(1, bytesField(5, bytesField(8, new Uint8Array(100)))));
  const model = await readWithin(bytesOf(modelBytes({}), set, packed), { leafBytes: 50 });
  assert.deepEqual([...model.opsets.keys()], ['']);
  assert.deepEqual(model.graph.nodes[0]?.attributes[0]?.ints, undefined);
  assert.deepEqual(model.truncations, ['Lists and descriptions longer than 50 bytes were left out.']);
});

test('types and metadata are left out once texts take too much', async () => {
  const metadataProps = [{ key: 'a', value: 'b' }];
  const model = await readWithin(modelBytes({ input: [tensorValue('n'.repeat(40), 1, [2])] }, { metadataProps }), {
    textBytes: 40,
  });
  assert.deepEqual(model.graph.inputs[0]?.type, { kind: 'tensor', dtype: 1, dims: null });
  assert.equal(model.metadata.size, 0);
  assert.match(String(model.truncations), /texts take more than 40 bytes/);
});

test('constants are kept up to a number of bytes', async () => {
  const constant = (name: string) => ({ name, dataType: 7, dims: [2], rawData: new Uint8Array(16) });
  const model = await readWithin(modelBytes({ initializer: ['a', 'b', 'c'].map(constant) }), { constantBytes: 60 });
  assert.deepEqual(
    model.graph.initializers.map((t) => t.encoded !== null),
    [true, true, false],
  );
  assert.match(String(model.truncations), /more than 60 bytes of small constants/);
});

test('the walk ends after so many steps, with what it has', async () => {
  const model = await readWithin(modelBytes({ node: relus(2000) }), { steps: 3000 });
  assert.ok(model.graph.nodes.length > 500 && model.graph.nodes.length < 2000, `${model.graph.nodes.length} nodes`);
  assert.match(String(model.truncations), /more than 3000 steps; what comes after byte \d+ was left out/);
});

test('a tensor of very many dimensions is cut', async () => {
  const dims = Array(200).fill(2);
  const model = await readBytes(modelBytes({ initializer: [{ name: 'w', dataType: 1, dims }] }));
  const typed = await readBytes(modelBytes({ input: [tensorValue('x', 1, dims)] }));
  assert.deepEqual(typed.graph.inputs[0]?.type, { kind: 'tensor', dtype: 1, dims: dims.slice(0, 128) });
  assert.deepEqual(typed.truncations, model.truncations);
  assert.equal(model.graph.initializers[0]?.dims.length, 128);
  assert.match(String(model.truncations), /more than 128 dimensions/);
});

test('hundreds of thousands of tiny messages neither overflow a stack nor take long', async () => {
  const started = performance.now();
  const nodes = bytesField(
    7,
    Uint8Array.from({ length: 600_000 }, (_, i) => (i % 2 === 0 ? 0x0a : 0)),
  );
  assert.equal((await readBytes(bytesOf(intField(1, 8), nodes))).graph.nodes.length, 300_000);
  const graphs = Uint8Array.from({ length: 300_000 }, (_, i) => (i % 2 === 0 ? 0x5a : 0));
  const holder = bytesField(7, bytesField(1, bytesField(5, graphs)));
  const model = await readBytes(bytesOf(intField(1, 8), holder));
  assert.equal(model.graph.nodes[0]?.attributes[0]?.graphs?.length, LIMITS.counts.graphs - 1);
  assert.ok(performance.now() - started < 20_000);
});

test('the pace is asked all along', async () => {
  let breaths = 0;
  const breathe = async () => {
    breaths++;
  };
  const source = await memoryHost({ 'm.onnx': modelBytes({ node: relus(10_000) }) }).open('m.onnx');
  await readModel(source, { breathe });
  assert.ok(breaths >= 15, `${breaths} breaths`);
});
