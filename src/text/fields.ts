/** Reads typed values out of a YAML text; whatever is wrong is reported at its place and left out. */
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { quoted } from './quote';
import { didYouMean } from './suggest';
import type { YamlText } from './yaml';

/** One key of a mapping with its value. */
export interface Field {
  /** For messages: the keys from the top, e.g. "deployment.route". */
  readonly label: string;
  readonly key: Node;
  /** Null where nothing, or `null`, is written: the field counts as not given. */
  readonly value: Node | null;
}

export type Fields = ReadonlyMap<string, Field>;

/** The fields of a mapping by name, in their order; of repeated keys the first. `label` is that of the mapping, empty at the top. */
export function fieldsOf(yaml: YamlText, node: Node | null, label: string): Fields {
  const fields = new Map<string, Field>();
  const map = yaml.resolve(node);
  if (map === null || isNull(map)) return fields;
  if (!isMap<Node, Node | null>(map)) {
    yaml.report(map, `${label || 'The file'} must map names to values, not hold ${described(map)}.`);
    return fields;
  }
  for (const { key, value } of map.items) {
    const scalar = yaml.resolve(key);
    if (!isScalar(scalar) || isNull(scalar)) {
      yaml.report(key, 'A key must be a plain name.');
      continue;
    }
    const name = String(typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? scalar.value));
    const resolved = yaml.resolve(value);
    if (fields.has(name)) yaml.report(key, `The key ${quoted(name)} stands here twice; keep one.`);
    else {
      const full = label ? `${label}.${name}` : name;
      fields.set(name, { label: full, key, value: isNull(resolved) ? null : resolved });
    }
  }
  return fields;
}

/** Reports every key that is not among the known ones. */
export function refuseUnknown(yaml: YamlText, fields: Fields, known: readonly string[]): void {
  for (const [name, field] of fields) {
    if (known.includes(name)) continue;
    const hint = didYouMean(name, known) || `; known here: ${known.join(', ')}.`;
    yaml.report(field.key, `Unknown key ${quoted(name)}${hint}`);
  }
}

/** Text that is not empty; undefined where it is not given or wrong. */
export function textOf(yaml: YamlText, field: Field | undefined): string | undefined {
  if (!field?.value) return undefined;
  const text = isScalar(field.value) ? field.value.value : null;
  if (typeof text === 'string' && text.trim() !== '') return text;
  yaml.report(field.value, `${shown(field)} must be text, not ${described(field.value)}; put it in quotes.`);
  return undefined;
}

/** Text, or a number exactly as it is written: 2.30 stays "2.30". */
export function spellingOf(yaml: YamlText, field: Field | undefined): string | undefined {
  const value = field?.value;
  if (isScalar(value) && typeof value.value === 'number' && value.source !== undefined) return value.source;
  return textOf(yaml, field);
}

export function choiceOf<T extends string>(
  yaml: YamlText,
  field: Field | undefined,
  choices: readonly T[],
): T | undefined {
  const text = textOf(yaml, field);
  if (text === undefined || !field) return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) {
    const hint = didYouMean(text, choices) || `; it can be ${choices.join(', ')}.`;
    yaml.report(field.value, `${shown(field)} cannot be ${quoted(text)}${hint}`);
  }
  return choice;
}

/** A whole number of at least 1. */
export function countOf(yaml: YamlText, field: Field | undefined): number | undefined {
  if (!field?.value) return undefined;
  const value = isScalar(field.value) ? field.value.value : null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  yaml.report(field.value, `${shown(field)} must be a whole number of at least 1, not ${described(field.value)}.`);
  return undefined;
}

/** The items of a list as fields of their own, labelled "name[1]" from 1 on; an empty item is reported. */
export function itemsOf(yaml: YamlText, field: Field | undefined): readonly Field[] | undefined {
  if (!field?.value) return undefined;
  const list = field.value;
  if (!isSeq<Node | null>(list)) {
    yaml.report(
      list,
      `${shown(field)} must be a list, not ${described(list)}: write "- " before each item, or [a, b].`,
    );
    return undefined;
  }
  return list.items.flatMap((item, i) => {
    const value = yaml.resolve(item);
    const label = `${field.label}[${i + 1}]`;
    if (!isNull(value)) return [{ label, key: item ?? list, value }];
    // An alias that leads nowhere was reported already.
    if (!isAlias(item)) yaml.report(item ?? list, `${label} is empty; fill it in or take it out.`);
    return [];
  });
}

export function isNull(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** The field's name for a sentence. Labels hold names from the file. */
function shown(field: Field): string {
  return /^[\w.[\]-]{1,80}$/.test(field.label) ? field.label : quoted(field.label);
}

function described(node: Node): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'this';
  if (typeof node.value === 'string') return node.value.trim() === '' ? 'an empty text' : quoted(node.value);
  return quoted(node.source ?? String(node.value)).slice(1, -1);
}
