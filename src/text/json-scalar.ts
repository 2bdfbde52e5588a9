import { quoted } from './quote';

/** What is wrong at one place of a JSON text. */
export class JsonFault extends Error {
  /** Offsets, `end` exclusive. `message` is a clause: no capital, no full stop. */
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message);
    this.name = 'JsonFault';
  }
}

/** A scalar with the offset behind it. */
export interface Scalar<T> {
  readonly value: T;
  readonly end: number;
}

const WORDS: ReadonlyMap<string, number | boolean | null> = new Map<string, number | boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
  // As Python's json module writes and reads them.
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** Reads the number, `true`, `false`, `null` or the like at `at`. Throws a {@link JsonFault}. */
export function readWord(text: string, at: number): Scalar<number | boolean | null> {
  const word = /[-+.\w]+/y;
  word.lastIndex = at;
  const end = word.test(text) ? word.lastIndex : at + 1;
  const found = text.slice(at, end);
  const value = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(found) ? Number(found) : WORDS.get(found);
  if (value !== undefined) return { value, end };
  if (at >= text.length) throw new JsonFault(at, at, 'the file ends before the JSON is complete');
  if (found === "'") throw new JsonFault(at, end, 'a text must stand in double quotes');
  throw new JsonFault(at, end, `${quoted(found)} is no JSON value`);
}

/** Reads the text in double quotes at `at`. Throws a {@link JsonFault}. */
export function readString(text: string, at: number): Scalar<string> {
  const known = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  let escaped = false;
  for (let i = at + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      const source = text.slice(at, i + 1);
      return { value: escaped ? String(JSON.parse(source)) : source.slice(1, -1), end: i + 1 };
    }
    if (code === 10 || code === 13) throw new JsonFault(at, i, 'a text is not closed on its line');
    if (code < 32) throw new JsonFault(i, i + 1, 'a text holds a control character');
    if (code !== 92) continue;
    known.lastIndex = i;
    if (!known.test(text))
      throw new JsonFault(i, Math.min(i + 2, text.length), 'a text holds an escape that JSON does not know');
    escaped = true;
    i = known.lastIndex - 1;
  }
  throw new JsonFault(at, text.length, 'the file ends in the middle of a text');
}
