import type { TextRange } from '../../model/finding';
import type { Positions } from '../../text/positions';
import { normalizedPackage, type PackageMention } from '../mentions';
import { directReference } from './direct';

/** Gives the range of a part of a text, by offsets in that text. */
export type RangeOf = (start: number, end: number) => TextRange;

export interface RequirementContext {
  readonly installer?: PackageMention['installer'];
  readonly locked?: boolean;
  readonly scope?: string;
}

const NAME = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
const CLAUSE = /(===|==|~=|!=|<=|>=|<|>)[ \t]*([A-Za-z0-9$][\w.*+!$(){}-]*)/y;
const SPACE = /[ \t]*/y;

/**
 * A requirement of PEP 508 (`name[extra]>=1,<2; marker`, `name @ URL`), or what pip takes beside it: a URL, a path of a wheel, `git+https://…`.
 * `text` begins at `offset` of the file that `positions` are of. Null where it is none. Linear in the length of the text.
 */
export function requirementOf(
  text: string,
  offset: number,
  positions: Positions,
  context: RequirementContext = {},
): PackageMention | null {
  return requirementAt(text, (start, end) => positions.range(offset + start, offset + end), context);
}

/** As {@link requirementOf}, of a text whose parts have their places otherwise. */
export function requirementAt(text: string, rangeOf: RangeOf, context: RequirementContext = {}): PackageMention | null {
  const start = skip(text, 0);
  const direct = directReference(text.slice(start));
  if (direct !== null) {
    const at = start + direct.nameAt;
    return mention(
      {
        name: direct.name,
        nameSpan: [at, at + direct.nameLength],
        specifier: '',
        specifierSpan: null,
        pinned: direct.version,
        extras: [],
        marker: direct.marker,
        source: direct.source,
        end: start + direct.length,
        start,
      },
      rangeOf,
      context,
    );
  }
  NAME.lastIndex = start;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  let at = skip(text, start + name.length);
  const extras: string[] = [];
  if (text[at] === '[') {
    const close = text.indexOf(']', at);
    if (close < 0) return null;
    for (const extra of text.slice(at + 1, close).split(',')) {
      if (extra.trim() !== '') extras.push(normalizedPackage(extra.trim()));
    }
    at = skip(text, close + 1);
  }
  const base = { name, nameSpan: [start, start + name.length] as const, extras, start };
  if (text[at] === '@') {
    const from = skip(text, at + 1);
    const source = text.slice(from).split(/[ \t]/, 1)[0] ?? '';
    const rest = skip(text, from + source.length);
    const marker = text[rest] === ';' ? text.slice(rest + 1).trim() : null;
    const end = from + source.length;
    const none = { specifier: '', specifierSpan: null, pinned: null };
    return mention({ ...base, ...none, marker, source, end }, rangeOf, context);
  }
  const specifier = specifierAt(text, at);
  if (specifier === null) return null;
  const after = skip(text, specifier.after);
  const rest = text.slice(after);
  if (rest !== '' && !/^(?:;|#|--|\\)/.test(rest)) return null;
  const marker = rest.startsWith(';') ? rest.slice(1).trim() : null;
  return mention(
    {
      ...base,
      specifier: specifier.text,
      specifierSpan: specifier.span,
      pinned: pinnedVersion(specifier.text),
      marker,
      source: null,
      end: specifier.span?.[1] ?? (extras.length > 0 ? text.indexOf(']', start) + 1 : start + name.length),
    },
    rangeOf,
    context,
  );
}

interface Parsed {
  readonly name: string;
  readonly nameSpan: readonly [number, number];
  readonly specifier: string;
  readonly specifierSpan: readonly [number, number] | null;
  readonly pinned: string | null;
  readonly extras: readonly string[];
  readonly marker: string | null;
  readonly source: string | null;
  readonly start: number;
  readonly end: number;
}

function mention(parsed: Parsed, rangeOf: RangeOf, context: RequirementContext): PackageMention {
  return {
    range: rangeOf(parsed.start, parsed.end),
    ...(context.scope === undefined ? {} : { scope: context.scope }),
    name: normalizedPackage(parsed.name),
    written: parsed.name,
    nameRange: rangeOf(...parsed.nameSpan),
    specifier: parsed.specifier,
    specifierRange: parsed.specifierSpan === null ? null : rangeOf(...parsed.specifierSpan),
    pinned: parsed.pinned,
    extras: parsed.extras,
    marker: parsed.marker,
    source: parsed.source,
    installer: context.installer ?? 'pip',
    locked: context.locked ?? false,
  };
}

interface SpecifierAt {
  /** Without spaces. */
  readonly text: string;
  readonly span: readonly [number, number] | null;
  /** Behind the specifier and its parenthesis. */
  readonly after: number;
}

/** The clauses at a place, in parentheses or not; null where they are broken. */
function specifierAt(text: string, from: number): SpecifierAt | null {
  const open = text[from] === '(';
  let at = open ? skip(text, from + 1) : from;
  const start = at;
  let end = at;
  const clauses: string[] = [];
  for (;;) {
    CLAUSE.lastIndex = at;
    const clause = CLAUSE.exec(text);
    if (clause === null) break;
    const bracket = open ? (clause[2] ?? '').indexOf(')') : -1;
    const version = bracket < 0 ? (clause[2] ?? '') : (clause[2] ?? '').slice(0, bracket);
    clauses.push(`${clause[1]}${version}`);
    end = at + clause[0].length - ((clause[2] ?? '').length - version.length);
    at = skip(text, end);
    if (text[at] !== ',') break;
    at = skip(text, at + 1);
  }
  if (open) {
    if (text[at] !== ')') return null;
    at += 1;
  }
  return { text: clauses.join(','), span: clauses.length === 0 ? null : [start, end], after: at };
}

/** The version of "==2.9.1" or "===2.9.1", alone or with other clauses; null where there is none, or a wildcard or variable in it. */
export function pinnedVersion(specifier: string): string | null {
  for (const clause of specifier.split(',')) {
    const version = /^===?([A-Za-z0-9][\w.+!-]*)$/.exec(clause)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

function skip(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}
