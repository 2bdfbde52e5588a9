/** Reads JSON reports that were saved: by this release, by another one, or by somebody else. */
import { ARTIFACT_STATUSES } from '../model/artifact';
import type { SavedArtifact, SavedFinding, SavedReport, SavedStep } from '../model/comparison';
import { CONFIDENCES, SEVERITIES, type WaiverMark } from '../model/finding';
import { compareText } from '../model/order';
import { type Days, STEP_STATES } from '../model/plan';
import { TARGETS, type Target, VERDICTS, type Verdict } from '../model/target';
import { flatFacts } from './facts';
import { amount, day, entries, type Fields, fields, isFields, own, ShapeError, text, textOrNull, word } from './shape';

/** The version of the report format that this release reads. */
const SCHEMA_VERSION = 1;

/** Longest text of a report, in UTF-16 code units: above all that an audit can find, below what a string can hold. */
const MAX_LENGTH = 256 * 1024 * 1024;

/** Whether a text is meant to be a report: it is an object with findings and settings. */
export function isReport(json: string): boolean {
  try {
    const data = parsed(json);
    return isFields(data) && own(data, 'findings') !== undefined && own(data, 'settings') !== undefined;
  } catch {
    return false;
  }
}

/** The report in a file's text. Throws a {@link ShapeError}: one sentence on what the text is instead, or where it is wrong. */
export function readReport(json: string): SavedReport {
  return savedReport(parsed(json));
}

function parsed(json: string): unknown {
  if (json.length > MAX_LENGTH)
    throw new ShapeError('it is larger than 256 MB, more than a report of this tool can be.');
  try {
    // A byte order mark is no JSON.
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    throw new ShapeError('it is not JSON; audit --format json writes a report.');
  }
}

/** The same of data at hand, such as a report that was just made. */
export function savedReport(data: unknown): SavedReport {
  const report = reportFields(data);
  const settings = fields(own(report, 'settings'), 'settings');
  const knowledge = own(report, 'knowledge');
  const tool = fields(own(report, 'tool'), 'tool');
  const coverage = own(report, 'coverage');
  return {
    tool: { name: text(own(tool, 'name'), 'tool.name'), version: text(own(tool, 'version'), 'tool.version') },
    neuronSdk: isFields(knowledge) ? text(own(knowledge, 'neuronSdk'), 'knowledge.neuronSdk') : '',
    settings: {
      sdk: text(own(settings, 'sdk'), 'settings.sdk'),
      targets: targetsAt(own(settings, 'targets'), 'settings.targets'),
      workload: textOrNull(own(settings, 'workload'), 'settings.workload') ?? 'inference',
      pins: Object.fromEntries(
        Object.entries(optionalFields(own(settings, 'pins'), 'settings.pins')).map(([name, size]) => [
          name,
          amount(size, `settings.pins.${name}`),
        ]),
      ),
      deployment: Object.fromEntries(
        flatFacts(optionalFields(own(settings, 'deployment'), 'settings.deployment')).map(({ field, key, value }) => [
          key === null ? field : `${field}.${key}`,
          String(value),
        ]),
      ),
      asOf: day(own(settings, 'asOf'), 'settings.asOf'),
    },
    verdicts: verdictsAt(own(report, 'verdicts'), 'verdicts'),
    artifacts: unique(entries(own(report, 'artifacts'), 'artifacts', artifactAt), ({ path }) => path),
    findings: unique(entries(own(report, 'findings'), 'findings', findingAt), ({ fingerprint }) => fingerprint),
    steps: stepsAt(own(report, 'plan')),
    cutShort: isFields(coverage) ? entries(own(coverage, 'cutShort'), 'coverage.cutShort', text) : [],
  };
}

/** Says what the data is where it is no report that this release reads. */
function reportFields(data: unknown): Fields {
  const no = (what: string) =>
    new ShapeError(`it is ${what}, not a JSON report of this tool; audit --format json writes one.`);
  if (!isFields(data)) throw no(Array.isArray(data) ? 'a list' : 'a single value');
  if (Array.isArray(own(data, 'runs'))) throw no('a SARIF file');
  const kind = own(data, 'kind');
  if (kind === 'comparison' || kind === 'file-comparison') throw no('a comparison');
  if (kind === 'trend') throw no('a trend');
  if (typeof own(data, 'from') === 'string' && typeof own(data, 'to') === 'string') throw no('what "upgrade" prints');
  if (own(data, 'findings') === undefined || own(data, 'settings') === undefined) throw no('some other JSON file');
  const version = own(data, 'schemaVersion');
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    throw new ShapeError(
      `a later release of this tool wrote it: its format has version ${version}, and this release reads up to version ${SCHEMA_VERSION}. Compare with that release, or audit again.`,
    );
  if (version !== SCHEMA_VERSION)
    throw new ShapeError(
      `its schemaVersion should be ${SCHEMA_VERSION}; audit again to write a report that can be read.`,
    );
  return data;
}

