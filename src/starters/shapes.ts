import type { Dimension, TensorFact } from '../model/facts';
import type { Deployment } from '../model/settings';
import { parseSum } from '../onnx/infer/dim-text';
import { proposedSize, totalSize } from '../planner/usual-size';

/** A size of an input that neither the model nor a pin gives. */
export interface OpenDimension {
  readonly axis: number;
  /** As a pin names it. */
  readonly pin: string;
  readonly size: number;
  /** The planner key that the size is from; null: it is only a usual one. */
  readonly from: string | null;
}

export interface ShapeUnderPins {
  readonly sizes: readonly number[];
  readonly open: readonly OpenDimension[];
}

/** What a pin of an axis has to name: its symbol, else INPUT:AXIS; null where the size is fixed. Some exporters store -1 for an open size. */
function pinOf(input: string, dim: Dimension, axis: number): string | null {
  if (typeof dim === 'number' && dim >= 0) return null;
  return typeof dim === 'string' && dim !== '' ? dim : `${input}:${axis}`;
}

/**
 * The shape of each input under the pins, in their order; undefined for one without a rank. A pin of an axis that has a symbol pins the symbol, as in
 * `onnx/infer/pins.ts`; what stays open gets a size to start from, the same wherever its symbol stands.
 */
export function shapeUnderPins(
  inputs: readonly TensorFact[],
  pins: Readonly<Record<string, number>>,
  deployment: Deployment,
): readonly (ShapeUnderPins | undefined)[] {
  const known = new Map(Object.entries(pins));
  for (const { name, dims } of inputs)
    for (const [axis, dim] of (dims ?? []).entries()) {
      const size = known.get(`${name}:${axis}`);
      if (size !== undefined && typeof dim === 'string' && dim !== '' && !known.has(dim)) known.set(dim, size);
    }
  const proposed = new Map<string, { size: number; from: string | null }>();
  const sizeOf = (word: string): number | null => known.get(word) ?? proposed.get(word)?.size ?? null;
  const sum = (pin: string): number | null => {
    const size = parseSum(pin, sizeOf);
    return typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? size : null;
  };
  const open = inputs.flatMap(({ name, dims }) =>
    (dims ?? []).flatMap((dim, axis) => {
      const pin = pinOf(name, dim, axis);
      return pin === null ? [] : [{ pin, axis, rank: (dims ?? []).length }];
    }),
  );
  // Sums last: they follow from what they are made of.
  for (const { pin, axis, rank } of open)
    if (!known.has(pin) && !proposed.has(pin) && !/[+*]/.test(pin))
      proposed.set(pin, proposedSize(pin, axis, rank, deployment));
  for (const [pin] of proposed) {
    const total = totalSize(pin, new Map([...known, ...[...proposed].map(([key, { size }]) => [key, size] as const)]));
    if (total !== null) proposed.set(pin, { size: total, from: null });
  }
  for (const { pin, axis, rank } of open)
    if (!known.has(pin) && !proposed.has(pin) && sum(pin) === null)
      proposed.set(pin, proposedSize(pin, axis, rank, deployment));
  return inputs.map(({ name, dims }) => {
    if (dims === null) return undefined;
    const each = dims.map((dim, axis) => {
      const pin = pinOf(name, dim, axis);
      if (pin === null) return { size: dim as number, open: null };
      const guess = proposed.get(pin);
      const size = known.get(pin) ?? guess?.size ?? sum(pin) ?? 1;
      return { size, open: known.has(pin) || guess === undefined ? null : { axis, pin, ...guess } };
    });
    return { sizes: each.map(({ size }) => size), open: each.flatMap((one) => one.open ?? []) };
  });
}
