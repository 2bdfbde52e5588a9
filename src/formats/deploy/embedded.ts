import type { TextRange } from '../../model/finding';
import { type DataDocument, DataFault } from '../../text/data';
import { yamlData } from '../../text/yaml-data';
import { objectsOf } from './walk';

/** Keys whose text is YAML in its own right: patches of Kustomize, the applications of a RayService. */
const KEYS: readonly string[] = ['patch', 'serveConfigV2'];
const MAX_EMBEDDED = 50;

/** The YAML documents that stand as literal blocks within a document, with their places in the file. `lines`: of the file. */
export function embeddedDocuments(document: DataDocument, lines: readonly string[]): DataDocument[] {
  const found: DataDocument[] = [];
  for (const { object, path } of objectsOf(document, 0)) {
    for (const key of KEYS) {
      const value = object[key];
      const range = typeof value === 'string' ? document.rangeOf([...path, key]) : null;
      if (typeof value !== 'string' || range === null || found.length >= MAX_EMBEDDED) continue;
      // Only literal blocks keep their lines.
      if (lines[range.start.line - 1]?.[range.start.column - 1] !== '|') continue;
      found.push(
        ...parsed(value).map((inner) => moved(inner, range.start.line, indentOf(value, lines, range.start.line))),
      );
    }
  }
  return found;
}

function parsed(text: string): readonly DataDocument[] {
  try {
    return yamlData(text);
  } catch (error) {
    if (error instanceof DataFault) return [];
    throw error;
  }
}

/** What the file has before each line of the block. */
function indentOf(value: string, lines: readonly string[], from: number): number {
  const at = value.split('\n').findIndex((line) => line !== '');
  return Math.max(0, (lines[from + at] ?? '').length - (value.split('\n')[at] ?? '').length);
}

function moved(document: DataDocument, below: number, right: number): DataDocument {
  const place = ({ line, column }: TextRange['start']) => ({ line: line + below, column: column + right });
  const move = (range: TextRange | null) => range && { start: place(range.start), end: place(range.end) };
  return {
    value: document.value,
    rangeOf: (path) => move(document.rangeOf(path)),
    keyRangeOf: (path) => move(document.keyRangeOf(path)),
  };
}
