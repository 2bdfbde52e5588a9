import { type Document, isMap, isScalar, Pair, Scalar, YAMLMap } from 'yaml';
import type { RelativePath } from '../model/host';
import type { Days, StepRecord, StepState } from '../model/plan';
import { SettingsError } from '../model/problem';
import { daysText } from '../text/days';
import { quoted } from '../text/quote';
import { parseYaml } from '../text/yaml';
import { MAX_PLAN_BYTES, PLAN_FILE } from './names';

/** Lines are never folded. */
const STYLE = { lineWidth: 0 };

const HEADING = ` State of the migration plan: a block for each step that the team has ticked, taken on or noted.
 Neuron Migration Planner writes it; comments and further edits are kept.`;

/** What is set of a step, as it stands in the file; null or blank takes a field out, a field that is absent stays as it is. */
export interface StepEdit {
  readonly title?: string | null;
  readonly state?: StepState;
  readonly owner?: string | null;
  readonly note?: string | null;
  readonly evidence?: string | null;
  readonly effort?: Days | null;
  readonly spentDays?: number | null;
}

/**
 * The text of a plan file in which these fields of the step read as given. Comments, other fields, other steps and their order stay; a new step
 * goes where its id sorts, so that two branches rarely touch the same lines. `text` null: a new file. Throws a {@link SettingsError} where the
 * text is no plan file, rather than to lose what somebody wrote.
 */
export function editStep(text: string | null, id: string, edit: StepEdit, path: RelativePath = PLAN_FILE): string {
  const source = (text ?? '').replace(/\r\n/g, '\n');
  const document = opened(source, path);
  const before = styled(document, path);
  if (text === null) document.commentBefore = HEADING;
  const top = document.contents;
  if (!isMap(top)) throw refusal(path, 'A plan file must map names to values; this one was left as it is.');
  const step = entryOf(entryOf(top, 'steps', path), id, path);
  const { effort, spentDays, ...texts } = edit;
  const fields = {
    ...texts,
    ...(effort !== undefined && { effort: effort && daysText(effort) }),
    ...(spentDays !== undefined && { spent: spentDays }),
  };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value === null || (typeof value === 'string' && value.trim() === '')) step.delete(field);
    else step.set(field, field === 'effort' && !Number.isNaN(Number(value)) ? Number(value) : value);
  }
  // A step without a state is no record: what nobody has ticked yet is open.
  if (!step.has('state')) step.set('state', 'open');
  const after = styled(document, path);
  const plain = text === null ? after : patched(source, before, after, path);
  const written = text?.includes('\r\n') ? plain.replace(/\r?\n/g, '\r\n') : plain;
  if (new TextEncoder().encode(written).length > MAX_PLAN_BYTES)
    throw refusal(
      path,
      `The plan file would grow beyond ${MAX_PLAN_BYTES / 1024} KB and not be read any more; it was left as it was.`,
    );
  return written;
}

/**
 * The change between two texts in the library's own style, made in the text as it was written: lines that do not change stay as they are. Where
 * lines do not correspond, all of it in that style.
 */
function patched(source: string, before: string, after: string, path: RelativePath): string {
  const [was, old, now] = [source, before, after].map((text) => text.split('\n'));
  if (was === undefined || old === undefined || now === undefined || was.length !== old.length) return after;
  const differs = old.findIndex((line, i) => line !== now[i]);
  if (differs < 0) return now.length === old.length ? source : after;
  let same = 0;
  while (same < Math.min(old.length, now.length) - differs && old.at(-1 - same) === now.at(-1 - same)) same += 1;
  const result = [...was.slice(0, differs), ...now.slice(differs, now.length - same), ...was.slice(was.length - same)];
  const text = result.join('\n');
  const { document, problems } = parseYaml(text, path);
  return problems.length === 0 && styled(document, path) === after ? text : after;
}

/** The document in the library's own style. What it cannot write, an alias that leads nowhere, say, is left to whoever wrote it. */
function styled(document: Document, path: RelativePath): string {
  try {
    return document.toString(STYLE);
  } catch (error) {
    throw refusal(
      path,
      `${error instanceof Error ? error.message : 'It cannot be written'}; the file was left as it is.`,
    );
  }
}

/** As {@link editStep} with every field: what the record lacks is taken out. */
export function writeStep(text: string | null, record: StepRecord, path: RelativePath = PLAN_FILE): string {
  const { id, title = null, state, owner = null, note = null, evidence = null } = record;
  const { effort = null, spentDays = null } = record;
  return editStep(text, id, { title, state, owner, note, evidence, effort, spentDays }, path);
}

/** The document to edit. One that holds nothing but comments gets the version. */
function opened(text: string, path: RelativePath): Document {
  const { document, problems } = parseYaml(text, path);
  if (problems.length > 0) throw new SettingsError(problems);
  if (document.contents === null) document.contents = document.createNode({ version: 1 });
  const version = isMap(document.contents) ? document.contents.get('version') : undefined;
  if (version !== undefined && version !== 1)
    throw refusal(path, 'This release writes plan files of version 1 only; the file was left as it is.');
  return document;
}

/** The mapping under a key; where there is none yet, a new one at the place where the key sorts ("steps" comes last). */
function entryOf(map: YAMLMap, name: string, path: RelativePath): YAMLMap {
  const pair = map.items.find((item) => keyOf(item) === name);
  if (isMap(pair?.value)) return pair.value;
  if (pair && pair.value !== null && !(isScalar(pair.value) && pair.value.value === null)) {
    throw refusal(path, `${quoted(name)} must be a mapping of names to values; the file was left as it is.`);
  }
  const entry = new YAMLMap();
  map.flow = false;
  if (pair) pair.value = entry;
  else {
    const behind = name === 'steps' ? -1 : map.items.findIndex((item) => keyOf(item) > name);
    map.items.splice(behind < 0 ? map.items.length : behind, 0, new Pair(new Scalar(name), entry));
  }
  return entry;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function refusal(path: RelativePath, message: string): SettingsError {
  return new SettingsError([{ path, range: null, message }]);
}
