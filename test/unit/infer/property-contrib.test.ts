import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  BOOL,
  between,
  broadcastable,
  chance,
  FLOAT,
  fixed,
  INT8,
  INT32,
  INT64,
  list,
  operand,
  STRING,
  scalar,
  shape,
  UINT8,
} from '../../support/operands';
import { type Case, checkTallies, compareAll, type Maker } from '../../support/operator-case';
import type { Random } from '../../support/random';

/** A case of com.microsoft. */
function contrib(op: string, inputs: Case['inputs'], attributes: Case['attributes'] = [], outputs = ['y']): Case {
  return { op, domain: 'com.microsoft', version: 1, inputs, attributes, outputs };
}

const scale = scalar(1, FLOAT);

const same =
  (op: string): Maker =>
  (r) =>
    contrib(op, [operand(r, FLOAT, shape(r, 1, 4))]);

/** A bias along the last axis. */
const biased =
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 2, 3);
    return contrib(op, [operand(r, FLOAT, dims), operand(r, FLOAT, dims.slice(-1))]);
  };

const skipNormalization =
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 3, 3);
    const [x, skip] = [operand(r, FLOAT, dims), operand(r, FLOAT, dims)];
    const gamma = operand(r, FLOAT, dims.slice(-1));
    const rest = op === 'SkipLayerNormalization' ? [gamma, gamma] : [gamma];
    return contrib(op, [x, skip, ...rest], [], r.pick([['y'], ['y', '', '', 'sum']]));
  };

const embed: Maker = (r) => {
  const [batch, length, hidden] = [between(r, 1, 2), between(r, 1, 4), between(r, 1, 4)];
  const table = operand(r, FLOAT, [5, hidden]);
  const row = operand(r, FLOAT, [hidden]);
  const ids = operand(r, INT32, [batch, length], 0, 4);
  const inputs = [ids, ids, table, table, table, row, row, operand(r, INT32, [batch, length], 0, 1)];
  return contrib(
    'EmbedLayerNormalization',
    inputs,
    [],
    r.pick([
      ['y', 'mask'],
      ['y', 'mask', 'sum'],
    ]),
  );
};

const attention: Maker = (r) => {
  const [batch, length, heads, size, past] = [
    between(r, 1, 2),
    between(r, 1, 4),
    between(r, 1, 3),
    between(r, 1, 3),
    between(r, 1, 3),
  ];
  const hidden = heads * size;
  const inputs = [
    operand(r, FLOAT, [batch, length, 4]),
    operand(r, FLOAT, [4, 3 * hidden]),
    operand(r, FLOAT, [3 * hidden]),
  ];
  const attributes = [attribute.int('num_heads', heads)];
  switch (r.below(3)) {
    case 0:
      return contrib('Attention', inputs, attributes);
    case 1:
      return contrib('Attention', inputs, attributes, ['y', 'present']);
    default:
      return contrib('Attention', [...inputs, null, operand(r, FLOAT, [2, batch, heads, past, size])], attributes, [
        'y',
        'present',
      ]);
  }
};

const multiHead: Maker = (r) => {
  const [batch, length, keys, heads, size, past] = [1, 2, 3, 4, 5, 6].map(() => between(r, 1, 3));
  const hidden = (heads ?? 1) * (size ?? 1);
  const query = operand(r, FLOAT, [batch ?? 1, length ?? 1, hidden]);
  const attributes = [attribute.int('num_heads', heads ?? 1)];
  const pair = (dims: number[]) => [operand(r, FLOAT, dims), operand(r, FLOAT, dims)];
  const flat = pair([batch ?? 1, keys ?? 1, hidden]);
  switch (r.below(3)) {
    case 0:
      return contrib('MultiHeadAttention', [query, ...flat], attributes);
    case 1:
      return contrib(
        'MultiHeadAttention',
        [query, ...pair([batch ?? 1, heads ?? 1, keys ?? 1, size ?? 1])],
        attributes,
      );
    default: {
      const cache = pair([batch ?? 1, heads ?? 1, past ?? 1, size ?? 1]);
      const own = pair([batch ?? 1, length ?? 1, hidden]);
      const inputs = [query, ...own, null, null, null, ...cache];
      return contrib('MultiHeadAttention', inputs, attributes, ['y', 'keys', 'values']);
    }
  }
};

