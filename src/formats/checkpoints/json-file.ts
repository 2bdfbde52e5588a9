import type { OtherFacts } from '../../model/facts';
import type { TextRange } from '../../model/finding';
import { type DataDocument, type DataObject, type DataPath, isDataObject } from '../../text/data';
import { baseName } from '../../text/path';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE, unreadable } from '../other';
import type { OtherReading } from '../reading';
import { isLfsPointer, LFS_POINTER } from './lfs';

/** What a JSON file of one kind says. */
export interface Understood {
  readonly facts: OtherFacts;
  /** Keys at the top that rules look at, with all below them. The rest of the document is not kept. */
  readonly keep: readonly string[];
  /** Where facts stand that rules across files point at. */
  readonly places?: Readonly<Record<string, DataPath>>;
}

interface JsonKind {
  readonly kind: OtherReading['kind'];
  /** The file's name in lower case. */
  matches(name: string): boolean;
  /** Whether the name alone says what the file is, so that a broken one is worth a word. */
  readonly ownName: boolean;
  /** A part of every text of the kind: a text without it is not parsed. */
  readonly marker: string;
  /** Null where the content shows something else. */
  understand(value: unknown): Understood | null;
}

/** The format of a JSON file that the content tells. */
export function jsonFormat({ kind, matches, ownName, marker, understand }: JsonKind): Format {
  return {
    text: false,
    matches: (path) => matches(baseName(path).toLowerCase()),
    async read(file) {
      let marked = true;
      try {
        const text = await file.text();
        if (text === null) return ownName ? leftAlone(kind, file, TOO_LARGE) : null;
        if (ownName && isLfsPointer(text.text)) return unreadable(kind, file, LFS_POINTER);
        marked = text.text.includes(marker);
        const data = marked ? await file.json() : null;
        const found = data === null ? null : understand(data.value);
        if (data === null || found === null) return null;
        const reason = data.oddities.length === 0 ? null : `The file is not clean JSON: ${data.oddities.join(', ')}.`;
        const reading = otherReading(kind, file, text, {
          facts: found.facts,
          documents: [excerpt(data, found.keep)],
          reason,
        });
        return found.places === undefined ? reading : { ...reading, ranges: rangesOf(data, found.places) };
      } catch (error) {
        return faultReading(error, kind, file, ownName && marked, 'JSON');
      }
    },
  };
}

/** The places that there are. */
function rangesOf(document: DataDocument, places: Readonly<Record<string, DataPath>>): Record<string, TextRange> {
  return Object.fromEntries(
    Object.entries(places).flatMap(([fact, path]) => {
      const range = document.rangeOf(path);
      return range === null ? [] : [[fact, range] as const];
    }),
  );
}

/** The part of a document below some of its keys, without what else it holds in memory. */
function excerpt(document: DataDocument, keys: readonly string[]): DataDocument {
  const { value } = document;
  if (!isDataObject(value)) return document;
  const part: Record<string, unknown> = {};
  const places: Place[] = [];
  for (const key of keys) {
    if (!Object.hasOwn(value, key)) continue;
    part[key] = value[key];
    places.push(placeOf(document, [key], value[key]));
  }
  // Grows while it is walked: level by level, so that the values near the top are among the places.
  for (const { path, value: at } of places) {
    if (!isDataObject(at) && !Array.isArray(at)) continue;
    for (const [name, below] of Object.entries(at)) {
      if (places.length >= MAX_PLACES) break;
      places.push(placeOf(document, [...path, Array.isArray(at) ? Number(name) : name], below));
    }
  }
  const byPath = new Map(places.map((place) => [JSON.stringify(place.path), place]));
  return {
    value: part,
    rangeOf: (path) => byPath.get(JSON.stringify(path))?.range ?? null,
    keyRangeOf: (path) => byPath.get(JSON.stringify(path))?.key ?? null,
  };
}

/** Places kept of one file; what rules look at are a few values near the top. */
const MAX_PLACES = 200;

interface Place {
  readonly path: DataPath;
  readonly value: unknown;
  readonly range: ReturnType<DataDocument['rangeOf']>;
  readonly key: ReturnType<DataDocument['keyRangeOf']>;
}

function placeOf(document: DataDocument, path: DataPath, value: unknown): Place {
  return { path, value, range: document.rangeOf(path), key: document.keyRangeOf(path) };
}

type Scalar = 'string' | 'number' | 'boolean';

/** The values of some keys as facts: `[fact, key, type]`. What is absent, null or of another type is no fact. */
export function scalarFacts(
  document: DataObject,
  fields: readonly (readonly [fact: string, key: string, type: Scalar])[],
): Record<string, string | number | boolean> {
  const facts: Record<string, string | number | boolean> = {};
  for (const [fact, key, type] of fields) {
    const value = Object.hasOwn(document, key) ? document[key] : undefined;
    const plain = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
    if (plain && typeof value === type) facts[fact] = value;
  }
  return facts;
}

/** The texts of a list, the first hundred; null where it is no list of texts. */
export function textList(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((one): one is string => typeof one === 'string');
  return texts.length === value.length ? texts.slice(0, 100) : null;
}
