import { type Host, HostError, type RelativePath } from '../model/host';
import { type Days, PHASES, STEP_STATES, type StepRecord, TEAM_PREFIX } from '../model/plan';
import type { Problem } from '../model/problem';
import { daysOf } from '../text/days';
import { choiceOf, countOf, type Field, fieldsOf, itemsOf, refuseUnknown, spellingOf, textOf } from '../text/fields';
import { quoted } from '../text/quote';
import { readText } from '../text/read-text';
import { parseYaml, type YamlText } from '../text/yaml';
import { MAX_PLAN_BYTES, PLAN_FILE } from './names';

export { PLAN_FILE } from './names';
export { editStep, type StepEdit, writeStep } from './write-step';

const KEYS = ['title', 'state', 'owner', 'note', 'evidence', 'effort', 'spent', 'phase', 'after'];

export interface PlanFile {
  readonly records: readonly StepRecord[];
  readonly problems: readonly Problem[];
}

/** The plan file at the root: its records, and a sentence for whatever in it could not be used. No file, no records. */
export async function loadPlanFile(host: Host): Promise<{ records: readonly StepRecord[]; notes: string[] }> {
  try {
    if ((await host.stat(PLAN_FILE)) === null) return { records: [], notes: [] };
    const content = await readText(host, PLAN_FILE, MAX_PLAN_BYTES);
    if (content === null) {
      return {
        records: [],
        notes: [`${PLAN_FILE} is larger than ${MAX_PLAN_BYTES / 1024} KB and was not read; all steps show as open.`],
      };
    }
    const { records, problems } = readPlanFile(content.text, PLAN_FILE);
    return { records, notes: problems.map(sentence) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { records: [], notes: [`${error.message} All steps show as open.`] };
  }
}

/**
 * What an editor keeps of a folder that it cannot write, over what the plan file says: of a step kept it stands for all but the order, which no
 * editor changes.
 */
export function withKept(file: readonly StepRecord[], kept: readonly StepRecord[]): StepRecord[] {
  const own = new Map(kept.map((record) => [record.id, record]));
  const known = new Set(file.map(({ id }) => id));
  return [
    ...file.map((record) => {
      const { phase, after } = record;
      const ours = own.get(record.id);
      return ours === undefined ? record : { ...(phase && { phase }), ...(after && { after }), ...ours };
    }),
    ...kept.filter(({ id }) => !known.has(id)),
  ];
}

/** Reads the text of a plan file. What is wrong becomes a problem and is left out; the rest counts. */
export function readPlanFile(text: string, path: RelativePath): PlanFile {
  const yaml = parseYaml(text, path);
  const fields = fieldsOf(yaml, yaml.root, '');
  refuseUnknown(yaml, fields, ['version', 'steps']);
  const version = countOf(yaml, fields.get('version'));
  if (version !== undefined && version !== 1) {
    yaml.report(
      fields.get('version')?.value ?? null,
      `This tool reads plan files of version 1, not ${version}; a newer release may.`,
    );
    return { records: [], problems: yaml.problems };
  }
  const steps = fieldsOf(yaml, fields.get('steps')?.value ?? null, 'steps');
  return { records: [...steps].flatMap(([id, step]) => readStep(yaml, id, step) ?? []), problems: yaml.problems };
}

function readStep(yaml: YamlText, id: string, step: Field): StepRecord | null {
  const fields = fieldsOf(yaml, step.value, step.label);
  refuseUnknown(yaml, fields, KEYS);
  const state = choiceOf(yaml, fields.get('state'), STEP_STATES);
  if (!fields.get('state')?.value && fields.size > 0) {
    yaml.report(step.key, `The step ${quoted(id)} has no state; it can be ${STEP_STATES.join(', ')}.`);
  }
  if (state === undefined) return null;
  const texts = ['title', 'owner', 'note', 'evidence'].flatMap((name): [string, string][] => {
    const value = textOf(yaml, fields.get(name));
    return value === undefined ? [] : [[name, value]];
  });
  const effort = effortOf(yaml, fields.get('effort'));
  const spentDays = spentOf(yaml, fields.get('spent'));
  const phase = choiceOf(yaml, fields.get('phase'), PHASES);
  const after = itemsOf(yaml, fields.get('after'))?.flatMap((item) => textOf(yaml, item) ?? []);
  if (phase !== undefined && !id.startsWith(TEAM_PREFIX)) {
    yaml.report(
      fields.get('phase')?.key ?? null,
      `Only steps that the team adds itself have a phase; their ids begin with "${TEAM_PREFIX}".`,
    );
  }
  return {
    id,
    state,
    ...Object.fromEntries(texts),
    ...(effort !== undefined && { effort }),
    ...(spentDays !== undefined && { spentDays }),
    ...(phase !== undefined && { phase }),
    ...(after !== undefined && { after }),
  };
}

function effortOf(yaml: YamlText, field: Field | undefined): Days | undefined {
  const text = spellingOf(yaml, field);
  if (text === undefined) return undefined;
  const days = daysOf(text);
  if (days === null)
    yaml.report(field?.value ?? null, `An effort is working days, such as 2 or 1-3, not ${quoted(text)}.`);
  return days ?? undefined;
}

function spentOf(yaml: YamlText, field: Field | undefined): number | undefined {
  const text = spellingOf(yaml, field);
  if (text === undefined) return undefined;
  const days = daysOf(text);
  if (days !== null && days.minDays === days.maxDays) return days.minDays;
  yaml.report(field?.value ?? null, `Days spent are one number, such as 2 or 0.5, not ${quoted(text)}.`);
  return undefined;
}

function sentence({ path, range, message }: Problem): string {
  return range ? `${path}, line ${range.start.line}, column ${range.start.column}: ${message}` : `${path}: ${message}`;
}
