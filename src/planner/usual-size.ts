import type { Deployment } from '../model/settings';

const USUAL_SEQUENCE = 128;
const USUAL_IMAGE = 224;

export interface ProposedSize {
  readonly size: number;
  /** The planner key that says so; null where it is only a usual one. */
  readonly from: string | null;
}

/**
 * A size to start from for an open dimension of an input: what the planner file says of the deployment, else a usual one for what the symbol's
 * name, the axis and the rank suggest.
 */
export function proposedSize(pin: string, axis: number, rank: number, deployment: Deployment): ProposedSize {
  const usual = (size: number, key: 'batchSize' | 'sequenceLength' | null): ProposedSize => {
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

/**
 * The size of "total_sequence_length" where those of "past_sequence_length" and "sequence_length" are known: a decoder with a cache sees what is past
 * and what is new together. Null for any other pin.
 */
export function totalSize(pin: string, sizes: ReadonlyMap<string, number>): number | null {
  if (!pin.startsWith('total_')) return null;
  const rest = pin.slice('total_'.length);
  const [past, fresh] = [sizes.get(`past_${rest}`), sizes.get(rest)];
  return past === undefined || fresh === undefined ? null : past + fresh;
}