const groupQuery: Maker = (r) => {
  const [batch, length, keyHeads] = [between(r, 1, 2), between(r, 1, 3), between(r, 1, 2)];
  const heads = keyHeads * between(r, 1, 2);
  const size = 8;
  const past = chance(r, 2) ? 0 : between(r, 1, 3);
  const attributes = [attribute.int('num_heads', heads), attribute.int('kv_num_heads', keyHeads)];
  const tensors = chance(r, 2)
    ? [operand(r, FLOAT, [batch, length, (heads + 2 * keyHeads) * size]), null, null]
    : [heads, keyHeads, keyHeads].map((count) => operand(r, FLOAT, [batch, length, count * size]));
  const cache = [1, 2].map(() => (past === 0 ? null : operand(r, FLOAT, [batch, keyHeads, past, size])));
  // A first prompt has no past, a later step one token.
  if (past > 0 && length > 1 && batch > 1) return groupQuery(r);
  const lengths = list(new Array<number>(batch).fill(past + length - 1), INT32);
  const inputs = [...tensors, ...cache, lengths, scalar(past + length, INT32)];
  return contrib('GroupQueryAttention', inputs, attributes, ['y', 'keys', 'values']);
};

const fusedMatmul: Maker = (r) => {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const [turnA, turnB] = [r.below(2), r.below(2)];
  const batch = shape(r, 0, 2);
  const inputs = [
    operand(r, FLOAT, [...batch, ...(turnA === 1 ? [k, m] : [m, k])]),
    operand(r, FLOAT, [...broadcastable(r, batch), ...(turnB === 1 ? [n, k] : [k, n])]),
  ];
  return contrib('FusedMatMul', inputs, [attribute.int('transA', turnA), attribute.int('transB', turnB)]);
};

const fusedGemm: Maker = (r) => {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const inputs = [operand(r, FLOAT, [m, k]), operand(r, FLOAT, [n, k]), operand(r, FLOAT, [n])];
  return contrib('FusedGemm', inputs, [attribute.int('transB', 1), attribute.string('activation', 'Relu')]);
};

const fusedConv: Maker = (r) => {
  const inputs = [operand(r, FLOAT, [1, 2, between(r, 3, 6), between(r, 3, 6)]), operand(r, FLOAT, [3, 2, 3, 2])];
  const attributes = [attribute.ints('strides', [between(r, 1, 2), 1]), attribute.string('activation', 'Relu')];
  return contrib('FusedConv', inputs, attributes);
};

/** Bytes with a scale and a zero point. */
function quantized(r: Random, dtype: number, dims: readonly number[]): Case['inputs'] {
  return [operand(r, dtype, dims), scale, scalar(1, dtype)];
}

const linearBinary =
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 1, 3);
    const dtype = r.pick([UINT8, INT8]);
    return contrib(op, [
      ...quantized(r, dtype, dims),
      ...quantized(r, dtype, broadcastable(r, dims)),
      scale,
      scalar(1, dtype),
    ]);
  };

const linearUnary =
  (op: string): Maker =>
  (r) => {
    const dtype = r.pick([UINT8, INT8]);
    return contrib(op, [...quantized(r, dtype, shape(r, 1, 4)), scale, scalar(1, dtype)]);
  };

const linearConcat: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const along = r.below(dims.length);
  const parts = Array.from({ length: between(r, 2, 3) }, () =>
    quantized(
      r,
      UINT8,
      dims.map((size, i) => (i === along ? between(r, 1, 3) : size)),
    ),
  );
  return contrib('QLinearConcat', [scale, scalar(1, UINT8), ...parts.flat()], [attribute.int('axis', along)]);
};

const linearWhere: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const inputs = [
    operand(r, BOOL, dims),
    ...quantized(r, UINT8, broadcastable(r, dims)),
    ...quantized(r, UINT8, broadcastable(r, dims)),
  ];
  return contrib('QLinearWhere', [...inputs, scale, scalar(1, UINT8)]);
};

/** Pooling with channels in the second or in the last place. */
const linearPool: Maker = (r) => {
  const last = r.below(2);
  const [channels, high, wide] = [between(r, 1, 3), between(r, 3, 6), between(r, 3, 6)];
  const dims = last === 1 ? [1, high, wide, channels] : [1, channels, high, wide];
  const attributes = [
    attribute.int('channels_last', last),
    attribute.ints('kernel_shape', [2, 3]),
    attribute.ints('strides', [2, 1]),
  ];
  return contrib('QLinearAveragePool', [...quantized(r, UINT8, dims), scale, scalar(1, UINT8)], attributes);
};

