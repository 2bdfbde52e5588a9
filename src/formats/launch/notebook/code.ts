import { isDataObject, valueAt } from '../../../text/data';
import type { JsonNode } from '../../../text/json';

/** A text that was put together from a notebook, with the offset of each of its characters in the file. */
export interface CellText {
  readonly text: string;
  readonly offsets: readonly number[];
}

export interface NotebookCode {
  /** How many code cells there are. */
  readonly cells: number;
  /** All Python of all cells, one after the other; lines that are no Python are blank. */
  readonly python: CellText;
  /** Texts for a shell, in the order of the notebook. */
  readonly scripts: readonly CellText[];
}

/** The code of a notebook in Python; null where the JSON is no such notebook. */
export function notebookCode(root: JsonNode, text: string): NotebookCode | null {
  const cells = root.children?.get('cells');
  const language = valueAt(root.value, ['metadata', 'language_info', 'name']) ?? 'python';
  if (!isDataObject(root.value) || !Array.isArray(cells?.value) || language !== 'python') return null;
  const code = [...(cells.children?.values() ?? [])].filter((cell) => valueAt(cell.value, ['cell_type']) === 'code');
  const python: CellText[] = [];
  const scripts: CellText[] = [];
  for (const cell of code) {
    const source = cell.children?.get('source');
    if (source === undefined) continue;
    const parts = source.children === undefined ? [source] : [...source.children.values()];
    const split = splitCell(joined(parts.map((part) => textOf(part, text))));
    python.push(split.python);
    scripts.push(...split.scripts);
  }
  return { cells: code.length, python: joined(python, '\n'), scripts };
}

const ESCAPED = /\\(?:u[0-9a-fA-F]{4}|.)|[^\\]+/gs;

function textOf({ start, end, value }: JsonNode, text: string): CellText {
  if (typeof value !== 'string') return { text: '', offsets: [] };
  const offsets: number[] = [];
  let at = start + 1;
  for (const [run] of text.slice(start + 1, end - 1).matchAll(ESCAPED)) {
    if (run.startsWith('\\')) offsets.push(at);
    else for (let i = 0; i < run.length; i += 1) offsets.push(at + i);
    at += run.length;
  }
  return { text: value, offsets };
}

/** Texts one after the other; `end` is put behind each. */
function joined(parts: readonly CellText[], end = ''): CellText {
  const offsets: number[] = [];
  for (const part of parts) {
    for (const offset of part.offsets) offsets.push(offset);
    if (end !== '') offsets.push(part.offsets.at(-1) ?? offsets.at(-1) ?? 0);
  }
  return { text: parts.map(({ text }) => text + end).join(''), offsets };
}

/** `%%bash` and its like: the whole cell is a script. */
const SHELL_CELL = /^%%(?:bash|sh|script\s+(?:\S*\/)?(?:ba)?sh|!)\b.*$/m;
/** Other magics of a cell whose text is no Python. */
const OTHER_CELL = /^%%(?:writefile|html|javascript|js|latex|markdown|svg|sql|perl|ruby|R|cython|file)\b/;
const SHELL_LINE = /^[ \t]*(?:!{1,2}|%sx\s|%system\s|(?=%(?:pip|conda|mamba|uv)\s)%)/;
const SET_LINE = /^[ \t]*%(?:set_)?env\s+([A-Za-z_]\w*)(?:=|\s+)/;
const MAGIC_LINE = /^[ \t]*%/;

function splitCell(cell: CellText): { python: CellText; scripts: CellText[] } {
  const head = cell.text.search(/\S/);
  const first = head < 0 ? '' : cell.text.slice(head);
  if (first.startsWith('%%') && SHELL_CELL.exec(first)?.index === 0) {
    const line = cell.text.indexOf('\n', head);
    return { python: EMPTY, scripts: line < 0 ? [] : [part(cell, line, cell.text.length)] };
  }
  if (OTHER_CELL.test(first)) return { python: EMPTY, scripts: [] };
  const scripts: CellText[][] = [];
  const lines: string[] = [];
  let at = 0;
  let continues = false;
  for (const line of cell.text.split('\n')) {
    const end = at + line.length;
    const mark: string | undefined = continues ? '' : SHELL_LINE.exec(line)?.[0];
    const set = SET_LINE.exec(line);
    if (continues) scripts.at(-1)?.push(part(cell, at - 1, end));
    else if (mark !== undefined) scripts.push([part(cell, at + mark.length, end)]);
    else if (set !== null) scripts.push([assignment(cell, at, line, set)]);
    continues = mark !== undefined && line.endsWith('\\');
    lines.push(mark !== undefined || MAGIC_LINE.test(line) ? ' '.repeat(line.length) : line);
    at = end + 1;
  }
  return { python: { text: lines.join('\n'), offsets: cell.offsets }, scripts: scripts.map((parts) => joined(parts)) };
}

const EMPTY: CellText = { text: '', offsets: [] };

function part({ text, offsets }: CellText, from: number, to: number): CellText {
  return { text: text.slice(from, to), offsets: offsets.slice(from, to) };
}

/** `%env NAME value` as the shell would write it. */
function assignment(cell: CellText, at: number, line: string, [head, name = '']: RegExpExecArray): CellText {
  const start = at + head.indexOf(name, head.indexOf('env') + 3);
  const value = part(cell, at + head.length, at + line.trimEnd().length);
  const sign = { text: '=', offsets: [cell.offsets[start + name.length] ?? 0] };
  const quote = (which: number | undefined): CellText => ({ text: "'", offsets: [which ?? 0] });
  const plain = value.text.replaceAll("'", '"');
  return joined([
    part(cell, start, start + name.length),
    sign,
    quote(value.offsets[0]),
    { text: plain, offsets: value.offsets },
    quote(value.offsets.at(-1)),
  ]);
}
