import type { HfConfigFacts } from '../../model/facts';
import { type DataObject, isDataObject } from '../../text/data';
import { quoted } from '../../text/quote';
import { NUMBER_KEYS, type NumberFact, TEXT_MODEL_KEYS } from './keys';
import { estimateParameters } from './parameters';

type Path = readonly string[];

export interface HfFacts {
  readonly facts: HfConfigFacts;
  /** Where in the document each fact stands. */
  readonly paths: Readonly<Partial<Record<keyof HfConfigFacts, Path>>>;
  /** Clauses on values of a wrong type, e.g. `"hidden_size" is no whole number`. */
  readonly wrong: readonly string[];
}

/** A part of the document, with the keys that lead to it. */
interface Part {
  readonly path: Path;
  readonly config: DataObject;
}

type Found<T> = { readonly value: T; readonly path: Path } | null;

/** A config in a config in a config is the deepest known (thinker, text). */
const MAX_PARTS = 4;

/** The facts of a config. Dimensions are the text model's, and those at the top where its part does not state them. */
export function factsOf(document: DataObject): HfFacts {
  const parts = partsOf(document);
  const wrong: string[] = [];
  const top = parts.slice(-1);

  const found: Partial<Record<keyof HfConfigFacts, Found<unknown>>> = {
    modelType: look(top, [['model_type']], isText, 'text', wrong),
    architectures: look(top, [['architectures']], isTexts, 'list of texts', wrong),
    torchDtype: look(parts, [['dtype'], ['torch_dtype']], isText, 'text', wrong),
  };
  for (const name of Object.keys(NUMBER_KEYS) as NumberFact[]) {
    found[name] = look(parts, NUMBER_KEYS[name], isCount, 'whole number', wrong);
  }
  const quantMethodKeys = ['quantization_config', 'compression_config'].map((key) => [key, 'quant_method']);
  found.quantMethod = look(parts, quantMethodKeys, isText, 'text', wrong);

  const stated = Object.entries(found).flatMap(([name, entry]) => (entry === null ? [] : [[name, entry] as const]));
  const facts: HfConfigFacts = Object.fromEntries(stated.map(([name, { value }]) => [name, value]));
  const parameters = estimateParameters(parts[0]?.config ?? document, facts);
  return {
    facts: parameters === null ? facts : { ...facts, parameters },
    paths: Object.fromEntries(stated.map(([name, { path }]) => [name, path])),
    wrong,
  };
}

/** The keys that lead to a fact in a document that was read; null where it does not state it. */
export function pathOf(document: DataObject, fact: keyof HfConfigFacts): Path | null {
  return factsOf(document).paths[fact] ?? null;
}

/** The text model's part first, the document itself last. */
function partsOf(document: DataObject): readonly Part[] {
  const parts: Part[] = [{ path: [], config: document }];
  for (let part = parts[0]; part !== undefined && parts.length < MAX_PARTS; ) {
    const { config, path }: Part = part;
    const key = TEXT_MODEL_KEYS.find((name) => isDataObject(config[name]));
    const nested = key === undefined ? undefined : config[key];
    part = isDataObject(nested) && key !== undefined ? { path: [...path, key], config: nested } : undefined;
    if (part) parts.unshift(part);
  }
  return parts;
}

/** The first of the keys that is stated in the first of the parts that states one. What is null counts as not stated. */
function look<T>(
  parts: readonly Part[],
  keys: readonly Path[],
  isRight: (value: unknown) => value is T,
  right: string,
  wrong: string[],
): Found<T> {
  for (const part of parts) {
    for (const key of keys) {
      const value = key.reduce<unknown>(
        (at, name) => (isDataObject(at) && Object.hasOwn(at, name) ? at[name] : null),
        part.config,
      );
      const path = [...part.path, ...key];
      if (isRight(value)) return { value, path };
      // A list holds a value for each layer: no mistake, but no single fact either.
      if (value !== null && !(Array.isArray(value) && value.every(isCount)))
        wrong.push(`${quoted(path.join('.'))} is no ${right}`);
    }
  }
  return null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