const linearGlobalPool: Maker = (r) => {
  const last = r.below(2);
  const inputs = [...quantized(r, UINT8, shape(r, 4, 4)), scale, scalar(1, UINT8)];
  return contrib('QLinearGlobalAveragePool', inputs, [attribute.int('channels_last', last)]);
};

const linearConv: Maker = (r) => {
  const last = r.below(2);
  const [channels, high, wide] = [between(r, 1, 3), between(r, 3, 6), between(r, 3, 6)];
  const dims = last === 1 ? [1, high, wide, channels] : [1, channels, high, wide];
  const weights = quantized(r, UINT8, [between(r, 1, 3), channels, 2, 3]).map((each) =>
    each === null ? null : fixed(each),
  );
  const inputs = [...quantized(r, UINT8, dims), ...weights, scale, scalar(1, UINT8)];
  return contrib('QLinearConv', inputs, [attribute.int('channels_last', last), attribute.ints('pads', [1, 0, 0, 1])]);
};

const nhwcMaxPool: Maker = (r) => {
  const dims = [1, between(r, 3, 6), between(r, 3, 6), between(r, 1, 3)];
  const attributes = [
    attribute.ints('kernel_shape', [2, 3]),
    attribute.ints('strides', [1, 2]),
    attribute.ints('pads', [1, 0, 0, 1]),
  ];
  return contrib('NhwcMaxPool', [operand(r, r.pick([UINT8, INT8]), dims)], attributes);
};

/** Matrices of bytes, or of one float operand, batches broadcast. */
function matrices(r: Random, left: number, right: number): Case['inputs'] {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const batch = shape(r, 0, 2);
  return [operand(r, left, [...batch, m, k]), fixed(operand(r, right, [k, n]))];
}

const quantizedGemm: Maker = (r) => {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const turn = r.below(2);
  const inputs = [...quantized(r, UINT8, [m, k]), ...quantized(r, UINT8, turn === 1 ? [n, k] : [k, n])];
  const rest = chance(r, 2) ? [] : [null, scale, scalar(1, UINT8)];
  return contrib('QGemm', [...inputs, ...rest], [attribute.int('transB', turn)]);
};

const quantizedAttention: Maker = (r) => {
  const [batch, length, heads, size] = [between(r, 1, 2), between(r, 1, 4), between(r, 1, 3), between(r, 1, 3)];
  const hidden = heads * size;
  const inputs = [
    operand(r, UINT8, [batch, length, 4]),
    fixed(operand(r, UINT8, [4, 3 * hidden])),
    operand(r, FLOAT, [3 * hidden]),
    scale,
    scale,
  ];
  const zeros = [null, scalar(1, UINT8), scalar(1, UINT8)];
  return contrib(
    'QAttention',
    [...inputs, ...zeros],
    [attribute.int('num_heads', heads)],
    r.pick([['y'], ['y', 'present']]),
  );
};

/** Weights of four bits, packed into bytes in blocks. */
const narrowMatmul: Maker = (r) => {
  const [columns, inner, block] = [between(r, 1, 4), 32, 16];
  const inputs = [
    operand(r, FLOAT, [...shape(r, 1, 2), inner]),
    fixed(operand(r, UINT8, [columns, inner / block, block / 2])),
    fixed(operand(r, FLOAT, [(columns * inner) / block])),
  ];
  const settings = { K: inner, N: columns, bits: 4, block_size: block };
  return contrib(
    'MatMulNBits',
    inputs,
    Object.entries(settings).map(([name, value]) => attribute.int(name, value)),
  );
};

const pad: Maker = (r) => {
  const dims = shape(r, 1, 3);
  return contrib('Pad', [operand(r, FLOAT, dims), list(dims.concat(dims).map(() => between(r, 0, 2)))]);
};

const cropAndResize: Maker = (r) => {
  const regions = between(r, 1, 3);
  const inputs = [
    operand(r, FLOAT, [1, 2, 5, 5]),
    operand(r, FLOAT, [regions, 4], 0, 1),
    operand(r, INT32, [regions], 0, 0),
  ];
  return contrib('CropAndResize', [...inputs, list([between(r, 1, 4), between(r, 1, 4)], INT32)]);
};

const gatherND: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const depth = between(r, 1, dims.length);
  const places = [...shape(r, 1, 2), depth];
  return contrib('GatherND', [operand(r, FLOAT, dims), operand(r, INT64, places, 0, Math.min(...dims) - 1)]);
};

const unique: Maker = (r) => contrib('Unique', [operand(r, FLOAT, shape(r, 1, 1))], [], ['y', 'places', 'counts']);

