/** Adds a waiver to a planner file; what stands around it stays as it is. Pure. */
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { Waiver } from '../model/settings';
import { PLANNER_FILE } from './names';
import { readPlannerFile } from './planner-file';

/** The text of a planner file with one waiver more. Throws a SettingsError where the text is no planner file. */
export function writeWaiver(text: string, waiver: Waiver): string {
  const before = readPlannerFile(text, PLANNER_FILE).waivers.length;
  const edited = withEntry(text, waiver);
  if (edited !== null && holds(edited, before + 1)) return edited;
  const document = parseDocument(text);
  if (!isSeq(document.get('waivers'))) document.set('waivers', document.createNode([]));
  document.addIn(['waivers'], document.createNode(waiver));
  const anew = document.toString({ lineWidth: 0 });
  if (!holds(anew, before + 1)) throw new Error(`The waiver could not be written into ${PLANNER_FILE}.`);
  return anew;
}

function holds(text: string, count: number): boolean {
  try {
    return readPlannerFile(text, PLANNER_FILE).waivers.length === count;
  } catch {
    return false;
  }
}

/** Null where the layout is one that no small edit fits. */
function withEntry(text: string, waiver: Waiver): string | null {
  const { contents } = parseDocument(text);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  if (contents !== null && (!isMap(contents) || contents.flow)) return null;
  const list = contents?.get('waivers', true);
  if (list === undefined) return `${whole}waivers:${end}${entry(waiver, '  ', end)}`;
  if (!isSeq(list) || list.flow || !list.range) return null;
  const [start, stop] = list.range;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (!/^ *$/.test(indent)) return null;
  const at = start + text.slice(start, stop).trimEnd().length;
  return `${text.slice(0, at)}${end}${entry(waiver, indent, end).trimEnd()}${text.slice(at)}`;
}

function entry(waiver: Waiver, indent: string, end: string): string {
  const lines = Object.entries(waiver).map(([key, value]) => `${key}: ${stringify(value, { lineWidth: 0 }).trimEnd()}`);
  return lines.map((line, i) => `${indent}${i === 0 ? '- ' : '  '}${line}${end}`).join('');
}
