/** Keeps account of the limits while a model is read. */
import {
  type Counted,
  MAX_CONSTANTS_BYTES,
  MAX_COUNTS,
  MAX_NAME_BYTES,
  MAX_TEXT_BYTES,
  MIN_NAME_BYTES,
} from './limits';

export interface Budget {
  /** Whether one more may be kept; notes once when not. */
  take(kind: Counted): boolean;
  /** How many bytes of a text of this length may be kept; notes once when fewer than all. */
  text(length: number): number;
  /** Whether a constant of this length may be kept; notes once when not. */
  constant(length: number): boolean;
  /** Adds a sentence, once. */
  note(sentence: string): void;
  /** Sentences on what was cut, in order. */
  readonly notes: readonly string[];
}

export function newBudget(): Budget {
  const notes: string[] = [];
  const counts = new Map<Counted, number>();
  let text = 0;
  let constants = 0;
  const note = (sentence: string): void => {
    if (!notes.includes(sentence)) notes.push(sentence);
  };
  return {
    notes,
    note,
    take(kind) {
      const n = (counts.get(kind) ?? 0) + 1;
      if (n > MAX_COUNTS[kind]) {
        note(`The model holds more than ${MAX_COUNTS[kind]} ${kind}; the rest was left out.`);
        return false;
      }
      counts.set(kind, n);
      return true;
    },
    text(length) {
      const allowed = text < MAX_TEXT_BYTES ? MAX_NAME_BYTES : MIN_NAME_BYTES;
      if (length > allowed) note(`Names longer than ${allowed} bytes were cut.`);
      const kept = Math.min(length, allowed);
      text += kept;
      return kept;
    },
    constant(length) {
      if (constants + length > MAX_CONSTANTS_BYTES) {
        note(
          `The model holds more than ${MAX_CONSTANTS_BYTES} bytes of small constants; the values of the rest were not read.`,
        );
        return false;
      }
      constants += length;
      return true;
    },
  };
}
