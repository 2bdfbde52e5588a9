/** Keeps account of the limits while a model is read. */
import type { Counted, Limits } from './limits';

export interface Budget {
  readonly limits: Limits;
  /** Whether one more may be kept; notes when not. */
  take(kind: Counted): boolean;
  /** How many bytes of a name of this length may be kept; notes when fewer than all. */
  name(length: number): number;
  /** How many bytes of an attribute's text may be kept. What is cut is payload, which no reading holds: no note. */
  value(length: number): number;
  /** Whether a packed list of this length may be loaded; notes when not. */
  list(length: number): boolean;
  /** The same of a leaf message that is to be kept. */
  leaf(length: number): boolean;
  /** Whether a constant of this length may be kept; notes when not. */
  constant(length: number): boolean;
  /** Adds a sentence, once. */
  note(sentence: string): void;
  /** Sentences on what was cut, in order. */
  readonly notes: readonly string[];
}

export function newBudget(limits: Limits): Budget {
  const { counts } = limits;
  const notes: string[] = [];
  const used: Record<Counted, number> = {
    nodes: 0,
    attributes: 0,
    tensors: 0,
    values: 0,
    graphs: 0,
    functions: 0,
    'list elements': 0,
    'metadata entries': 0,
  };
  let text = 0;
  let constants = 0;
  const note = (sentence: string): void => {
    if (!notes.includes(sentence)) notes.push(sentence);
  };
  const kept = (length: number, allowed: number): number => {
    const bytes = Math.min(length, text < limits.textBytes ? allowed : limits.shortBytes);
    text += bytes;
    return bytes;
  };
  const list = (length: number): boolean => {
    const fits = length <= limits.leafBytes;
    if (!fits) note(`Lists and descriptions longer than ${limits.leafBytes} bytes were left out.`);
    return fits;
  };
  return {
    limits,
    notes,
    note,
    take(kind) {
      if (used[kind] >= counts[kind]) {
        note(`The model holds more than ${counts[kind]} ${kind}; the rest was left out.`);
        return false;
      }
      used[kind]++;
      return true;
    },
    name(length) {
      const bytes = kept(length, limits.nameBytes);
      if (bytes < length) note(`Names longer than ${bytes} bytes were cut.`);
      return bytes;
    },
    list,
    leaf(length) {
      if (!list(length)) return false;
      if (text >= limits.textBytes) {
        note(
          `The model's texts take more than ${limits.textBytes} bytes; types and metadata after them were left out.`,
        );
        return false;
      }
      text += length;
      return true;
    },
    value: (length) => kept(length, limits.valueBytes),
    constant(length) {
      if (constants + length > limits.constantBytes) {
        note(
          `The model holds more than ${limits.constantBytes} bytes of small constants; the values of the rest are unknown.`,
        );
        return false;
      }
      constants += length;
      return true;
    },
  };
}
