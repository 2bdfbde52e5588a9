import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  between,
  broadcastable,
  chance,
  FLOAT,
  INT8,
  INT32,
  list,
  operand,
  scalar,
  shape,
  UINT8,
  version,
} from '../../support/operands';
import { type Case, checkTallies, compareAll, type Maker } from '../../support/operator-case';
import type { Random } from '../../support/random';

/** Spatial sizes, a kernel that fits, and the attributes of a window. */
interface Window {
  readonly space: number[];
  readonly kernel: number[];
  readonly attributes: NonNullable<Case['attributes']>[number][];
}

/** @param padding Whether pads are given; else `auto_pad` may be. */
function window(r: Random, dilations: boolean, padding = chance(r, 2)): Window {
  const axes = between(r, 1, 2);
  const each = (low: number, high: number) => Array.from({ length: axes }, () => between(r, low, high));
  const kernel = each(1, 3);
  const spread = dilations ? each(1, 2) : each(1, 1);
  const space = kernel.map((size, i) => (size - 1) * (spread[i] ?? 1) + between(r, 1, 6));
  const attributes = [attribute.ints('kernel_shape', kernel)];
  if (chance(r, 2)) attributes.push(attribute.ints('strides', each(1, 3)));
  if (dilations) attributes.push(attribute.ints('dilations', spread));
  if (padding)
    attributes.push(
      attribute.ints(
        'pads',
        kernel.concat(kernel).map((size) => between(r, 0, size - 1)),
      ),
    );
  return { space, kernel, attributes: padding ? attributes : [...attributes, ...automatic(r, dilations)] };
}

function automatic(r: Random, dilations: boolean): Window['attributes'] {
  const choices = dilations ? ['VALID'] : ['VALID', 'SAME_UPPER', 'SAME_LOWER'];
  return chance(r, 2) ? [] : [attribute.string('auto_pad', choices[r.below(choices.length)] ?? 'VALID')];
}

const pool =
  (op: string): Maker =>
  (r) => {
    const at = version(r, op === 'AveragePool' ? 19 : op === 'LpPool' ? 18 : 10);
    const { space, attributes } = window(r, op === 'MaxPool' && chance(r, 2));
    if (op !== 'LpPool' && chance(r, 2)) attributes.push(attribute.int('ceil_mode', 1));
    const inputs = [operand(r, FLOAT, [between(r, 1, 2), between(r, 1, 3), ...space])];
    return { op, version: at, inputs, attributes, outputs: op === 'MaxPool' ? r.pick([['y'], ['y', 'at']]) : ['y'] };
  };

const globalPool =
  (op: string): Maker =>
  (r) => ({ op, version: version(r, 7), inputs: [operand(r, FLOAT, shape(r, 3, 5))] });

const conv: Maker = (r) => {
  const { space, kernel, attributes } = window(r, chance(r, 2));
  const group = between(r, 1, 3);
  const [perGroup, filters] = [between(r, 1, 2), group * between(r, 1, 2)];
  const inputs = [
    operand(r, FLOAT, [between(r, 1, 2), group * perGroup, ...space]),
    operand(r, FLOAT, [filters, perGroup, ...kernel]),
  ];
  return { op: 'Conv', version: version(r, 7), inputs, attributes: [...attributes, attribute.int('group', group)] };
};

const convInteger: Maker = (r) => {
  const { space, kernel, attributes } = window(r, false);
  const channels = between(r, 1, 2);
  const inputs = [
    operand(r, UINT8, [1, channels, ...space]),
    operand(r, UINT8, [between(r, 1, 3), channels, ...kernel]),
  ];
  return { op: 'ConvInteger', version: version(r, 10), inputs, attributes };
};

