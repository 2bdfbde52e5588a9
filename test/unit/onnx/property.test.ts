import assert from 'node:assert/strict';
import test from 'node:test';
import type proto from 'onnx-proto';
import type { Attribute, Graph, Node, TensorInfo, ValueInfo, ValueType } from '../../../src/onnx/graph';
import { attribute, bytesField, bytesOf, graphBytes, intField, modelBytes, tag } from '../../support/onnx-builder';
import { type Random, random } from '../../support/random';
import { readBytes } from '../../support/read-model';

/** A part of a model: as onnx-proto encodes it, and as it is to be read. */
interface Both<E, R> {
  readonly encoded: E;
  readonly read: R;
}

const MODELS = 60;
const NAMES = ['', 'x', 'weight', '/layers.0/MatMul_1', 'größe', '名前', '😀', 'a'.repeat(300)] as const;

/** A tensor's data and the bytes it takes. */
type Payload = readonly [proto.onnx.ITensorProto, number];

function tensorOf(r: Random): Both<proto.onnx.ITensorProto, Omit<TensorInfo, 'encoded'>> {
  const name = r.pick(NAMES);
  const dtype = 1 + r.below(26);
  const dims = r.list(4, () => r.below(1000));
  const payloads: [Payload, ...Payload[]] = [
    [{ rawData: new Uint8Array(7) }, 7],
    [{ floatData: [1, 2, 3] }, 12],
    [{ int64Data: [1, 300] }, 3],
    [{ stringData: [new Uint8Array(2), new Uint8Array(5)] }, 7],
    [{}, 0],
  ];
  const [payload, inlineBytes] = r.pick(payloads);
  const encoded = { name, dataType: dtype, dims, ...payload };
  return { encoded, read: { name, dtype, dims, inlineBytes, external: null } };
}

function typeOf(r: Random, depth: number): Both<proto.onnx.ITypeProto, ValueType> {
  const kind = depth > 3 ? 0 : r.below(5);
  if (kind === 1 || kind === 2) {
    const elem = typeOf(r, depth + 1);
    return kind === 1
      ? { encoded: { sequenceType: { elemType: elem.encoded } }, read: { kind: 'sequence', elem: elem.read } }
      : { encoded: { optionalType: { elemType: elem.encoded } }, read: { kind: 'optional', elem: elem.read } };
  }
  if (kind === 3) {
    const value = typeOf(r, depth + 1);
    return {
      encoded: { mapType: { keyType: 7, valueType: value.encoded } },
      read: { kind: 'map', keyType: 7, elem: value.read },
    };
  }
  const dims = r.list(5, () => r.pick([0, 1, 224, 2 ** 40, 'batch', null]));
  const dim = dims.map((d) => (typeof d === 'number' ? { dimValue: d } : d === null ? {} : { dimParam: d }));
  const dtype = r.below(27);
  const ranked = r.below(4) > 0;
  const encoded = { elemType: dtype, ...(ranked ? { shape: { dim } } : {}) };
  const read = { dtype, dims: ranked ? dims : null };
  return kind === 4
    ? { encoded: { sparseTensorType: encoded }, read: { kind: 'sparse-tensor', ...read } }
    : { encoded: { tensorType: encoded }, read: { kind: 'tensor', ...read } };
}

function valueInfoOf(r: Random): Both<proto.onnx.IValueInfoProto, ValueInfo> {
  const name = r.pick(NAMES);
  const type = typeOf(r, 0);
  return { encoded: { name, type: type.encoded }, read: { name, type: type.read } };
}

function attributeOf(r: Random, depth: number): Both<proto.onnx.IAttributeProto, object> {
  const name = r.pick(NAMES);
  const head = { name, refAttrName: '' };
  switch (r.below(depth > 2 ? 5 : 7)) {
    case 0:
      return { encoded: attribute.float(name, 0.25), read: { ...head, type: 1, f: 0.25 } };
    case 1:
      return { encoded: attribute.int(name, -5), read: { ...head, type: 2, i: -5 } };
    case 2:
      return {
        encoded: attribute.string(name, 'NHWC'),
        read: { ...head, type: 3, s: new TextEncoder().encode('NHWC') },
      };
    case 3: {
      const ints = r.list(6, () => r.below(1000) - 500);
      return { encoded: attribute.ints(name, ints), read: { ...head, type: 7, ints } };
    }
    case 4: {
      const tensor = tensorOf(r);
      return { encoded: attribute.tensor(name, tensor.encoded), read: { ...head, type: 4, t: tensor.read } };
    }
    case 5: {
      const graph = graphOf(r, depth + 1);
      return { encoded: attribute.graph(name, graph.encoded), read: { ...head, type: 5, g: graph.read } };
    }
    default: {
      const graphs = r.list(3, () => graphOf(r, depth + 1));
      const encoded = { name, type: 10, graphs: graphs.map((g) => g.encoded) };
      return { encoded, read: { ...head, type: 10, graphs: graphs.map((g) => g.read) } };
    }
  }
}

