/** Two audits, held against each other. Pure: equal reports give equal comparisons. */
import type { Comparison, SavedReport, SavedStep, SettingChange, Side, StepChange } from '../model/comparison';
import { compareText } from '../model/order';
import type { Days, StepState } from '../model/plan';
import { TOOL } from '../tool';
import { compareArtifacts, movedFiles, verdictChanges } from './artifacts';
import { compareFindings } from './findings';

/** A report and what the user knows it by. */
export interface NamedReport {
  readonly name: string;
  readonly report: SavedReport;
}

/** @param notes Sentences of the caller on what limits the comparison. */
export function compareReports(before: NamedReport, after: NamedReport, notes: readonly string[] = []): Comparison {
  const [was, is] = [before.report, after.report];
  const moved = movedFiles(was.artifacts, is.artifacts);
  return {
    schemaVersion: 1,
    kind: 'comparison',
    tool: TOOL,
    before: sideOf(before),
    after: sideOf(after),
    settings: settingChanges(was, is),
    verdicts: verdictChanges(was.verdicts, is.verdicts),
    findings: compareFindings(was.findings, is.findings, moved),
    artifacts: compareArtifacts(was.artifacts, is.artifacts, moved),
    steps: stepChanges(was.steps, is.steps),
    effort: effortChange(was, is),
    notes: [...notes, ...cutShort(before), ...cutShort(after)],
  };
}

function sideOf({ name, report }: NamedReport): Side {
  return {
    name,
    tool: report.tool.version,
    neuronSdk: report.neuronSdk,
    sdk: report.settings.sdk,
    asOf: report.settings.asOf,
  };
}

function cutShort({ name, report }: NamedReport): string[] {
  return report.cutShort.map((sentence) => `Of ${name} not everything was seen: ${sentence}`);
}

/** What decides the findings of a file beyond the file itself. */
function settingChanges(before: SavedReport, after: SavedReport): SettingChange[] {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ name, before: was.get(name) ?? null, after: is.get(name) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** In the order in which they are told. */
function settingsOf({ settings, tool, neuronSdk }: SavedReport): Map<string, string> {
  const sorted = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).sort(([a], [b]) => compareText(a, b));
  return new Map([
    ['sdk', settings.sdk],
    ['targets', settings.targets.join(', ')],
    ['workload', settings.workload],
    ...sorted(settings.deployment).map(([name, value]) => [`deployment.${name}`, String(value)] as const),
    ...sorted(settings.pins).map(([name, value]) => [`pins.${name}`, String(value)] as const),
    ['tool', tool.version],
    ['knowledge', neuronSdk],
  ]);
}

function stepChanges(before: readonly SavedStep[], after: readonly SavedStep[]): StepChange[] {
  const [was, is] = [byId(before), byId(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort(compareText).flatMap((id) => {
    const [old, now] = [was.get(id), is.get(id)];
    const owner = old && now && old.owner !== now.owner ? { before: old.owner, after: now.owner } : null;
    if (old?.state === now?.state && owner === null) return [];
    return [{ id, title: (now ?? old)?.title ?? id, before: old?.state ?? null, after: now?.state ?? null, owner }];
  });
}

function byId(steps: readonly SavedStep[]): Map<string, SavedStep> {
  return new Map(steps.map((step) => [step.id, step]));
}

const TO_DO: readonly StepState[] = ['open', 'doing'];

/** Steps that are still to be done. */
export function openSteps({ steps }: SavedReport): SavedStep[] {
  return steps.filter(({ state }) => TO_DO.includes(state));
}

/** The sum over steps that are still to be done and have an estimate; null where no step of the plan has one. */
export function effortLeft(report: SavedReport): Days | null {
  if (report.steps.every(({ effort }) => effort === null)) return null;
  return openSteps(report).reduce<Days>(
    (sum, { effort }) => ({
      minDays: sum.minDays + (effort?.minDays ?? 0),
      maxDays: sum.maxDays + (effort?.maxDays ?? 0),
    }),
    { minDays: 0, maxDays: 0 },
  );
}

function effortChange(before: SavedReport, after: SavedReport): Comparison['effort'] {
  const [was, is] = [effortLeft(before), effortLeft(after)];
  return was === null || is === null ? null : { before: was, after: is };
}