/** Pads, padding of the output, or the spatial sizes outright. */
const convTranspose: Maker = (r) => {
  const axes = between(r, 1, 2);
  const each = (low: number, high: number) => Array.from({ length: axes }, () => between(r, low, high));
  const [space, kernel, strides] = [each(1, 5), each(1, 3), each(1, 3)];
  const group = between(r, 1, 2);
  const perGroup = between(r, 1, 2);
  const inputs = [operand(r, FLOAT, [1, 2 * group, ...space]), operand(r, FLOAT, [2 * group, perGroup, ...kernel])];
  const attributes: Window['attributes'] = [attribute.int('group', group), attribute.ints('strides', strides)];
  switch (r.below(4)) {
    case 0:
      attributes.push(
        attribute.ints(
          'output_shape',
          space.map((size, i) => size * (strides[i] ?? 1)),
        ),
      );
      break;
    case 1:
      attributes.push(attribute.string('auto_pad', r.pick(['SAME_UPPER', 'SAME_LOWER', 'VALID'])));
      break;
    case 2:
      attributes.push(
        attribute.ints(
          'output_padding',
          strides.map((stride) => r.below(stride)),
        ),
      );
      break;
    default:
      if (kernel.every((size) => size > 1))
        attributes.push(
          attribute.ints(
            'pads',
            kernel.concat(kernel).map(() => r.below(2)),
          ),
        );
  }
  return { op: 'ConvTranspose', version: version(r, 11), inputs, attributes };
};

const unpool: Maker = (r) => {
  const dims = [1, between(r, 1, 2), between(r, 1, 4), between(r, 1, 4)];
  const attributes = [attribute.ints('kernel_shape', [2, 2]), attribute.ints('strides', [2, 2])];
  return {
    op: 'MaxUnpool',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, dims), operand(r, 7, dims, 0, 3)],
    attributes,
  };
};

const roiAlign: Maker = (r) => {
  const regions = between(r, 1, 3);
  const inputs = [
    operand(r, FLOAT, [1, between(r, 1, 3), 6, 6]),
    operand(r, FLOAT, [regions, 4], 0),
    operand(r, 7, [regions], 0, 0),
  ];
  const attributes = [
    attribute.int('output_height', between(r, 1, 4)),
    attribute.int('output_width', between(r, 1, 4)),
  ];
  return { op: 'RoiAlign', version: version(r, 10), inputs, attributes };
};

const gridSample: Maker = (r) => {
  const batch = between(r, 1, 2);
  const inputs = [
    operand(r, FLOAT, [batch, 2, 4, 5]),
    operand(r, FLOAT, [batch, between(r, 1, 4), between(r, 1, 4), 2], -1, 1),
  ];
  return { op: 'GridSample', version: version(r, 16, 19), inputs };
};

/** Vectors, matrices, and batches that are broadcast. */
function factors(r: Random): [number[], number[]] {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const batch = shape(r, 0, 2);
  const left = chance(r, 5) ? [k] : [...broadcastable(r, batch), m, k];
  return [left, chance(r, 5) ? [k] : [...broadcastable(r, batch), k, n]];
}

const matmul: Maker = (r) => {
  const inputs = factors(r).map((dims) => operand(r, FLOAT, dims));
  return { op: 'MatMul', version: version(r, 9), inputs };
};

const matmulInteger: Maker = (r) => {
  const [left, right] = factors(r);
  const inputs = [
    operand(r, UINT8, left.length < 2 ? [1, ...left] : left),
    operand(r, UINT8, right.length < 2 ? [...right, 1] : right),
  ];
  return { op: 'MatMulInteger', version: version(r, 10), inputs };
};

const gemm: Maker = (r) => {
  const [m, k, n] = [between(r, 1, 4), between(r, 1, 4), between(r, 1, 4)];
  const [turnA, turnB] = [r.below(2), r.below(2)];
  const inputs = [operand(r, FLOAT, turnA === 1 ? [k, m] : [m, k]), operand(r, FLOAT, turnB === 1 ? [n, k] : [k, n])];
  const attributes = [attribute.int('transA', turnA), attribute.int('transB', turnB)];
  if (chance(r, 2)) inputs.push(operand(r, FLOAT, broadcastable(r, [m, n])));
  return { op: 'Gemm', version: version(r, 11), inputs, attributes };
};

const EQUATIONS = [
  'ij,jk->ik',
  'ij,jk',
  'bij,bjk->bik',
  '...ij,...jk->...ik',
  'ii->i',
  'ij->ji',
  'bhwc,hkc->bhwk',
  'i,j->ij',
  'ij->',
] as const;

