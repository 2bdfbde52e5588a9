import type { Dimension } from '../model/facts';
import type { Deployment } from '../model/settings';
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
  return [...entries].map(([pin, { enters, axis, rank }]) => ({
    pin,
    enters,
    proposal: proposalFor(pin, axis, rank, deployment),
  }));
}

const USUAL_SEQUENCE = 128;
const USUAL_IMAGE = 224;

/** A size to start from: what the planner file says of the deployment, else a usual one. */
function proposalFor(pin: string, axis: number, rank: number, deployment: Deployment): PinField['proposal'] {
  const usual = (size: number, key: 'batchSize' | 'sequenceLength' | null): PinField['proposal'] => {
    const given = key === null ? undefined : deployment[key];
    return given === undefined ? { size, from: null } : { size: given, from: `deployment.${key}` };
  };
  if (/batch|^n$/i.test(pin)) return usual(1, 'batchSize');
  if (/past/i.test(pin)) return usual(USUAL_SEQUENCE, null);
  if (/seq|length|tokens|time/i.test(pin)) return usual(USUAL_SEQUENCE, 'sequenceLength');
  if (/height|width|^[hw]$/i.test(pin)) return usual(USUAL_IMAGE, null);
  if (axis === 0) return usual(1, 'batchSize');
  if (rank === 4 && axis > 1) return usual(USUAL_IMAGE, null);
  return rank <= 3 ? usual(USUAL_SEQUENCE, 'sequenceLength') : usual(1, null);
}
