import { type Document, isMap, isScalar, type Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { RelativePath } from '../model/host';
import { type Days, STEP_STATES, type StepRecord, type StepState } from '../model/plan';
import { SettingsError } from '../model/problem';
import { daysText } from '../text/days';
import { quoted } from '../text/quote';
import { parseYaml, type YamlText } from '../text/yaml';
import { MAX_PLAN_BYTES, PLAN_FILE } from './names';

/** Lines are never folded. */
const STYLE = { lineWidth: 0 };

const HEADING = ` State of the migration plan: a block for each step that the team has ticked, taken on or noted.
 Neuron Migration Planner writes it; comments and further edits are kept.`;

/** What is set of a step, as it stands in the file; null or blank takes a field out, a field that is absent stays as it is. */
export interface StepEdit {
  /** Written where the step has none yet; one that stands there stays. */
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
 * text is no plan file, or has a state of this step that cannot be read and is not set, rather than to lose what somebody wrote.
 */
export function editStep(text: string | null, id: string, edit: StepEdit, path: RelativePath = PLAN_FILE): string {
  const source = (text ?? '').replace(/\r\n/g, '\n');
  const yaml = opened(source, path);
  const { document } = yaml;
  const before = styled(document, path);
  if (text === null) document.commentBefore = HEADING;
  const top = document.contents;
  if (!isMap(top)) throw refusal(path, 'A plan file must map names to values; this one was left as it is.');
  const step = entryOf(entryOf(top, 'steps', yaml, source), id, yaml, source);
  const { title, state, effort, spentDays, ...texts } = edit;
  if (state === undefined) refuseUnread(yaml, step, id);
  const fields = {
    title: title !== null && step.has('title') ? undefined : title,
    // A step without a state is no record: what nobody has ticked yet is open.
    state: state ?? (step.has('state') ? undefined : 'open'),
    ...texts,
    ...(effort !== undefined && { effort: effort && daysText(effort) }),
    ...(spentDays !== undefined && { spent: spentDays }),
  };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value === null || (typeof value === 'string' && value.trim() === '')) step.delete(field);
    else step.set(field, field === 'effort' && !Number.isNaN(Number(value)) ? Number(value) : value);
  }
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

/** A step whose state cannot be read is none for the reader: what is written of it would not show, and a state put in its place would be a guess. */
function refuseUnread({ path, resolve, rangeOf }: YamlText, step: YAMLMap, id: string): void {
  const node = resolve(step.items.find((item) => keyOf(item) === 'state')?.value as Node | null);
  if (!step.has('state') || (isScalar(node) && STEP_STATES.some((state) => state === node.value))) return;
  const message = `The state of ${quoted(id)} cannot be read; it can be ${STEP_STATES.join(', ')}. Set the state too, or correct it; the file was left as it is.`;
  throw new SettingsError([{ path, range: node && rangeOf(node), message }]);
}

/** The document to edit. One that holds nothing but comments gets the version. */
function opened(text: string, path: RelativePath): YamlText {
  const yaml = parseYaml(text, path);
  const { document, problems } = yaml;
  if (problems.length > 0) throw new SettingsError(problems);
  if (document.contents === null) document.contents = document.createNode({ version: 1 });
  const version = isMap(document.contents) ? document.contents.get('version') : undefined;
  if (version !== undefined && version !== 1)
    throw refusal(path, 'This release writes plan files of version 1 only; the file was left as it is.');
  return yaml;
}

/** The mapping under a key; where there is none yet, a new one at the place where the key sorts ("steps" comes last). */
function entryOf(map: YAMLMap, name: string, { path }: YamlText, source: string): YAMLMap {
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
    if (behind === 0) keepComment(map, source);
    map.items.splice(behind < 0 ? map.items.length : behind, 0, new Pair(new Scalar(name), entry));
  }
  return entry;
}

/** The parser gives what stands above the first entry to the whole mapping; the lines right above the entry are its own, and go with it. */
function keepComment(map: YAMLMap, source: string): void {
  const key = map.items[0]?.key;
  if (!map.commentBefore || !isScalar(key) || !key.range) return;
  const above = source.slice(0, key.range[0]).split('\n').slice(0, -1);
  const own = above.length - 1 - above.findLastIndex((line) => !line.trimStart().startsWith('#'));
  const lines = map.commentBefore.split('\n');
  key.commentBefore = lines.splice(Math.max(lines.length - own, 0)).join('\n');
  map.commentBefore = lines.join('\n');
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function refusal(path: RelativePath, message: string): SettingsError {
  return new SettingsError([{ path, range: null, message }]);
}
