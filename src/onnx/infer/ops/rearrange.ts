/** Constants whose elements an operator moves, leaves out or repeats. */
import type { NodeContext } from '../context';
import { type Dim, isLost } from '../dim';
import { type Constant, foldableShape } from '../value';

/**
 * A constant of this shape whose element at each coordinate is the one that `source` points at.
 *
 * @param source Flat position in `from` of the coordinates in the result; -1 where nothing is known of it.
 */
export function rearranged(
  node: NodeContext,
  from: Constant | null,
  dims: readonly Dim[] | null,
  source: (coordinates: readonly number[]) => number,
): Constant | null {
  const shape = foldableShape(dims);
  if (from === null || shape === null) return null;
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (!node.state.spend(size)) return null;
  const coordinates = shape.map(() => 0);
  const elements: (Dim | null)[] = [];
  for (let i = 0; i < size; i++) {
    elements.push(from.elements[source(coordinates)] ?? null);
    advance(coordinates, shape);
  }
  return { dims: shape, elements };
}

/** The next coordinates in row-major order. */
function advance(coordinates: number[], shape: readonly number[]): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const next = (coordinates[axis] ?? 0) + 1;
    if (next < (shape[axis] ?? 0)) {
      coordinates[axis] = next;
      return;
    }
    coordinates[axis] = 0;
  }
}

/** Elements between neighbours along each axis. */
export function strides(dims: readonly number[]): number[] {
  const steps: number[] = [];
  let step = 1;
  for (const dim of [...dims].reverse()) {
    steps.push(step);
    step *= dim;
  }
  return steps.reverse();
}

/** Position of the coordinates among elements with these strides. */
export function positionOf(coordinates: readonly number[], steps: readonly number[]): number {
  let at = 0;
  for (const [axis, step] of steps.entries()) at += (coordinates[axis] ?? 0) * step;
  return at;
}

/** The same elements in another shape. */
export function reshaped(from: Constant | null, dims: readonly Dim[] | null): Constant | null {
  const shape = foldableShape(dims);
  if (from === null || shape === null) return null;
  return shape.reduce((product, dim) => product * dim, 1) === from.elements.length
    ? { dims: shape, elements: from.elements }
    : null;
}

/** A one-dimensional constant. */
export function vector(elements: readonly (Dim | null)[]): Constant {
  return { dims: [elements.length], elements };
}

export function scalar(element: Dim | null): Constant | null {
  return element === null || isLost(element) ? null : { dims: [], elements: [element] };
}