function nodeOf(r: Random, depth: number): Both<proto.onnx.INodeProto, object> {
  const name = r.pick(NAMES);
  const op = r.pick(['Relu', 'Conv', 'If', 'Ünïcode']);
  const domain = r.pick(['', 'ai.onnx', 'com.microsoft']);
  const inputs = r.list(4, () => r.pick(NAMES));
  const outputs = r.list(3, () => r.pick(NAMES));
  const attributes = r.list(4, () => attributeOf(r, depth));
  return {
    encoded: { name, opType: op, domain, input: inputs, output: outputs, attribute: attributes.map((a) => a.encoded) },
    read: { name, op, domain, overload: '', inputs, outputs, attributes: attributes.map((a) => a.read) },
  };
}

function graphOf(r: Random, depth: number): Both<proto.onnx.IGraphProto, object> {
  const name = r.pick(NAMES);
  const nodes = r.list(depth === 0 ? 12 : 4, () => nodeOf(r, depth));
  const inputs = r.list(4, () => valueInfoOf(r));
  const outputs = r.list(4, () => valueInfoOf(r));
  const valueInfo = r.list(4, () => valueInfoOf(r));
  const initializers = r.list(4, () => tensorOf(r));
  const encodedOf = <E>(list: readonly Both<E, unknown>[]): E[] => list.map((each) => each.encoded);
  const readOf = <R>(list: readonly Both<unknown, R>[]): R[] => list.map((each) => each.read);
  return {
    encoded: {
      name,
      node: encodedOf(nodes),
      input: encodedOf(inputs),
      output: encodedOf(outputs),
      valueInfo: encodedOf(valueInfo),
      initializer: encodedOf(initializers),
    },
    read: {
      name,
      nodes: readOf(nodes),
      inputs: readOf(inputs),
      outputs: readOf(outputs),
      valueInfo: readOf(valueInfo),
      initializers: readOf(initializers),
      sparseInitializers: [],
      quantization: [],
    },
  };
}

/** The graph without its kept constants, which are looked at on their own. */
function plain(graph: Graph): object {
  const tensor = ({ encoded: _, ...rest }: TensorInfo): object => rest;
  const each = (a: Attribute): object => ({
    ...a,
    ...(a.t === undefined ? {} : { t: tensor(a.t) }),
    ...(a.g === undefined ? {} : { g: plain(a.g) }),
    ...(a.graphs === undefined ? {} : { graphs: a.graphs.map(plain) }),
  });
  const nodes = graph.nodes.map((node: Node) => ({ ...node, attributes: node.attributes.map(each) }));
  return { ...graph, nodes, initializers: graph.initializers.map(tensor) };
}

test('random graphs are read back as they were built, whole or in two parts, with unknown fields between', async () => {
  for (let seed = 1; seed <= MODELS; seed++) {
    const r = random(seed);
    const graph = graphOf(r, 0);
    const whole = await readBytes(modelBytes(graph.encoded));
    assert.deepEqual(plain(whole.graph), graph.read, `seed ${seed}`);
    assert.deepEqual(whole.truncations, []);

    const { node = [], ...rest } = graph.encoded;
    const at = r.below((node?.length ?? 0) + 1);
    const parts = [
      graphBytes({ node: node?.slice(0, at) ?? [] }),
      bytesOf(bytesField(4000, 'later'), intField(4001, seed)),
      graphBytes({ ...rest, node: node?.slice(at) ?? [] }),
      bytesOf(tag(4002, 3), tag(4002, 4)),
    ];
    const apart = await readBytes(bytesOf(intField(1, 8), ...parts.map((part) => bytesField(7, part))));
    assert.deepEqual(plain(apart.graph), graph.read, `seed ${seed} in parts`);
  }
});

test('damaged models are read or refused, and end in no other error', async () => {
  let refused = 0;
  let read = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const r = random(seed);
    const bytes = modelBytes(graphOf(r, 0).encoded);
    for (let flips = 1 + r.below(3); flips > 0; flips--) bytes[r.below(bytes.length)] = r.below(256);
    try {
      await readBytes(bytes);
      read++;
    } catch (error) {
      assert.ok(error instanceof Error && error.name === 'UnreadableModel', `seed ${seed}: ${error}`);
      refused++;
    }
  }
  assert.ok(refused > 50 && read > 50, `${refused} refused, ${read} read`);
});
