/** Facts of a file, laid flat so that any two of them can be held against each other. */
import type { Fact, FactChange, FactText } from '../model/comparison';
import { compareText } from '../model/order';
import { type Fields, isFields, own } from './shape';

/** The field that tells the entries of a list apart, the first that all have. */
const NAMES = ['name', 'path', 'id'];

/**
 * Facts by field and key in code unit order. A tensor is one fact: "FLOAT [1, 8]" under its name. Texts of a list are keys that are true, or how
 * often each occurs where that is more than once; other lists are one text. What lies deeper than the report format allows is left out, as are nulls.
 */
export function flatFacts(facts: Fields): Fact[] {
  return Object.entries(facts)
    .flatMap(([field, value]) => factsOf(field, value))
    .sort((a, b) => compareText(a.field, b.field) || compareText(a.key ?? '', b.key ?? ''));
}

function factsOf(field: string, value: unknown): Fact[] {
  if (isText(value)) return [{ field, key: null, value }];
  if (Array.isArray(value)) return listFacts(field, value);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const said = words(each);
    return said === null ? [] : [{ field, key, value: said }];
  });
}

function listFacts(field: string, list: readonly unknown[]): Fact[] {
  if (list.length === 0) return [];
  if (list.every((entry) => typeof entry === 'string')) return counted(field, list);
  if (!list.every(isFields)) {
    const said = words(list);
    return said === null ? [] : [{ field, key: null, value: said }];
  }
  const name = NAMES.find((candidate) => list.every((entry) => typeof own(entry, candidate) === 'string'));
  const facts = new Map<string, Fact>();
  for (const [i, entry] of list.entries()) {
    const given = name === undefined ? String(i) : String(own(entry, name));
    const key = facts.has(given) ? `${given} (${i})` : given;
    facts.set(key, { field, key, value: entryWords(entry, name) });
  }
  return [...facts.values()];
}

function counted(field: string, list: readonly string[]): Fact[] {
  const counts = new Map<string, number>();
  for (const key of list) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, n]) => ({ field, key, value: n === 1 ? true : n }));
}

function entryWords(entry: Fields, name: string | undefined): string {
  if (Object.hasOwn(entry, 'dtype') && Object.hasOwn(entry, 'dims')) return tensorWords(entry.dtype, entry.dims);
  return Object.entries(entry)
    .filter(([field]) => field !== name)
    .flatMap(([field, value]) => {
      const said = words(value);
      return said === null ? [] : [`${field} ${said}`];
    })
    .join(', ');
}

/** "FLOAT [batch, 8]"; "?" stands for what is not stored. */
export function tensorWords(dtype: unknown, dims: unknown): string {
  const type = typeof dtype === 'string' ? dtype : '?';
  return Array.isArray(dims) ? `${type} [${dims.map((dim) => (isText(dim) ? dim : '?')).join(', ')}]` : type;
}

function words(value: unknown): FactText | null {
  if (isText(value)) return value;
  return Array.isArray(value) ? value.map((entry) => (isText(entry) ? String(entry) : '?')).join(', ') : null;
}

function isText(value: unknown): value is FactText {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && !Number.isNaN(value));
}

/** What differs, in the order of {@link flatFacts}, and how many facts do not. */
export function factChanges(before: readonly Fact[], after: readonly Fact[]): { changes: FactChange[]; same: number } {
  const was = new Map(before.map((fact) => [factKey(fact), fact]));
  const is = new Map(after.map((fact) => [factKey(fact), fact]));
  const changes: FactChange[] = [];
  for (const [key, { field, key: name, value }] of was) {
    const now = is.get(key);
    if (now === undefined || now.value !== value)
      changes.push({ field, key: name, before: value, after: now?.value ?? null });
  }
  for (const [key, { field, key: name, value }] of is)
    if (!was.has(key)) changes.push({ field, key: name, before: null, after: value });
  const gone = changes.filter(({ after }) => after === null).length;
  const changed = changes.filter(({ before: b, after: a }) => b !== null && a !== null).length;
  return {
    changes: changes.sort((a, b) => compareText(a.field, b.field) || compareText(a.key ?? '', b.key ?? '')),
    same: was.size - gone - changed,
  };
}

function factKey({ field, key }: Fact): string {
  return JSON.stringify([field, key]);
}

/** Settings of one file that are told apart, and levels of nesting: a config has fewer by far. */
const MAX_SETTINGS = 5000;
const MAX_DEPTH = 8;

/** Every setting of a document as a fact of the field "settings" under its path, e.g. "rope_scaling.factor". Lists of plain values are one. */
export function documentFacts(document: unknown): Fact[] {
  const facts: Fact[] = [];
  const open: { readonly path: readonly string[]; readonly value: unknown }[] = [{ path: [], value: document }];
  for (let at = open.pop(); at !== undefined && facts.length < MAX_SETTINGS; at = open.pop()) {
    const { path, value } = at;
    const plain = words(value);
    const nested = Array.isArray(value) && value.some((entry) => typeof entry === 'object' && entry !== null);
    if (plain !== null && !nested) {
      if (path.length > 0) facts.push({ field: 'settings', key: path.join('.'), value: plain });
    } else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH) {
      for (const [key, each] of Object.entries(value).reverse()) open.push({ path: [...path, key], value: each });
    }
  }
  return facts;
}
