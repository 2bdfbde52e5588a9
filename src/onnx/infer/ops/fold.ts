/** Elementwise computation on small constants, symbols included. */
import type { NodeContext } from '../context';
import type { Dim } from '../dim';
import { type Constant, foldableShape } from '../value';
import { held } from './types';

/** An element of the result, null where it is not known. Sizes stay exact as expressions. */
export type ElementFunction = (elements: readonly Dim[], dtype: number) => Dim | null;

/**
 * Applies the function to the broadcast elements; null where an input has no known elements or the result is too large.
 *
 * @param dims Shape of the result.
 * @param dtype Of the result.
 * @param argument Of the operands: integer division is not that of fractions.
 */
export function fold(
  node: NodeContext,
  constants: readonly (Constant | null)[],
  dims: readonly Dim[] | null,
  dtype: number,
  argument: number,
  apply: ElementFunction,
): Constant | null {
  const shape = foldableShape(dims);
  const known = constants.filter((constant) => constant !== null);
  if (shape === null || known.length < constants.length || known.length === 0) return null;
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (!node.state.spend(size)) return null;
  const readers = known.map((constant) => broadcastReader(constant, shape));
  const elements: (Dim | null)[] = [];
  for (let i = 0; i < size; i++) {
    const operands: Dim[] = [];
    for (const read of readers) {
      const element = read(i);
      if (element !== null) operands.push(element);
    }
    const result = operands.length < readers.length ? null : apply(operands, argument);
    elements.push(typeof result === 'number' ? held(dtype, result) : result);
  }
  return elements.every((element) => element === null) ? null : { dims: shape, elements };
}

/** Reads the element that stands at a position of the broadcast shape. */
export function broadcastReader(constant: Constant, shape: readonly number[]): (position: number) => Dim | null {
  const { elements, dims } = constant;
  if (elements.length === 1) return () => elements[0] ?? null;
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (elements.length === size) return (position) => elements[position] ?? null;
  const steps = broadcastSteps(dims, shape);
  return (position) => {
    let rest = position;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const dim = shape[axis] ?? 1;
      at += (rest % dim) * (steps[axis] ?? 0);
      rest = Math.floor(rest / dim);
    }
    return elements[at] ?? null;
  };
}

/** How far apart neighbours lie along each axis of the broadcast shape; 0 where the constant is repeated. */
function broadcastSteps(dims: readonly number[], shape: readonly number[]): number[] {
  const steps: number[] = shape.map(() => 0);
  let step = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    const dim = dims[axis] ?? 1;
    steps[axis + shape.length - dims.length] = dim === 1 ? 0 : step;
    step *= dim;
  }
  return steps;
}
