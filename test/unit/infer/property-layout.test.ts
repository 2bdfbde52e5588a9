import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  axes,
  BOOL,
  between,
  broadcastable,
  chance,
  count,
  FLOAT,
  INT32,
  INT64,
  list,
  operand,
  scalar,
  shape,
  shuffled,
  UINT8,
  version,
} from '../../support/operands';
import { type Case, checkTallies, compareAll, type Maker } from '../../support/operator-case';
import type { Random } from '../../support/random';

const DTYPES = [FLOAT, INT64, BOOL, UINT8] as const;

/** A way to write the number as a product of so many sizes. */
function factors(r: Random, total: number, parts: number): number[] {
  const sizes: number[] = [];
  for (let rest = total; sizes.length < parts; ) {
    const divisors = Array.from({ length: rest }, (_, i) => i + 1).filter((size) => rest % size === 0);
    const size = sizes.length === parts - 1 ? rest : (divisors[r.below(divisors.length)] ?? 1);
    sizes.push(size);
    rest /= size;
  }
  return sizes;
}

const reshape: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const wanted = factors(r, count(dims), between(r, 1, 4));
  const kept = wanted.map((size, i) => (size === dims[i] && chance(r, 2) ? 0 : size));
  const open = chance(r, 2) ? r.below(kept.length) : -1;
  const target = list(kept.map((size, i) => (i === open ? -1 : size)));
  return { op: 'Reshape', version: version(r, 7), inputs: [operand(r, r.pick(DTYPES), dims), target] };
};

/** Axes are an attribute before version 13. */
function withAxes(r: Random, op: string, dims: readonly number[], wanted: readonly number[]): Case {
  const at = version(r, 11);
  const input = operand(r, r.pick(DTYPES), dims);
  return at < 13
    ? { op, version: at, inputs: [input], attributes: [attribute.ints('axes', [...wanted])] }
    : { op, version: at, inputs: [input, list(wanted)] };
}

const squeeze: Maker = (r) => {
  const dims = shape(r, 1, 4).map((size) => (chance(r, 2) ? 1 : size));
  const ones = dims.flatMap((size, i) => (size === 1 ? [chance(r, 2) ? i : i - dims.length] : []));
  if (ones.length > 0 && chance(r, 2)) return withAxes(r, 'Squeeze', dims, ones);
  return { op: 'Squeeze', version: version(r, 11), inputs: [operand(r, FLOAT, dims)] };
};

const unsqueeze: Maker = (r) => {
  const dims = shape(r, 0, 3);
  const added = between(r, 1, 3);
  return withAxes(r, 'Unsqueeze', dims, axes(r, dims.length + added, added));
};

const flatten: Maker = (r) => {
  const dims = shape(r, 1, 4, true);
  const at = between(r, -dims.length, dims.length);
  return {
    op: 'Flatten',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, dims)],
    attributes: [attribute.int('axis', at)],
  };
};

const transpose: Maker = (r) => {
  const dims = shape(r, 0, 4, true);
  const attributes = chance(r, 4) ? [] : [attribute.ints('perm', shuffled(r, dims.length))];
  return { op: 'Transpose', version: version(r, 7), inputs: [operand(r, r.pick(DTYPES), dims)], attributes };
};

const concat: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const at = version(r, 7);
  const along = r.below(dims.length);
  const dtype = r.pick(DTYPES);
  const inputs = Array.from({ length: between(r, 1, 4) }, () =>
    operand(
      r,
      dtype,
      dims.map((size, i) => (i === along ? between(r, 1, 4) : size)),
    ),
  );
  const from = at >= 11 && chance(r, 2) ? along - dims.length : along;
  return { op: 'Concat', version: at, inputs, attributes: [attribute.int('axis', from)] };
};

