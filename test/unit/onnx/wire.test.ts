import assert from 'node:assert/strict';
import test from 'node:test';
import { bytesField, bytesOf, intField, modelBytes, node, tag, tensorValue, varint } from '../../support/onnx-builder';
import { readBytes, refusal } from '../../support/read-model';

const graph = { node: [node('Relu', ['x'], ['y'])], input: [tensorValue('x', 1, [2])] };
const good = modelBytes(graph);

test('a message that is cut off says how much is missing', async () => {
  const cut = good.slice(0, -3);
  assert.match(
    await refusal(cut),
    /^The file ends too early: at least 3 bytes are missing after the field at byte \d+\. .*fetch or export it again\.$/,
  );
});

test('every cut of a model is refused or, between two fields, read as less', async () => {
  for (let length = 1; length < good.length; length++) {
    const read = await readBytes(good.slice(0, length)).then(
      (model) => model.graph.nodes.length,
      (error: Error) => error.name,
    );
    assert.ok(read === 'UnreadableModel' || read === 0 || read === 1, `cut at ${length}: ${read}`);
  }
});

test('each fault of the wire format is named with its place', async () => {
  const faults: readonly (readonly [Uint8Array, RegExp])[] = [
    [bytesOf(good, tag(3, 6), [0]), new RegExp(`at byte ${good.length} ModelProto has a field of wire type 6`)],
    [bytesOf(good, tag(3, 7)), /wire type 7/],
    [bytesOf(good, [0x00, 0x01]), new RegExp(`at byte ${good.length} ModelProto has a field with number 0`)],
    [bytesOf(good, tag(1, 0), Array(10).fill(0x80), [1]), /varint of more than 10 bytes/],
    [bytesOf(good, tag(900, 2), Array(10).fill(0x80), [1]), /length of more than 10 bytes/],
    [bytesOf(good, Array(5).fill(0x80), [1, 0]), /field tag that is too long/],
    [bytesOf(good, [0xff, 0xff, 0xff, 0xff, 0x7f, 0]), /field tag that is too long/],
    [bytesOf(good, tag(1, 0), [0x80]), /ModelProto ends inside a field/],
    [bytesOf(good, tag(900, 1), [1, 2, 3]), /ends too early: at least 5 bytes/],
    [bytesOf(good, tag(900, 5), [1, 2, 3]), /ends too early: at least 1 bytes/],
    [bytesOf(good, tag(900, 3), intField(1, 5)), /unknown group has no end/],
    [bytesOf(good, tag(900, 4)), /end-group tag without its start/],
    [bytesOf(good, tag(900, 3), tag(901, 4)), /end-group tag without its start/],
    [bytesOf(tag(7, 2), [2], tag(1, 2), [40], good), /GraphProto has a field of 40 bytes, more than the message holds/],
    [bytesOf(tag(8, 2), [2], tag(1, 2), [40], good), /OperatorSetIdProto has a field that is longer than the message/],
    [bytesOf(tag(900, 2), varint(2n ** 63n), good), /ends too early/],
  ];
  for (const [bytes, sentence] of faults) assert.match(await refusal(bytes), sentence);
});

test('what no reader knows is skipped: fields of every wire type, groups in groups', async () => {
  const unknown = bytesOf(
    intField(5000, -1),
    tag(5001, 1),
    Array(8).fill(7),
    bytesField(5002, 'future'),
    tag(5003, 5),
    Array(4).fill(7),
    tag(5004, 3),
    tag(1, 3),
    bytesField(2, 'x'),
    tag(1, 4),
    intField(9, 9),
    tag(5004, 4),
  );
  const model = await readBytes(bytesOf(unknown, good, unknown));
  assert.deepEqual(
    model.graph.nodes.map((n) => n.op),
    ['Relu'],
  );
});

test('unknown groups in leaf messages are skipped, and must be whole', async () => {
  const group = bytesOf(tag(99, 3), tag(98, 3), intField(1, 1), tag(98, 4), tag(99, 4));
  const set = bytesOf(bytesField(1, 'com.example'), group, intField(2, 7));
  assert.equal((await readBytes(bytesOf(good, bytesField(8, set)))).opsets.get('com.example'), 7);
  assert.match(
    await refusal(bytesOf(good, bytesField(8, bytesOf(tag(99, 3))))),
    /OperatorSetIdProto ends inside a group/,
  );
  assert.match(await refusal(bytesOf(good, bytesField(8, bytesOf(tag(99, 4))))), /without its start/);
});

test('messages nested deeper than protobuf allows are refused, without a stack overflow', async () => {
  // ModelProto > GraphProto > ValueInfoProto > TypeProto > TypeProto.Sequence > TypeProto > …
  const types = (levels: number): Uint8Array => {
    let bytes: Uint8Array = new Uint8Array();
    for (let i = 0; i < levels; i++) bytes = bytesField(i % 2 === 0 ? 4 : 1, bytes);
    return bytesOf(good, bytesField(7, bytesField(11, bytesField(2, bytes))));
  };
  assert.equal((await readBytes(types(97))).graph.inputs.length, 2);
  assert.match(await refusal(types(99)), /nested deeper than 100 levels at byte \d+/);
  // The type's shape and its dimensions are messages too.
  const shaped = (levels: number): Uint8Array => {
    let bytes = bytesField(1, bytesField(2, bytesField(1, intField(1, 4))));
    for (let i = 0; i < levels; i++) bytes = bytesField(i % 2 === 0 ? 1 : 4, bytes);
    return bytesOf(good, bytesField(7, bytesField(11, bytesField(2, bytes))));
  };
  assert.equal((await readBytes(shaped(94))).graph.inputs.length, 2);
  assert.match(await refusal(shaped(96)), /nested deeper than 100 levels/);
  const groups = bytesOf(good, ...Array(20_000).fill(tag(900, 3)));
  assert.match(await refusal(groups), /nested deeper than 100 levels/);
  const inLeaf = bytesOf(good, bytesField(8, bytesOf(...Array(20_000).fill(tag(900, 3)))));
  assert.match(await refusal(inLeaf), /nested deeper than 100 levels/);
});