function artifactAt(value: unknown, place: string): SavedArtifact {
  const artifact = fields(value, place);
  return {
    path: text(own(artifact, 'path'), `${place}.path`),
    kind: text(own(artifact, 'kind'), `${place}.kind`),
    status: word(own(artifact, 'status'), ARTIFACT_STATUSES, `${place}.status`),
    facts: flatFacts(optionalFields(own(artifact, 'facts'), `${place}.facts`)),
    verdicts: verdictsAt(own(artifact, 'verdicts'), `${place}.verdicts`),
  };
}

function findingAt(value: unknown, place: string): SavedFinding {
  const finding = fields(value, place);
  const at = (name: string) => own(finding, name);
  return {
    fingerprint: text(at('fingerprint'), `${place}.fingerprint`),
    rule: text(at('rule'), `${place}.rule`),
    severity: word(at('severity'), SEVERITIES, `${place}.severity`),
    confidence: word(at('confidence'), CONFIDENCES, `${place}.confidence`),
    targets: targetsAt(at('targets'), `${place}.targets`),
    artifact: text(at('artifact'), `${place}.artifact`),
    action: text(at('action'), `${place}.action`),
    message: text(at('message'), `${place}.message`),
    occurrences: amount(at('occurrences') ?? 1, `${place}.occurrences`),
    waived: waiverAt(at('waived'), `${place}.waived`),
  };
}

function waiverAt(value: unknown, place: string): WaiverMark | null {
  if (value === undefined || value === null) return null;
  const waiver = fields(value, place);
  return {
    reason: text(own(waiver, 'reason'), `${place}.reason`),
    by: text(own(waiver, 'by'), `${place}.by`),
    expires: textOrNull(own(waiver, 'expires'), `${place}.expires`),
  };
}

function stepsAt(plan: unknown): SavedStep[] {
  if (plan === undefined) return [];
  const phases = entries(own(fields(plan, 'plan'), 'phases'), 'plan.phases', (value, place) => {
    const phase = fields(value, place);
    const id = text(own(phase, 'id'), `${place}.id`);
    return entries(own(phase, 'steps'), `${place}.steps`, (step, at) => stepAt(step, id, at));
  });
  return unique(phases.flat(), ({ id }) => id);
}

function stepAt(value: unknown, phase: string, place: string): SavedStep {
  const step = fields(value, place);
  return {
    id: text(own(step, 'id'), `${place}.id`),
    title: text(own(step, 'title'), `${place}.title`),
    phase,
    state: word(own(step, 'state'), STEP_STATES, `${place}.state`),
    owner: textOrNull(own(step, 'owner'), `${place}.owner`),
    effort: effortAt(own(step, 'effort'), `${place}.effort`),
  };
}

function effortAt(value: unknown, place: string): Days | null {
  if (value === undefined || value === null) return null;
  const effort = fields(value, place);
  return {
    minDays: amount(own(effort, 'minDays'), `${place}.minDays`),
    maxDays: amount(own(effort, 'maxDays'), `${place}.maxDays`),
  };
}

function targetsAt(value: unknown, place: string): Target[] {
  const named = new Set(entries(value, place, (entry, at) => word(entry, TARGETS, at)));
  return TARGETS.filter((target) => named.has(target));
}

function verdictsAt(value: unknown, place: string): Partial<Record<Target, Verdict>> {
  const verdicts = optionalFields(value, place);
  return Object.fromEntries(
    TARGETS.filter((target) => Object.hasOwn(verdicts, target)).map((target) => [
      target,
      word(verdicts[target], VERDICTS, `${place}.${target}`),
    ]),
  );
}

function optionalFields(value: unknown, place: string): Fields {
  return value === undefined ? {} : fields(value, place);
}

/** By key in code unit order; of equal keys the first. */
function unique<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(keyOf(one))) found.set(keyOf(one), one);
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}
