import type { Dynamics } from '../onnx/infer/dynamic';
import type { Dynamic, DynamicRoot } from './types';

/** So many places of one size are named. */
const PLACES = 8;
/** So many roots are named. */
const ROOTS = 40;

/** Why shapes are open, for the page: open sizes of inputs first, then what no pin reaches. */
export function dynamicOf({ values, dynamic, open, pins, left, roots }: Dynamics): Dynamic {
  const inputs = open.map(
    (size): DynamicRoot => ({
      cause: 'input',
      name: size.pin,
      at: size.inputs.slice(0, PLACES).map(({ name, axis }) => `${name}:${axis}`),
      values: size.values,
    }),
  );
  const others = roots.map(({ origin: { cause, op, node, tensor, graph }, values }): DynamicRoot => {
    const place = node || tensor;
    return { cause, name: op || tensor, at: [graph === 'main' ? place : `${graph}/${place}`], values };
  });
  const all = [...inputs, ...others];
  return { values, open: dynamic, roots: all.slice(0, ROOTS), rootCount: all.length, pins, left };
}