/** Given sizes, equal parts, or from version 18 on a number of parts with a smaller last one. */
const split: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const along = r.below(dims.length);
  const at = version(r, 11);
  const parts = between(r, 1, 4);
  const outputs = Array.from({ length: parts }, (_, i) => `y${i}`);
  const attributes = [attribute.int('axis', chance(r, 2) ? along : along - dims.length)];
  const whole = (size: number) =>
    operand(
      r,
      FLOAT,
      dims.map((each, i) => (i === along ? size : each)),
    );
  if (chance(r, 2)) {
    const sizes = outputs.map(() => between(r, 1, 3));
    const input = whole(sizes.reduce((a, b) => a + b, 0));
    if (at >= 13) return { op: 'Split', version: at, inputs: [input, list(sizes)], attributes, outputs };
    return {
      op: 'Split',
      version: at,
      inputs: [input],
      attributes: [...attributes, attribute.ints('split', sizes)],
      outputs,
    };
  }
  if (at < 18) return { op: 'Split', version: at, inputs: [whole(parts * between(r, 1, 3))], attributes, outputs };
  const size = between(r, 1, 3);
  const total = (parts - 1) * size + between(r, 1, size);
  const fits = Math.ceil(total / parts) * (parts - 1) < total;
  return {
    op: 'Split',
    version: at,
    inputs: [whole(fits ? total : parts * size)],
    attributes: [...attributes, attribute.int('num_outputs', parts)],
    outputs,
  };
};

const expand: Maker = (r) => {
  const target = shape(r, 1, 4);
  const wanted = target.map((size) => (chance(r, 4) ? 1 : size));
  const dims = broadcastable(r, target);
  return { op: 'Expand', version: version(r, 8), inputs: [operand(r, r.pick(DTYPES), dims), list(wanted)] };
};

const tile: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const repeats = list(dims.map(() => between(r, 0, 3)));
  return { op: 'Tile', version: version(r, 7), inputs: [operand(r, r.pick([FLOAT, INT64]), dims), repeats] };
};

/** An attribute before version 11; from 18 on of some axes only. */
const pad: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const at = version(r, 7);
  const mode = r.pick(['constant', 'constant', 'edge']);
  const some = at >= 18 && chance(r, 2) ? axes(r, dims.length, between(r, 1, dims.length)) : null;
  const amounts = Array.from({ length: 2 * (some?.length ?? dims.length) }, () => between(r, at >= 11 ? -1 : 0, 3));
  // Nothing may be cut down to less than nothing.
  const pads = amounts.map((amount) => (dims.some((size) => size < 3) ? Math.max(0, amount) : amount));
  const attributes = [attribute.string('mode', mode)];
  const input = operand(r, FLOAT, dims);
  if (at < 11)
    return { op: 'Pad', version: at, inputs: [input], attributes: [...attributes, attribute.ints('pads', pads)] };
  const inputs = some === null ? [input, list(pads)] : [input, list(pads), null, list(some)];
  return { op: 'Pad', version: at, inputs, attributes };
};

const range: Maker = (r) => {
  const dtype = r.pick([FLOAT, INT32, INT64]);
  const inputs = [between(r, -3, 3), between(r, -5, 9), r.pick([-2, -1, 1, 2, 3])].map((value) => scalar(value, dtype));
  return { op: 'Range', version: version(r, 11), inputs };
};

const shapeOf: Maker = (r) => {
  const dims = shape(r, 0, 4, true);
  const at = version(r, 7);
  const bounds = ['start', 'end'].flatMap((name) => (chance(r, 2) ? [attribute.int(name, between(r, -5, 5))] : []));
  return { op: 'Shape', version: at, inputs: [operand(r, FLOAT, dims)], attributes: at >= 15 ? bounds : [] };
};

const constantOfShape: Maker = (r) => ({
  op: 'ConstantOfShape',
  version: version(r, 9),
  inputs: [list(shape(r, 0, 4, true))],
  attributes: r.pick([[], [attribute.tensor('value', { dataType: INT64, dims: [1], int64Data: [7] })]]),
});

