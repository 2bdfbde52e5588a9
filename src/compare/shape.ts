/** Data from a file that anybody may have written, taken apart field by field. Everything here throws a {@link ShapeError}. */
import { list } from '../report/words';

/** The data is not what it should be: one sentence that says where. */
export class ShapeError extends Error {}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown, place: string): Fields {
  if (!isFields(value)) throw new ShapeError(`${place} should be an object.`);
  return value;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field where the object has it itself, else undefined. */
export function own(value: Fields, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What `take` makes of each entry; an absent list is empty. */
export function entries<T>(value: unknown, place: string, take: (entry: unknown, place: string) => T): T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new ShapeError(`${place} should be a list.`);
  return value.map((entry: unknown, i) => take(entry, `${place}[${i}]`));
}

export function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new ShapeError(`${place} should be a text.`);
  return value;
}

export function textOrNull(value: unknown, place: string): string | null {
  return value === undefined || value === null ? null : text(value, place);
}

/** A finite number of at least 0. */
export function amount(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new ShapeError(`${place} should be a number of at least 0.`);
  return value;
}

/** YYYY-MM-DD. */
export function day(value: unknown, place: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new ShapeError(`${place} should be a day as YYYY-MM-DD.`);
  return value;
}

export function word<T extends string>(value: unknown, words: readonly T[], place: string): T {
  const found = words.find((candidate) => candidate === value);
  if (found === undefined) throw new ShapeError(`${place} should be one of ${list(words)}.`);
  return found;
}