const einsum: Maker = (r) => {
  const equation = r.pick(EQUATIONS);
  const sizes = new Map([...'bhijkwc'].map((name) => [name, between(r, 1, 4)]));
  const batch = shape(r, 0, 2);
  const terms = (equation.split('->')[0] ?? '').split(',');
  const inputs = terms.map((term) => {
    const named = [...term.replace('...', '')].map((name) => sizes.get(name) ?? 1);
    return operand(r, FLOAT, term.includes('...') ? [...batch, ...named] : named);
  });
  return { op: 'Einsum', version: version(r, 12), inputs, attributes: [attribute.string('equation', equation)] };
};

const GATES: Readonly<Record<string, number>> = { RNN: 1, GRU: 3, LSTM: 4 };

const recurrent =
  (op: string): Maker =>
  (r) => {
    const gates = GATES[op] ?? 1;
    const [length, batch, width, hidden] = [between(r, 1, 4), between(r, 1, 3), between(r, 1, 3), between(r, 1, 3)];
    const direction = r.pick(['forward', 'reverse', 'bidirectional']);
    const directions = direction === 'bidirectional' ? 2 : 1;
    const inputs = [
      [length, batch, width],
      [directions, gates * hidden, width],
      [directions, gates * hidden, hidden],
    ];
    return {
      op,
      version: version(r, 7),
      inputs: inputs.map((dims) => operand(r, FLOAT, dims)),
      attributes: [attribute.int('hidden_size', hidden), attribute.string('direction', direction)],
      outputs: ['y', 'last', ...(op === 'LSTM' ? ['cell'] : [])],
    };
  };

const layerNormalization: Maker = (r) => {
  const dims = shape(r, 2, 4);
  const from = between(r, 1, dims.length - 1);
  const scale = operand(r, FLOAT, dims.slice(from));
  return {
    op: 'LayerNormalization',
    version: version(r, 17),
    inputs: [operand(r, FLOAT, dims), scale, scale],
    attributes: [attribute.int('axis', chance(r, 2) ? from : from - dims.length)],
    outputs: r.pick([['y'], ['y', 'mean', 'deviation']]),
  };
};

const batchNormalization: Maker = (r) => {
  const dims = shape(r, 2, 4);
  const channel = [1, 2, 3, 4].map(() => operand(r, FLOAT, [dims[1] ?? 1], 1));
  return { op: 'BatchNormalization', version: version(r, 9), inputs: [operand(r, FLOAT, dims), ...channel] };
};

const instanceNormalization: Maker = (r) => {
  const dims = shape(r, 3, 4);
  const channel = [1, 2].map(() => operand(r, FLOAT, [dims[1] ?? 1]));
  return { op: 'InstanceNormalization', version: version(r, 7), inputs: [operand(r, FLOAT, dims), ...channel] };
};

const groupNormalization: Maker = (r) => {
  const [groups, perGroup] = [between(r, 1, 2), between(r, 1, 3)];
  const channel = [1, 2].map(() => operand(r, FLOAT, [groups * perGroup]));
  const inputs = [operand(r, FLOAT, [between(r, 1, 2), groups * perGroup, ...shape(r, 1, 2)]), ...channel];
  return {
    op: 'GroupNormalization',
    version: version(r, 21),
    inputs,
    attributes: [attribute.int('num_groups', groups)],
  };
};

const rmsNormalization: Maker = (r) => {
  const dims = shape(r, 2, 4);
  const inputs = [operand(r, FLOAT, dims), operand(r, FLOAT, dims.slice(-1))];
  return { op: 'RMSNormalization', version: version(r, 23), inputs };
};

const rotary: Maker = (r) => {
  const [batch, heads, length, half] = [between(r, 1, 2), between(r, 1, 3), between(r, 1, 4), between(r, 1, 3)];
  const table = operand(r, FLOAT, [batch, length, half]);
  const inputs = [operand(r, FLOAT, [batch, heads, length, 2 * half]), table, table];
  return { op: 'RotaryEmbedding', version: version(r, 23), inputs };
};

const quantize: Maker = (r) => {
  const dtype = r.pick([UINT8, INT8]);
  const zero = chance(r, 3) ? [] : [scalar(1, dtype)];
  return {
    op: 'QuantizeLinear',
    version: version(r, 13),
    inputs: [operand(r, FLOAT, shape(r, 0, 4)), scalar(2, FLOAT), ...zero],
  };
};

const dequantize: Maker = (r) => ({
  op: 'DequantizeLinear',
  version: version(r, 13),
  inputs: [operand(r, r.pick([UINT8, INT8, INT32]), shape(r, 0, 4)), scalar(2, FLOAT)],
});

