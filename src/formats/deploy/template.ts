import type { TextRange } from '../../model/finding';
import { type DataDocument, DataFault } from '../../text/data';
import { yamlData } from '../../text/yaml-data';
import type { ResourceMention } from '../mentions';
import { maskTemplates } from './mask';

export interface Template {
  readonly documents: readonly DataDocument[];
  /** Of the parts that are no YAML without their values: what their lines ask for. */
  readonly resources: readonly ResourceMention[];
  /** Whether all parts could be parsed. */
  readonly whole: boolean;
}

/** Most parts that are parsed one by one. */
const MAX_PARTS = 200;

/** Reads a template of YAML with its expressions masked; where that is no YAML, part by part, and the parts that are none line by line. */
export function readTemplate(text: string): Template {
  const masked = maskTemplates(text);
  const all = parsed(masked);
  if (all !== null) return { documents: all, resources: [], whole: true };
  const documents: DataDocument[] = [];
  const resources: ResourceMention[] = [];
  let line = 0;
  for (const [at, part] of masked.split(/^---.*$/m).entries()) {
    const data = at < MAX_PARTS ? parsed(part) : null;
    const from = line;
    if (data !== null) documents.push(...data.map((document) => lower(document, from)));
    else resources.push(...resourceLines(part, from, `part ${at}`));
    line += part.split('\n').length - 1;
  }
  return { documents, resources, whole: false };
}

function parsed(text: string): readonly DataDocument[] | null {
  try {
    return yamlData(text);
  } catch (error) {
    if (error instanceof DataFault) return null;
    throw error;
  }
}

/** The document of a part, with its places in the file. */
function lower(document: DataDocument, lines: number): DataDocument {
  const shift = (range: TextRange | null) =>
    range && {
      start: { line: range.start.line + lines, column: range.start.column },
      end: { line: range.end.line + lines, column: range.end.column },
    };
  return {
    value: document.value,
    rangeOf: (path) => shift(document.rangeOf(path)),
    keyRangeOf: (path) => shift(document.keyRangeOf(path)),
  };
}

/** Names of extended resources as accelerators have them, with a count where one is written. */
const RESOURCE_LINE =
  /^[ \t]{0,200}(?:- )?["']?((?:nvidia|amd|intel|aws\.amazon|vpc\.amazonaws|habana)\.(?:com|ai)\/[\w.-]{1,60}|hugepages-\w{1,10})["']?[ \t]{0,20}:[ \t]{0,20}["']?(\d{1,9})?/;

function resourceLines(text: string, above: number, scope: string): ResourceMention[] {
  const found: ResourceMention[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const [whole, name, count] = RESOURCE_LINE.exec(line) ?? [];
    if (whole === undefined || name === undefined) continue;
    const place = (start: number, length: number): TextRange => ({
      start: { line: above + at + 1, column: start + 1 },
      end: { line: above + at + 1, column: start + length + 1 },
    });
    const nameRange = place(line.indexOf(name), name.length);
    const quantityRange = count === undefined ? null : place(whole.length - count.length, count.length);
    found.push({
      range: { start: nameRange.start, end: quantityRange?.end ?? nameRange.end },
      scope,
      name,
      nameRange,
      quantity: count === undefined ? null : Number(count),
      quantityRange,
      list: 'limits',
    });
  }
  return found;
}