const tokenizer: Maker = (r) => {
  const attributes = [attribute.int('mark', 0), attribute.string('pad_value', '#'), attribute.int('mincharnum', 1)];
  const words = { name: 'separators', type: 8, strings: [new TextEncoder().encode(' ')] };
  return contrib('Tokenizer', [operand(r, STRING, shape(r, 1, 2))], [...attributes, words]);
};

const narrowGather: Maker = (r) => {
  const indices = operand(r, INT64, shape(r, 0, 2), 0, 2);
  const attributes = [
    attribute.int('gather_axis', 0),
    attribute.int('quantize_axis', 1),
    attribute.int('block_size', 16),
  ];
  const table = { ...fixed(operand(r, UINT8, [3, 16])) };
  return contrib(
    'GatherBlockQuantized',
    [table, indices, fixed(operand(r, FLOAT, [3, 2]))],
    [...attributes, attribute.int('bits', 4)],
  );
};

function each(names: string, make: (op: string) => Maker): Record<string, Maker> {
  return Object.fromEntries(names.split(' ').map((op) => [op, make(op)]));
}

const CONTRIB: Record<string, Maker> = {
  ...each('Gelu QuickGelu FastGelu', same),
  ...each('BiasGelu', biased),
  ...each('SkipLayerNormalization SkipSimplifiedLayerNormalization', skipNormalization),
  ...each('QLinearAdd QLinearMul', linearBinary),
  ...each('QLinearLeakyRelu QLinearSigmoid', linearUnary),
  EmbedLayerNormalization: embed,
  Attention: attention,
  MultiHeadAttention: multiHead,
  GroupQueryAttention: groupQuery,
  QAttention: quantizedAttention,
  FusedMatMul: fusedMatmul,
  FusedGemm: fusedGemm,
  FusedConv: fusedConv,
  MatMulNBits: narrowMatmul,
  DynamicQuantizeMatMul: (r) => contrib('DynamicQuantizeMatMul', [...matrices(r, FLOAT, UINT8), scale]),
  MatMulIntegerToFloat: (r) => contrib('MatMulIntegerToFloat', [...matrices(r, UINT8, UINT8), scale, scale]),
  QGemm: quantizedGemm,
  QLinearConcat: linearConcat,
  QLinearWhere: linearWhere,
  QLinearAveragePool: linearPool,
  QLinearGlobalAveragePool: linearGlobalPool,
  QLinearConv: linearConv,
  NhwcMaxPool: nhwcMaxPool,
  QuantizeLinear: (r) =>
    contrib('QuantizeLinear', [operand(r, FLOAT, shape(r, 0, 3)), scale, scalar(1, r.pick([UINT8, INT8]))]),
  DequantizeLinear: (r) => contrib('DequantizeLinear', quantized(r, r.pick([UINT8, INT8]), shape(r, 0, 3))),
  Range: (r) =>
    contrib('Range', [
      scalar(between(r, -3, 3), INT64),
      scalar(between(r, 4, 9), INT64),
      ...(chance(r, 2) ? [] : [scalar(2)]),
    ]),
  Pad: pad,
  CropAndResize: cropAndResize,
  ExpandDims: (r) =>
    contrib('ExpandDims', [operand(r, FLOAT, shape(r, 2, 2)), fixed(scalar(between(r, -3, 2), INT32))]),
  GatherND: gatherND,
  GatherBlockQuantized: narrowGather,
  Trilu: (r) => contrib('Trilu', [operand(r, FLOAT, shape(r, 2, 4))]),
  Inverse: (r) => contrib('Inverse', [operand(r, FLOAT, [between(r, 1, 3), 2, 2])]),
  CDist: (r) =>
    contrib(
      'CDist',
      [operand(r, FLOAT, [between(r, 1, 4), 3]), operand(r, FLOAT, [between(r, 1, 4), 3])],
      [attribute.string('metric', 'euclidean')],
    ),
  MurmurHash3: (r) =>
    contrib('MurmurHash3', [operand(r, INT32, shape(r, 1, 3))], chance(r, 2) ? [] : [attribute.int('positive', 0)]),
};

const DATA_DEPENDENT: Record<string, Maker> = { Unique: unique, Tokenizer: tokenizer };

test('operators of com.microsoft have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(CONTRIB, 8, 61), 3);
});

test('nothing wrong is said of operators of com.microsoft whose result depends on data', async () => {
  checkTallies(await compareAll(DATA_DEPENDENT, 6, 62), 3, Object.keys(DATA_DEPENDENT));
});