const spaceToDepth: Maker = (r) => {
  const block = between(r, 1, 3);
  const dims = [between(r, 1, 2), between(r, 1, 3), block * between(r, 1, 3), block * between(r, 1, 3)];
  return {
    op: 'SpaceToDepth',
    version: version(r, 7),
    inputs: [operand(r, FLOAT, dims)],
    attributes: [attribute.int('blocksize', block)],
  };
};

const depthToSpace: Maker = (r) => {
  const block = between(r, 1, 3);
  const dims = [between(r, 1, 2), block * block * between(r, 1, 3), between(r, 1, 3), between(r, 1, 3)];
  return {
    op: 'DepthToSpace',
    version: version(r, 11),
    inputs: [operand(r, FLOAT, dims)],
    attributes: [attribute.int('blocksize', block), attribute.string('mode', r.pick(['DCR', 'CRD']))],
  };
};

/** By scales that are exact in binary, or to sizes. */
const resize: Maker = (r) => {
  const dims = [1, between(r, 1, 2), between(r, 2, 5), between(r, 2, 5)];
  const at = version(r, 11);
  const input = operand(r, FLOAT, dims);
  const attributes = [attribute.string('mode', r.pick(['nearest', 'linear']))];
  const region = { dtype: FLOAT, dims: [0], values: [], fixed: true };
  if (chance(r, 2)) {
    const sizes = [...dims.slice(0, 2), between(r, 1, 8), between(r, 1, 8)];
    const policy = at >= 18 && chance(r, 2) ? r.pick(['not_larger', 'not_smaller']) : null;
    if (policy === null)
      return {
        op: 'Resize',
        version: at,
        inputs: [input, region, region, list(sizes)].map((each, i) => (i === 2 && at >= 13 ? null : each)),
        attributes,
      };
    const some = [...attributes, attribute.ints('axes', [2, 3]), attribute.string('keep_aspect_ratio_policy', policy)];
    return { op: 'Resize', version: at, inputs: [input, null, null, list(sizes.slice(2))], attributes: some };
  }
  const scales = list([1, 1, r.pick([0.5, 1, 1.5, 2.25]), r.pick([0.5, 1, 2, 3.5])], FLOAT);
  return { op: 'Resize', version: at, inputs: [input, region, scales], attributes };
};

const upsample: Maker = (r) => ({
  op: 'Upsample',
  version: 9,
  inputs: [operand(r, FLOAT, shape(r, 4, 4)), list([1, 1, r.pick([1, 1.5, 2]), r.pick([1, 2, 3])], FLOAT)],
});

const centerCropPad: Maker = (r) => {
  const dims = shape(r, 1, 4);
  const some = axes(r, dims.length, between(r, 1, dims.length));
  const inputs = [operand(r, FLOAT, dims), list(some.map(() => between(r, 1, 6)))];
  return { op: 'CenterCropPad', version: version(r, 18), inputs, attributes: [attribute.ints('axes', some)] };
};

const columnsToImage: Maker = (r) => {
  const image = [between(r, 3, 5), between(r, 3, 5)];
  const block = [between(r, 1, 3), between(r, 1, 3)];
  const places = image.reduce((product, size, i) => product * (size - (block[i] ?? 1) + 1), 1);
  const inputs = [operand(r, FLOAT, [1, between(r, 1, 2) * count(block), places]), list(image), list(block)];
  return { op: 'Col2Im', version: version(r, 18), inputs };
};

const LAYOUT: Record<string, Maker> = {
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Flatten: flatten,
  Transpose: transpose,
  Concat: concat,
  Split: split,
  Expand: expand,
  Tile: tile,
  Pad: pad,
  Range: range,
  Shape: shapeOf,
  Size: (r) => ({ op: 'Size', version: version(r, 7), inputs: [operand(r, FLOAT, shape(r, 0, 4, true))] }),
  ConstantOfShape: constantOfShape,
  SpaceToDepth: spaceToDepth,
  DepthToSpace: depthToSpace,
  Resize: resize,
  Upsample: upsample,
  CenterCropPad: centerCropPad,
  Col2Im: columnsToImage,
};

test('layout operators have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(LAYOUT, 20, 41), 10);
});
