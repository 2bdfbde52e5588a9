import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  axes,
  axis,
  BOOL,
  between,
  chance,
  FLOAT,
  INT32,
  INT64,
  list,
  operand,
  scalar,
  shape,
  version,
} from '../../support/operands';
import { checkTallies, compareAll, type Maker, type Operand } from '../../support/operator-case';
import type { Random } from '../../support/random';

const DTYPES = [FLOAT, INT64, BOOL] as const;

/** Positions that are valid on an axis of that size. */
function indices(r: Random, dims: readonly number[], size: number, dtype: number = INT64): Operand {
  return operand(r, dtype, dims, -size, size - 1);
}

function other(r: Random, dims: readonly number[], at: number): number[] {
  return dims.map((size, i) => (i === at ? between(r, 1, 4) : size));
}

/** Starts, ends, axes and steps in both directions, in and out of bounds. */
const slice: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const at = version(r, 7);
  const chosen = axes(r, dims.length, between(r, 1, dims.length), at >= 10);
  const steps = chosen.map(() => (at < 10 ? 1 : r.pick([-2, -1, 1, 2, 3])));
  const starts = chosen.map(() => between(r, -6, 6));
  // The largest number means "to the end" forwards only, the smallest backwards only.
  const ends = steps.map((step) => r.pick([between(r, -6, 6), step > 0 ? 2 ** 31 - 1 : -(2 ** 31)]));
  const input = operand(r, r.pick(DTYPES), dims);
  if (at < 10) {
    const attributes = [attribute.ints('starts', starts), attribute.ints('ends', ends), attribute.ints('axes', chosen)];
    return { op: 'Slice', version: at, inputs: [input], attributes };
  }
  const dtype = r.pick([INT32, INT64]);
  const inputs = [input, ...[starts, ends, chosen, steps].map((values) => list(values, dtype))];
  return { op: 'Slice', version: at, inputs };
};

const gather: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const at = version(r, 11);
  const along = axis(r, dims.length);
  const inputs = [
    operand(r, r.pick(DTYPES), dims),
    indices(r, shape(r, 0, 2), dims.at(along) ?? 1, r.pick([INT32, INT64])),
  ];
  return {
    op: 'Gather',
    version: at,
    inputs,
    attributes: chance(r, 3) && along === 0 ? [] : [attribute.int('axis', along)],
  };
};

const gatherElements: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const along = r.below(dims.length);
  const inputs = [operand(r, FLOAT, dims), indices(r, other(r, dims, along), dims[along] ?? 1)];
  return { op: 'GatherElements', version: version(r, 11), inputs, attributes: [attribute.int('axis', along)] };
};

const gatherND: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const batch = r.below(dims.length);
  const depth = between(r, 1, dims.length - batch);
  const smallest = Math.min(...dims.slice(batch, batch + depth));
  const places = [...dims.slice(0, batch), ...shape(r, 0, 2), depth];
  const inputs = [operand(r, FLOAT, dims), indices(r, places, smallest)];
  return { op: 'GatherND', version: version(r, 12), inputs, attributes: [attribute.int('batch_dims', batch)] };
};

const scatterElements: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const along = r.below(dims.length);
  const places = other(r, dims, along).map((size, i) => (i === along ? Math.min(size, dims[along] ?? 1) : size));
  const inputs = [
    operand(r, FLOAT, dims),
    operand(r, INT64, places, 0, (dims[along] ?? 1) - 1),
    operand(r, FLOAT, places),
  ];
  return { op: 'ScatterElements', version: version(r, 11), inputs, attributes: [attribute.int('axis', along)] };
};

const scatterND: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const depth = between(r, 1, dims.length);
  const places = shape(r, 1, 1);
  const where = operand(r, INT64, [...places, depth], 0, Math.min(...dims.slice(0, depth)) - 1);
  return {
    op: 'ScatterND',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, dims), where, operand(r, FLOAT, [...places, ...dims.slice(depth)])],
  };
};

const oneHot: Maker = (r) => {
  const dims = shape(r, 0, 3);
  const at = axis(r, dims.length + 1);
  const depth = scalar(between(r, 1, 6));
  const inputs = [operand(r, INT64, dims), chance(r, 2) ? depth : { ...depth, dims: [1] }, operand(r, FLOAT, [2])];
  return { op: 'OneHot', version: version(r, 11), inputs, attributes: [attribute.int('axis', at)] };
};

const compress: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const along = r.below(dims.length);
  const whole = chance(r, 3);
  const length = whole ? dims.reduce((product, size) => product * size, 1) : (dims[along] ?? 1);
  const inputs = [operand(r, FLOAT, dims), operand(r, BOOL, [length])];
  return { op: 'Compress', version: version(r, 11), inputs, attributes: whole ? [] : [attribute.int('axis', along)] };
};

const unique: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const attributes = chance(r, 2) ? [] : [attribute.int('axis', axis(r, dims.length))];
  return {
    op: 'Unique',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, dims)],
    attributes,
    outputs: r.pick([['y'], ['y', 'i', 'j', 'n'], ['y', '', 'j']]),
  };
};

const reverseSequence: Maker = (r) => {
  const dims = shape(r, 2, 4);
  const inputs = [operand(r, FLOAT, dims), operand(r, INT64, [dims[1] ?? 1], 1, dims[0] ?? 1)];
  return { op: 'ReverseSequence', version: version(r, 10), inputs };
};

const suppression: Maker = (r) => {
  const boxes = between(r, 1, 6);
  const batch = between(r, 1, 2);
  const inputs = [
    operand(r, FLOAT, [batch, boxes, 4], 0),
    operand(r, FLOAT, [batch, between(r, 1, 3), boxes]),
    scalar(2),
  ];
  return { op: 'NonMaxSuppression', version: version(r, 10), inputs };
};

const INDEXING: Record<string, Maker> = {
  Slice: slice,
  Gather: gather,
  GatherElements: gatherElements,
  GatherND: gatherND,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
  OneHot: oneHot,
  ReverseSequence: reverseSequence,
};

const DATA_DEPENDENT: Record<string, Maker> = {
  Compress: compress,
  NonMaxSuppression: suppression,
  NonZero: (r) => ({ op: 'NonZero', version: version(r, 9), inputs: [operand(r, r.pick(DTYPES), shape(r, 1, 4))] }),
  Unique: unique,
};

test('indexing operators have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(INDEXING, 25, 31), 12);
});

test('nothing wrong is said of operators whose result depends on data', async () => {
  checkTallies(await compareAll(DATA_DEPENDENT, 12, 32), 8, Object.keys(DATA_DEPENDENT));
});
