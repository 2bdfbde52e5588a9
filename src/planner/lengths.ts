import { isScalar, isSeq, type Node } from 'yaml';
import type { LengthSource } from '../model/settings';
import { countOf, type Field, fieldsOf, itemsOf } from '../text/fields';
import { quoted } from '../text/quote';
import type { YamlText } from '../text/yaml';

/** The same bound as on the device: a dimension is a 32-bit number. */
const MAX_LENGTH = 2 ** 31 - 1;
const MAX_DIGITS = 10;
/** Each may be a large file. */
const MAX_DIMENSIONS = 32;

/** The part of a planner file that says how long requests are, by dimension. */
export function readLengths(
  yaml: YamlText,
  field: Field | undefined,
): { readonly lengths: Readonly<Record<string, LengthSource>>; readonly nodes: ReadonlyMap<string, Node> } {
  const nodes = new Map<string, Node>();
  const found: [string, LengthSource][] = [];
  const entries = [...fieldsOf(yaml, field?.value ?? null, 'lengths')];
  if (entries.length > MAX_DIMENSIONS)
    yaml.report(field?.value ?? null, `lengths are read of at most ${MAX_DIMENSIONS} dimensions.`);
  for (const [name, entry] of entries.slice(0, MAX_DIMENSIONS)) {
    const source = sourceOf(yaml, entry);
    if (source === undefined || entry.value === null) continue;
    nodes.set(name, entry.value);
    found.push([name, source]);
  }
  return { lengths: Object.fromEntries(found), nodes };
}

function sourceOf(yaml: YamlText, field: Field): LengthSource | undefined {
  const { value } = field;
  if (value === null) {
    yaml.report(field.key, `${quoted(field.label)} has no lengths; write a file, a range such as 1-512, or a list.`);
    return undefined;
  }
  if (isSeq(value)) {
    const lengths = (itemsOf(yaml, field) ?? []).flatMap((item) => countOf(yaml, item) ?? []);
    if (lengths.length === 0) yaml.report(value, `${quoted(field.label)} is an empty list; name at least one length.`);
    const large = lengths.find((length) => length > MAX_LENGTH);
    if (large !== undefined) yaml.report(value, `A length must be at most ${MAX_LENGTH}, not ${large}.`);
    return { kind: 'list', lengths };
  }
  const scalar = isScalar(value) ? value.value : null;
  const text = typeof scalar === 'string' ? scalar : typeof scalar === 'number' ? String(scalar) : null;
  const source = text === null ? 'must be a file, a range such as 1-512, or a list of lengths' : lengthSource(text);
  if (typeof source !== 'string') return source;
  yaml.report(value, `${quoted(field.label)} ${source}.`);
  return undefined;
}

/** Lengths as they are written in one text: "12,40,80", "1-512", or the path of a CSV file. A clause where it is none of them. */
export function lengthSource(text: string): LengthSource | string {
  const plain = text.trim();
  if (plain === '') return 'is empty; write a file, a range such as 1-512, or a list such as 12,40,80';
  const [, from = '', to = ''] = /^(\d+) {0,9}(?:-|\.\.) {0,9}(\d+)$/.exec(plain) ?? [];
  if (from !== '') {
    const [first, last] = [Number(from), Number(to)];
    if (tooLarge(from) || tooLarge(to)) return `may hold lengths up to ${MAX_LENGTH}`;
    if (first < 1 || last < first) return `must be a range that grows from at least 1, not ${quoted(plain)}`;
    return { kind: 'range', first, last };
  }
  // Whatever has nothing but numbers is meant as numbers, and no file.
  if (!/^[-+\d.,\s]+$/.test(plain)) return { kind: 'file', path: plain };
  const items = plain.split(',').map((item) => item.trim());
  const wrong = items.find((item) => !/^\d+$/.test(item) || Number(item) < 1);
  if (wrong !== undefined) return `must hold whole numbers of at least 1, not ${quoted(wrong)}`;
  if (items.some(tooLarge)) return `may hold lengths up to ${MAX_LENGTH}`;
  return { kind: 'list', lengths: items.map(Number) };
}

function tooLarge(digits: string): boolean {
  return digits.length > MAX_DIGITS || Number(digits) > MAX_LENGTH;
}
