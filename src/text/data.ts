import type { TextRange } from '../model/finding';

/** The way from the top of a document to a value: keys and indexes. */
export type DataPath = readonly (string | number)[];

/** A document of plain data in which every value has its place. */
export interface DataDocument {
  /** Plain data: objects, arrays, texts, numbers, truth values, null. Never cyclic. */
  readonly value: unknown;
  /** Of the value at a path; null where there is none. */
  rangeOf(path: DataPath): TextRange | null;
  /** Of the key at the end of a path; null where there is none. */
  keyRangeOf(path: DataPath): TextRange | null;
}

/** Why a text is no such document, and where. */
export class DataFault extends Error {
  constructor(
    message: string,
    /** A clause without a capital letter and a full stop. */
    readonly range: TextRange | null,
  ) {
    super(message);
    this.name = 'DataFault';
  }
}

export type DataObject = Readonly<Record<string, unknown>>;

export function isDataObject(value: unknown): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of own keys; undefined where there is none. */
export function valueAt(value: unknown, path: DataPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[key];
  }
  return at;
}
