import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import {
  axes,
  axis,
  between,
  chance,
  FLOAT,
  INT64,
  list,
  operand,
  scalar,
  shape,
  version,
} from '../../support/operands';
import { checkTallies, compareAll, type Maker } from '../../support/operator-case';

/**
 * Along random axes: an attribute, from `inputsFrom` on an input. Without axes everything is reduced, or nothing where an attribute
 * says so.
 */
const reduction =
  (inputsFrom: number) =>
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 0, 4);
    const at = version(r, 11);
    const wanted = chance(r, 4) ? [] : axes(r, dims.length, between(r, 0, dims.length));
    const asInput = at >= inputsFrom;
    const attributes = chance(r, 2) ? [] : [attribute.int('keepdims', r.below(2))];
    if (asInput && chance(r, 3)) attributes.push(attribute.int('noop_with_empty_axes', 1));
    const inputs = [
      operand(
        r,
        r.pick(['ReduceSum', 'ReduceMax', 'ReduceMin', 'ReduceProd'].includes(op) ? [FLOAT, INT64] : [FLOAT]),
        dims,
        1,
      ),
    ];
    if (wanted.length === 0) return { op, version: at, inputs, attributes };
    if (asInput) return { op, version: at, inputs: [...inputs, list(wanted)], attributes };
    return { op, version: at, inputs, attributes: [...attributes, attribute.ints('axes', wanted)] };
  };

const argument =
  (op: string): Maker =>
  (r) => {
    const dims = shape(r, 1, 4);
    const attributes = chance(r, 4) ? [] : [attribute.int('axis', axis(r, dims.length))];
    if (chance(r, 2)) attributes.push(attribute.int('keepdims', r.below(2)));
    return { op, version: version(r, 11), inputs: [operand(r, FLOAT, dims)], attributes };
  };

function each(names: string, make: (op: string) => Maker): Record<string, Maker> {
  return Object.fromEntries(names.split(' ').map((op) => [op, make(op)]));
}

const REDUCTIONS: Record<string, Maker> = {
  ...each('ReduceSum', reduction(13)),
  ...each('ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin', reduction(18)),
  ...each('ReduceProd ReduceSumSquare', reduction(18)),
  ...each('ArgMax ArgMin', argument),
  TopK: (r) => {
    const dims = shape(r, 1, 4);
    const at = version(r, 10);
    const along = axis(r, dims.length, at >= 11);
    const most = dims.at(along) ?? 1;
    const inputs = [operand(r, FLOAT, dims), { ...scalar(between(r, 1, most)), dims: [1] }];
    return { op: 'TopK', version: at, inputs, attributes: [attribute.int('axis', along)], outputs: ['y', 'indices'] };
  },
};

test('reductions have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(REDUCTIONS, 20, 21), 12);
});
