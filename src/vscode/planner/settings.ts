/** Writes what was tried into a planner file, without touching what stands around it. Pure. */
import { type Document, parseDocument } from 'yaml';
import type { Trial } from '../../model/settings';
import { PLANNER_FILE } from '../../planner/names';
import { readPlannerFile } from '../../planner/planner-file';
import { writePins } from './pins';
import { writeTargets } from './targets';

/**
 * The text of a planner file in which the settings are as given; other keys and comments stay. Throws a SettingsError where the text is no planner
 * file, or would be none afterwards.
 */
export function writeSettings(text: string, { targets, sdk, workload, pins = {}, deployment = {} }: Trial): string {
  readPlannerFile(text, PLANNER_FILE);
  const pinned = Object.keys(pins).length > 0 ? writePins(text, pins) : text;
  const written = targets === undefined ? pinned : writeTargets(pinned, targets);
  const own = Object.entries(deployment).filter(([, value]) => value !== undefined);
  if (sdk === undefined && workload === undefined && own.length === 0) return written;
  const document: Document = parseDocument(written);
  if (document.contents === null) document.contents = document.createNode({ version: 1 });
  // A release with two parts would be read as a number without its quotes.
  if (sdk !== undefined) document.set('sdk', sdk);
  if (workload !== undefined) document.set('workload', workload);
  if (own.length > 0 && !document.get('deployment')) document.set('deployment', document.createNode({}));
  for (const [key, value] of own) document.setIn(['deployment', key], document.createNode(value));
  const edited = document.toString({ lineWidth: 0 });
  const lines = written.includes('\r\n') ? edited.replace(/\r?\n/g, '\r\n') : edited;
  readPlannerFile(lines, PLANNER_FILE);
  return lines;
}