const attention: Maker = (r) => {
  const [batch, heads, length, past, size] = [
    between(r, 1, 2),
    between(r, 1, 3),
    between(r, 1, 4),
    between(r, 1, 3),
    between(r, 1, 3),
  ];
  const valueSize = between(r, 1, 3);
  const flat = chance(r, 2);
  const tensors = [size, size, valueSize].map((each) =>
    operand(r, FLOAT, flat ? [batch, length, heads * each] : [batch, heads, length, each]),
  );
  const attributes = flat ? [attribute.int('q_num_heads', heads), attribute.int('kv_num_heads', heads)] : [];
  if (chance(r, 2)) return { op: 'Attention', version: version(r, 23), inputs: tensors, attributes };
  const cache = [size, valueSize].map((each) => operand(r, FLOAT, [batch, heads, past, each]));
  const inputs = [...tensors, null, ...cache];
  return { op: 'Attention', version: version(r, 23), inputs, attributes, outputs: ['y', 'keys', 'values'] };
};

const fourier: Maker = (r) => {
  const dims = [between(r, 1, 2), between(r, 2, 6), r.pick([1, 2])];
  const onesided = dims[2] === 1 ? r.below(2) : 0;
  const length = chance(r, 2) ? [scalar(between(r, 2, 8))] : [];
  return {
    op: 'DFT',
    version: version(r, 17, 19),
    inputs: [operand(r, FLOAT, dims), ...length],
    attributes: [attribute.int('onesided', onesided)],
  };
};

const spectrogram: Maker = (r) => {
  const [step, frame] = [between(r, 1, 3), between(r, 2, 4)];
  const inputs = [operand(r, FLOAT, [between(r, 1, 2), between(r, 5, 12), 1]), scalar(step), null, scalar(frame)];
  return { op: 'STFT', version: version(r, 17), inputs, attributes: [attribute.int('onesided', r.below(2))] };
};

const WINDOWS: Record<string, Maker> = {
  Conv: conv,
  ConvInteger: convInteger,
  ConvTranspose: convTranspose,
  MaxPool: pool('MaxPool'),
  AveragePool: pool('AveragePool'),
  LpPool: pool('LpPool'),
  GlobalAveragePool: globalPool('GlobalAveragePool'),
  GlobalMaxPool: globalPool('GlobalMaxPool'),
  MaxUnpool: unpool,
  RoiAlign: roiAlign,
  GridSample: gridSample,
};

const NETWORK: Record<string, Maker> = {
  MatMul: matmul,
  MatMulInteger: matmulInteger,
  Gemm: gemm,
  Einsum: einsum,
  RNN: recurrent('RNN'),
  GRU: recurrent('GRU'),
  LSTM: recurrent('LSTM'),
  LayerNormalization: layerNormalization,
  BatchNormalization: batchNormalization,
  InstanceNormalization: instanceNormalization,
  GroupNormalization: groupNormalization,
  RMSNormalization: rmsNormalization,
  RotaryEmbedding: rotary,
  QuantizeLinear: quantize,
  DequantizeLinear: dequantize,
  DynamicQuantizeLinear: (r) => ({
    op: 'DynamicQuantizeLinear',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, shape(r, 0, 4))],
    outputs: ['y', 'scale', 'zero'],
  }),
  Det: (r) => ({ op: 'Det', version: version(r, 11), inputs: [operand(r, FLOAT, [...shape(r, 0, 2), 3, 3])] }),
  Attention: attention,
  DFT: fourier,
  STFT: spectrogram,
  HannWindow: (r) => ({
    op: 'HannWindow',
    version: version(r, 17),
    inputs: [scalar(between(r, 1, 9))],
    attributes: chance(r, 2) ? [] : [attribute.int('output_datatype', 11)],
  }),
  AffineGrid: (r) => {
    const dims = [between(r, 1, 2), 2, between(r, 1, 4), between(r, 1, 4)];
    return { op: 'AffineGrid', version: version(r, 20), inputs: [operand(r, FLOAT, [dims[0] ?? 1, 2, 3]), list(dims)] };
  },
};

test('convolutions and poolings have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(WINDOWS, 20, 51), 10);
});

test('products, recurrences, normalizations and transforms have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(NETWORK, 14, 52), 6);
});
