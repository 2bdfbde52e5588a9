/** Casts. A symbolic size keeps its expression through floating point and back. */

import { DATA_TYPE_NUMBERS } from '../../dtypes';
import { bounds } from '../bounds';
import {
  constantOfInput,
  dtypeOf,
  type Family,
  type InferFunction,
  input,
  int,
  type NodeContext,
  text,
} from '../context';
import type { Dim } from '../dim';
import type { Value } from '../value';
import { like } from './elementwise';
import { type ElementFunction, fold } from './fold';
import { BOOL, isFloating } from './types';

/** Towards zero into integers; into booleans whether it is not zero. */
const convert =
  (to: number): ElementFunction =>
  ([x]) => {
    if (x === undefined) return null;
    if (to === BOOL) return truth(x);
    return typeof x === 'number' && !isFloating(to) ? Math.trunc(x) : x;
  };

function truth(x: Dim): number | null {
  if (typeof x === 'number') return x !== 0 ? 1 : 0;
  const { low, high } = bounds(x, 0);
  return low > 0 || high < 0 ? 1 : null;
}

function cast(node: NodeContext, to: number): Value {
  const value = like(node, 0, to);
  const constant = constantOfInput(node, 0);
  return constant === null ? value : { ...value, constant: fold(node, [constant], constant.dims, to, to, convert(to)) };
}

/** Before version 6 the type is given by name. */
const castTo: InferFunction = (node) => {
  const name = text(node, 'to');
  return [cast(node, int(node, 'to') ?? (name === null ? 0 : (DATA_TYPE_NUMBERS.get(name.toUpperCase()) ?? 0)))];
};

/** The same bits: the shape stays, since both types have the same width. */
const bitCast: InferFunction = (node) => [like(node, 0, int(node, 'to') ?? 0)];

export const CASTS: Family = {
  Cast: castTo,
  CastLike: (node) => {
    const to = dtypeOf(node, 1);
    return [to === dtypeOf(node, 0) && to !== 0 ? input(node, 0) : cast(node, to)];
  },
  BitCast: bitCast,
};
