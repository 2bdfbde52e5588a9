import type { Dimension } from '../model/facts';
import type { Deployment } from '../model/settings';
import { proposedSize, totalSize } from '../planner/usual-size';
import type { InputShape, PinField } from './types';

/** What a pin of an axis has to name: its symbol, else INPUT:AXIS; null where the size is fixed. Some exporters store -1 for an open size. */
export function pinOf(input: string, dim: Dimension, axis: number): string | null {
  if (typeof dim === 'number' && dim >= 0) return null;
  return typeof dim === 'string' && dim !== '' ? dim : `${input}:${axis}`;
}

/** One field for each size that the inputs leave open, in the order of the inputs. */
export function pinFields(inputs: readonly InputShape[], deployment: Deployment): PinField[] {
  const entries = new Map<string, { enters: string[]; axis: number; rank: number }>();
  for (const { name, axes } of inputs) {
    for (const [axis, { pin }] of axes?.entries() ?? []) {
      if (pin === null) continue;
      const known = entries.get(pin);
      if (known !== undefined) known.enters.push(`${name}:${axis}`);
      else entries.set(pin, { enters: [`${name}:${axis}`], axis, rank: axes?.length ?? 0 });
    }
  }
  const fields = [...entries].map(([pin, { enters, axis, rank }]) => ({
    pin,
    enters,
    proposal: proposedSize(pin, axis, rank, deployment),
  }));
  const sizes = new Map(fields.map(({ pin, proposal }) => [pin, proposal.size]));
  return fields.map((field) => {
    const total = totalSize(field.pin, sizes);
    return total === null ? field : { ...field, proposal: { size: total, from: null } };
  });
}
