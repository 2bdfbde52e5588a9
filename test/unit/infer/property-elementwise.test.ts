import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  axis,
  BOOL,
  between,
  broadcastable,
  chance,
  DOUBLE,
  FLOAT,
  fixed,
  INT8,
  INT32,
  INT64,
  operand,
  scalar,
  shape,
  UINT8,
  version,
} from '../../support/operands';
import { type Case, checkTallies, compareAll, type Maker } from '../../support/operator-case';
import type { Random } from '../../support/random';

/** The same shape as the input. */
function unary(from: number, dtypes: readonly [number, ...number[]] = [FLOAT], to?: number): (op: string) => Maker {
  return (op) => (r) => ({
    op,
    version: version(r, from, to),
    inputs: [operand(r, r.pick(dtypes), shape(r, 0, 4, true), 1)],
  });
}

/** Two shapes, broadcast against each other in either order. */
function pair(r: Random, dtype: number, low?: number): Case['inputs'] {
  const dims = shape(r, 0, 4, true);
  const both = [operand(r, dtype, dims, low), operand(r, dtype, broadcastable(r, dims), low)];
  return chance(r, 2) ? both : both.reverse();
}

function binary(from: number, dtypes: readonly [number, ...number[]] = [FLOAT, INT32, INT64]): (op: string) => Maker {
  return (op) => (r) => ({ op, version: version(r, from), inputs: pair(r, r.pick(dtypes), 1) });
}

const variadic =
  (dtypes: readonly [number, ...number[]]) =>
  (op: string): Maker =>
  (r) => {
    const dtype = r.pick(dtypes);
    const dims = shape(r, 0, 4);
    const inputs = Array.from({ length: between(r, 1, 4) }, () => operand(r, dtype, broadcastable(r, dims)));
    return { op, version: version(r, 13), inputs };
  };

/** Along one axis; the shape stays. */
const alongAxis =
  (from: number) =>
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 1, 4);
    const at = version(r, from);
    const attributes = [attribute.int('axis', axis(r, dims.length, at >= 11))];
    return { op, version: at, inputs: [operand(r, FLOAT, dims)], attributes };
  };

function each(names: string, make: (op: string) => Maker): Record<string, Maker> {
  return Object.fromEntries(names.split(' ').map((op) => [op, make(op)]));
}

const UNARY: Record<string, Maker> = {
  ...each('Acos Asin Atan Ceil Cos Elu Exp Floor HardSigmoid LeakyRelu Log Reciprocal Selu Sigmoid Sin', unary(7)),
  ...each('Softplus Softsign Sqrt Tan Tanh Acosh', unary(9)),
  ...each('Asinh Atanh Cosh Erf Shrink Sinh Round ThresholdedRelu Celu', unary(12)),
  ...each('HardSwish Mish', unary(18)),
  ...each('Gelu', unary(20)),
  ...each('Abs Neg Sign', unary(13, [FLOAT, INT32, INT64, DOUBLE])),
  ...each('Identity', unary(14, [FLOAT, INT64, BOOL, UINT8, 8])),
  ...each('Relu', unary(14, [FLOAT, INT32])),
  ...each('Not', unary(7, [BOOL])),
  ...each('BitwiseNot', unary(18, [INT32, INT64, UINT8])),
  ...each('IsNaN IsInf', unary(13)),
  ...each('Softmax LogSoftmax Hardmax', alongAxis(7)),
  ...each('LpNormalization', alongAxis(9)),
};

const BINARY: Record<string, Maker> = {
  ...each('Add Sub Mul', binary(7, [FLOAT, INT32, INT64, DOUBLE])),
  ...each('Div Pow', binary(13)),
  ...each('Greater Less Equal', binary(9)),
  ...each('GreaterOrEqual LessOrEqual', binary(12)),
  ...each('And Or Xor', binary(7, [BOOL])),
  ...each('BitwiseAnd BitwiseOr BitwiseXor', binary(18, [INT32, INT64, UINT8])),
  ...each('Max Min', variadic([FLOAT, INT32, INT64])),
  ...each('Sum Mean', variadic([FLOAT])),
  Mod: (r) => {
    const dtype = r.pick([INT32, INT64, FLOAT]);
    const fmod = attribute.int('fmod', dtype === FLOAT ? 1 : r.below(2));
    return { op: 'Mod', version: version(r, 10), inputs: pair(r, dtype, 1), attributes: [fmod] };
  },
  BitShift: (r) => ({
    op: 'BitShift',
    version: version(r, 11),
    inputs: pair(r, r.pick([UINT8, 12, 13])),
    attributes: [attribute.string('direction', r.pick(['LEFT', 'RIGHT']))],
  }),
  PRelu: (r) => {
    const dims = shape(r, 1, 4);
    return {
      op: 'PRelu',
      version: version(r, 9),
      inputs: [operand(r, FLOAT, dims), operand(r, FLOAT, broadcastable(r, dims))],
    };
  },
  Where: (r) => {
    const dims = shape(r, 0, 4, true);
    const dtype = r.pick([FLOAT, INT64, UINT8]);
    const inputs = [BOOL, dtype, dtype].map((each) => operand(r, each, broadcastable(r, dims)));
    return { op: 'Where', version: version(r, 9), inputs };
  },
};

