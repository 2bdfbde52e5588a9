import { compareText } from '../model/order';
import type { Report } from '../model/report';
import { escapeHiddenInJson } from './escape';

/** Fields that hold a map with keys from a file or an option; all others have the fixed fields of the report format. */
const MAPS: ReadonlySet<string> = new Set([
  'pins',
  'opsets',
  'opCounts',
  'functionOpCounts',
  'initializerDtypes',
  'bytesByDtype',
]);

/**
 * The report as it is, indented by two spaces, with a line break at the end. Keys of maps come in code unit order, so that equal
 * reports give equal bytes. Characters that would hide or act in a terminal are written as `\u` escapes: the same data.
 */
export function json(report: Report): string {
  const fields = Object.entries(report).map(([name, value]) => `  ${JSON.stringify(name)}: ${field(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** A field of the report. Lists are written item by item: as one text, a large report would take many times its size in memory. */
function field(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return written(value, '  ');
  return `[\n${value.map((item) => `    ${written(item, '    ')}`).join(',\n')}\n  ]`;
}

function written(value: unknown, indent: string): string {
  // Texts hold no line breaks of their own in JSON.
  return escapeHiddenInJson(JSON.stringify(value, sortMaps, 2)).replaceAll('\n', `\n${indent}`);
}

function sortMaps(key: string, value: unknown): unknown {
  if (!MAPS.has(key) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}
