/** Edits the targets of a planner file without touching what stands around the edit. Pure. */
import { isMap, isScalar, parseDocument } from 'yaml';
import type { Target } from '../../model/target';
import { PLANNER_FILE } from '../../planner/names';
import { readPlannerFile } from '../../planner/planner-file';

/**
 * The text of a planner file with these targets; comments and layout stay. Throws a SettingsError where the text is no planner file,
 * rather than to write into something broken.
 */
export function writeTargets(text: string, targets: readonly Target[]): string {
  if (isUsable(text)) {
    const value = valueRange(text, 'targets');
    const written = `[${targets.join(', ')}]`;
    const edited =
      value === null
        ? `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}targets: ${written}\n`
        : `${text.slice(0, value.start)}${written}${text.slice(value.end)}`;
    if (sameTargets(edited, targets)) return edited;
  }
  return rewritten(text, targets);
}

/** A file that starts and ends plain: an edit of its text is an edit of its one mapping. */
export function isUsable(text: string): boolean {
  const { contents, errors } = parseDocument(text);
  return errors.length === 0 && (contents === null || (isMap(contents) && !contents.flow));
}

/** Where the value of a top-level key stands, trailing blanks and comments left out; null where the key is absent. */
function valueRange(text: string, key: string): { readonly start: number; readonly end: number } | null {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) return null;
  const pair = contents.items.find((item) => isScalar(item.key) && item.key.value === key);
  const value: unknown = pair?.value;
  const range =
    typeof value === 'object' && value !== null && 'range' in value && Array.isArray(value.range) ? value.range : null;
  const [start, end] = range ?? [];
  if (typeof start !== 'number' || typeof end !== 'number') return null;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function sameTargets(text: string, targets: readonly Target[]): boolean {
  try {
    const read = readPlannerFile(text, PLANNER_FILE).targets ?? [];
    return read.length === targets.length && targets.every((target) => read.includes(target));
  } catch {
    return false;
  }
}

/** For a layout that no small edit fits: written anew from the parsed document, which keeps comments. */
function rewritten(text: string, targets: readonly Target[]): string {
  readPlannerFile(text, PLANNER_FILE);
  const document = parseDocument(text);
  document.set('targets', document.createNode([...targets], { flow: true }));
  return document.toString({ lineWidth: 0 });
}