const OTHERS: Record<string, Maker> = {
  Cast: (r) => ({
    op: 'Cast',
    version: version(r, 9),
    inputs: [operand(r, r.pick([FLOAT, INT32, INT64, DOUBLE, UINT8, BOOL]), shape(r, 0, 4, true))],
    attributes: [attribute.int('to', r.pick([FLOAT, INT32, INT64, DOUBLE, 10, INT8]))],
  }),
  CastLike: (r) => ({
    op: 'CastLike',
    version: version(r, 15),
    inputs: [
      operand(r, r.pick([FLOAT, INT64]), shape(r, 0, 3)),
      operand(r, r.pick([FLOAT, INT64, DOUBLE]), shape(r, 0, 3)),
    ],
  }),
  Clip: (r) => {
    const bound = (value: number) => (chance(r, 3) ? null : scalar(value, FLOAT));
    return { op: 'Clip', version: version(r, 11), inputs: [operand(r, FLOAT, shape(r, 0, 4)), bound(-1), bound(2)] };
  },
  ...each('Bernoulli', unary(15)),
  CumSum: (r) => {
    const dims = shape(r, 1, 3);
    const inputs = [operand(r, r.pick([FLOAT, INT64]), dims), fixed(scalar(axis(r, dims.length)))];
    return { op: 'CumSum', version: version(r, 11), inputs };
  },
  Dropout: (r) => ({
    op: 'Dropout',
    version: version(r, 10),
    inputs: [operand(r, FLOAT, shape(r, 0, 4))],
    outputs: r.pick([['y'], ['y', 'mask']]),
  }),
  EyeLike: (r) => ({
    op: 'EyeLike',
    version: version(r, 9),
    inputs: [operand(r, r.pick([FLOAT, INT64]), shape(r, 2, 2))],
    attributes: chance(r, 2) ? [] : [attribute.int('dtype', r.pick([FLOAT, INT64, DOUBLE]))],
  }),
  RandomNormalLike: (r) => ({
    op: 'RandomNormalLike',
    version: version(r, 7),
    inputs: [operand(r, FLOAT, shape(r, 0, 4))],
    attributes: chance(r, 2) ? [] : [attribute.int('dtype', r.pick([FLOAT, DOUBLE]))],
  }),
  RandomUniform: (r) => ({
    op: 'RandomUniform',
    version: version(r, 7),
    inputs: [],
    attributes: [attribute.ints('shape', shape(r, 1, 4)), ...(chance(r, 2) ? [] : [attribute.int('dtype', DOUBLE)])],
  }),
  Multinomial: (r) => ({
    op: 'Multinomial',
    version: version(r, 7),
    inputs: [operand(r, FLOAT, shape(r, 2, 2), 1)],
    attributes: [
      attribute.int('sample_size', between(r, 1, 5)),
      ...(chance(r, 2) ? [] : [attribute.int('dtype', INT64)]),
    ],
  }),
  Trilu: (r) => ({
    op: 'Trilu',
    version: version(r, 14),
    inputs: [operand(r, r.pick([FLOAT, INT64]), shape(r, 2, 4))],
  }),
  MeanVarianceNormalization: (r) => ({
    op: 'MeanVarianceNormalization',
    version: version(r, 9),
    inputs: [operand(r, FLOAT, shape(r, 4, 4))],
  }),
  LRN: (r) => ({
    op: 'LRN',
    version: version(r, 7),
    inputs: [operand(r, FLOAT, shape(r, 4, 4))],
    attributes: [attribute.int('size', 3)],
  }),
};

test('unary operators have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(UNARY, 4, 11), 2);
});

test('binary and variadic operators have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(BINARY, 10, 12), 6);
});

test('casts, masks and random numbers have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(OTHERS, 8, 13), 4);
});
