/** What can be written at a place of a planner file. Works on lines, because a file that is being typed is rarely valid YAML. Pure. */
import { PLANNER_SCHEMA, type Schema } from '../../planner/schema';

export interface Completion {
  readonly label: string;
  /** What is written; the cursor ends behind it. */
  readonly insert: string;
  readonly detail: string;
  readonly kind: 'key' | 'value';
}

interface Place {
  /** Keys from the top; "[]" stands for an item of a list. */
  readonly path: readonly string[];
  /** Whether a value is being typed behind a key or a dash, as opposed to a key. */
  readonly isValue: boolean;
}

/** The completions at the end of `before`, which is the text up to the cursor. `values`: more values by path, such as the names of rules. */
export function completionsAt(
  before: string,
  values: Readonly<Record<string, readonly string[]>> = {},
): readonly Completion[] {
  const place = placeOf(before);
  if (place === null) return [];
  const schema = schemaAt(place.path);
  if (schema === null) return [];
  if (place.isValue && schema.type !== 'object') return valuesOf(schema, values[place.path.join('.')] ?? []);
  const present = keysBeside(before);
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => !present.has(key))
    .map(([key, child]) => ({ label: key, insert: `${key}: `, detail: child.description ?? '', kind: 'key' }));
}

function valuesOf({ enum: known, examples }: Schema, more: readonly string[]): Completion[] {
  const all = [...(known ?? []), ...more, ...(known === undefined ? (examples ?? []) : [])];
  return all.map((value) => ({ label: String(value), insert: String(value), detail: '', kind: 'value' }));
}

function schemaAt(path: readonly string[]): Schema | null {
  let at: Schema | undefined = PLANNER_SCHEMA;
  for (const key of path) at = key === '[]' ? at?.items : at?.properties?.[key];
  return at ?? null;
}

interface Line {
  readonly indent: number;
  readonly dash: boolean;
  readonly key: string | null;
}

function placeOf(before: string): Place | null {
  const lines = before.split(/\r?\n/);
  const current = lines.at(-1) ?? '';
  if (current.includes('#')) return null;
  const flow = flowPlace(current);
  const { indent, dash, key } = read(current);
  const above = parents(lines.slice(0, -1), indent, dash);
  if (flow !== null && key !== null) return { path: [...above, ...(dash ? ['[]'] : []), key, '[]'], isValue: true };
  const here = dash ? [...above, '[]'] : above;
  return key === null ? { path: here, isValue: dash } : { path: [...here, key], isValue: true };
}

/** Whether the cursor stands within `[…` on its line. */
function flowPlace(line: string): true | null {
  const open = line.lastIndexOf('[');
  return open > line.lastIndexOf(']') && line.slice(0, open).trimEnd().endsWith(':') ? true : null;
}

/** The keys from the top to the block that a line of this indentation stands in. */
function parents(lines: readonly string[], indent: number, dash: boolean): string[] {
  const path: string[] = [];
  let below = indent;
  let item = dash;
  for (const line of lines.toReversed()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const above = read(line);
    // The items of a list may stand as deep as the key of the list.
    const encloses = above.indent < below || (item && above.indent === below && !above.dash);
    const startsItem = above.dash && above.indent < below && above.indent + 2 >= below;
    if (startsItem && !item) {
      path.unshift('[]');
      below = above.indent;
      item = true;
    } else if (encloses && above.key !== null && !above.dash) {
      path.unshift(above.key);
      below = above.indent;
      item = false;
    }
  }
  return path;
}

function read(line: string): Line {
  const [, blanks = '', dash, key] = /^( *)(- +|-$)?(?:([\w.-]+):(?:\s|$))?/.exec(line) ?? [];
  return { indent: blanks.length, dash: dash !== undefined, key: key ?? null };
}

/** The keys that stand in the same block as the line of the cursor, above it. */
function keysBeside(before: string): ReadonlySet<string> {
  const lines = before.split(/\r?\n/);
  const current = lines.at(-1) ?? '';
  // A dash begins an item that has no keys yet.
  if (read(current).dash) return new Set();
  const indent = keyColumn(current);
  const keys = new Set<string>();
  for (const line of lines.slice(0, -1).toReversed()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const column = keyColumn(line);
    if (column < indent) break;
    const { key, dash } = read(line);
    if (column === indent && key !== null) keys.add(key);
    if (column === indent && dash) break;
  }
  return keys;
}

function keyColumn(line: string): number {
  return /^( *(?:- +)?)/.exec(line)?.[1]?.length ?? 0;
}
