/** Edits the pins of a planner file; what stands around them stays as it is, byte by byte, wherever that can be. Pure. */
import { isMap, isScalar, type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from 'yaml';
import { PLANNER_FILE } from '../../planner/names';
import { readPlannerFile } from '../../planner/planner-file';
import { isUsable } from './targets';

/** A size is set, null takes the pin out. */
type PinEdits = Readonly<Record<string, number | null>>;

/** A part of a text, as offsets; `end` is the first that is no part of it. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The text of a planner file with these pins changed; other pins, comments and layout stay. Throws a SettingsError where the text is no
 * planner file.
 */
export function writePins(text: string, changes: PinEdits): string {
  const wanted = Object.entries<number | null>({ ...readPlannerFile(text, PLANNER_FILE).pins, ...changes });
  const pins = new Map(wanted.filter(([, size]) => size !== null));
  const edited = withEdits(text, changes);
  if (edited !== null && holds(edited, pins)) return edited;
  const anew = rewritten(text, changes);
  readPlannerFile(anew, PLANNER_FILE);
  if (!holds(anew, pins)) throw new Error(`The pins could not be written into ${PLANNER_FILE}.`);
  return anew;
}

function holds(text: string, wanted: ReadonlyMap<string, number | null>): boolean {
  try {
    const pins = Object.entries(readPlannerFile(text, PLANNER_FILE).pins);
    return pins.length === wanted.size && pins.every(([pin, size]) => wanted.get(pin) === size);
  } catch {
    return false;
  }
}

/** Null where the layout is one that no small edit fits. */
function withEdits(text: string, changes: PinEdits): string | null {
  return Object.entries(changes).reduce<string | null>(
    (before, [pin, size]) => (before === null ? null : withEdit(before, pin, size)),
    text,
  );
}

function withEdit(text: string, pin: string, size: number | null): string | null {
  const { contents } = parseDocument(text, { uniqueKeys: false });
  const pins = isMap(contents) ? pairOf(contents, 'pins') : undefined;
  if (pins === undefined) return size === null ? text : isUsable(text) ? appended(text, pin, size) : null;
  if (isMap(pins.value)) {
    const pair = pairOf(pins.value, pin);
    if (pair === undefined) return size === null ? text : inserted(text, pins.value, pin, size);
    if (size === null) return removed(text, pins.value, pair);
    const value = spanOf(pair.value);
    return value && replaced(text, value, String(size));
  }
  const key = spanOf(pins.key);
  if (size === null || key === null || !isScalar(pins.value) || pins.value.value !== null) return null;
  return withLineAfter(text, key.end, `${indentOf(text, key.start) ?? ''}  ${keyText(pin)}: ${size}`);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((item) => isScalar(item.key) && nameOf(item.key) === key);
}

/** As the planner file is read: text as it is meant, any other value as it is written. */
function nameOf({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}

function appended(text: string, pin: string, size: number): string {
  const end = lineEndOf(text);
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}pins:${end}  ${keyText(pin)}: ${size}${end}`;
}

function inserted(text: string, map: YAMLMap, pin: string, size: number): string | null {
  const entry = `${keyText(pin)}: ${size}`;
  const all = spanOf(map);
  const last = map.items.at(-1);
  if (last === undefined) {
    if (all === null) return null;
    const blank = /^\{\s*\}$/.test(text.slice(all.start, all.end));
    return replaced(
      text,
      blank ? all : { start: all.start, end: all.start + 1 },
      blank ? `{ ${entry} }` : `{ ${entry}`,
    );
  }
  const [key, value] = [spanOf(last.key), spanOf(last.value)];
  if (key === null || value === null) return null;
  if (map.flow) return replaced(text, { start: value.end, end: value.end }, `, ${entry}`);
  const indent = indentOf(text, key.start);
  return indent === null ? null : withLineAfter(text, value.end, `${indent}${entry}`);
}

/** Takes an entry out: in a block with its line, in braces with one comma. */
function removed(text: string, map: YAMLMap, pair: Pair): string | null {
  const [key, value] = [spanOf(pair.key), spanOf(pair.value)];
  if (key === null || value === null) return null;
  if (!map.flow) {
    const indent = indentOf(text, key.start);
    const next = text.indexOf('\n', value.end);
    const line = { start: key.start - (indent?.length ?? 0), end: next < 0 ? text.length : next + 1 };
    return indent === null ? null : replaced(text, line, '');
  }
  const at = map.items.indexOf(pair);
  const next = spanOf(map.items[at + 1]?.key);
  if (next !== null) return replaced(text, { start: key.start, end: next.start }, '');
  const before = spanOf(map.items[at - 1]?.value);
  // A comment between the two belongs to the one that stays; the comma that stays with it does no harm.
  const start = before === null || text.slice(before.end, key.start).includes('#') ? key.start : before.end;
  return replaced(text, { start, end: value.end }, '');
}

/** Where a node stands, without what follows it on its line. */
function spanOf(node: unknown): Span | null {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const [start, end]: unknown[] = Array.isArray(range) ? range : [];
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null;
}

function replaced(text: string, { start, end }: Span, by: string): string {
  return `${text.slice(0, start)}${by}${text.slice(end)}`;
}

/** With a line more, below the one that holds the offset. */
function withLineAfter(text: string, offset: number, line: string): string {
  const next = text.indexOf('\n', offset);
  const end = lineEndOf(text);
  return next < 0 ? `${text}${end}${line}` : replaced(text, { start: next + 1, end: next + 1 }, `${line}${end}`);
}

/** The blanks before the offset, up to the start of its line; null where something else stands there. */
function indentOf(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^ *$/.test(before) ? before : null;
}

function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A name as a key, in a block or in braces: plain where that is no other value, else quoted. */
function keyText(pin: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(pin) && stringify(pin).trimEnd() === pin ? pin : JSON.stringify(pin);
}

/** For a layout that no small edit fits: written anew from the parsed document, which keeps comments, with the line ends from before. */
function rewritten(text: string, changes: PinEdits): string {
  const document = parseDocument(text);
  if (!isMap(document.get('pins'))) document.set('pins', document.createNode({}));
  for (const [pin, size] of Object.entries(changes)) {
    if (size === null) document.deleteIn(['pins', pin]);
    else document.setIn(['pins', pin], size);
  }
  const written = document.toString({ lineWidth: 0 });
  return lineEndOf(text) === '\n' ? written : written.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
}
