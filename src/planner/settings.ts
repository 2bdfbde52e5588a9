import { SettingsError } from '../model/problem';
import type { Deployment, PlannerFile, Settings } from '../model/settings';
import { TARGETS, type Target, type Workload } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { isDay } from '../text/date';
import { quoted } from '../text/quote';
import type { LoadedPlannerFile } from './planner-file';

/** Inf1 is asked for by name only: its support ended. */
const DEFAULT_TARGETS: readonly Target[] = ['inf2', 'trn1', 'trn2', 'trn3'];

export interface SettingsSources {
  /** Of the command line or the editor's command: win over the file. */
  readonly options: {
    readonly targets?: readonly Target[];
    readonly sdk?: string;
    readonly workload?: Workload;
    readonly pins?: Readonly<Record<string, number>>;
    readonly deployment?: Deployment;
    readonly asOf: string;
  };
  readonly file: LoadedPlannerFile | null;
  /** Stand below the file. */
  readonly defaults: Partial<Omit<PlannerFile, 'waivers'>>;
  readonly knowledge: Knowledge;
}

/**
 * Settings of one audit with notes on what could not be taken as it was said. Options win over the planner file, the file over the defaults;
 * pins and deployment are merged name by name, ignore globs add up. Throws a {@link SettingsError} on a release that is no release, a bad pin or day.
 */
export function mergeSettings({ options, file, defaults, knowledge }: SettingsSources): {
  settings: Settings;
  notes: string[];
} {
  const targets = options.targets ?? file?.targets ?? defaults.targets ?? DEFAULT_TARGETS;
  const { sdk, note } = release({ options, file, defaults, knowledge });
  const settings: Settings = {
    targets: TARGETS.filter((target) => targets.includes(target)),
    sdk,
    workload: options.workload ?? file?.workload ?? defaults.workload ?? 'inference',
    pins: checkedPins({ ...defaults.pins, ...file?.pins, ...options.pins }),
    deployment: { ...defaults.deployment, ...file?.deployment, ...options.deployment },
    ignore: [...new Set([...(defaults.ignore ?? []), ...(file?.ignore ?? [])])],
    waivers: file?.waivers ?? [],
    asOf: options.asOf,
  };
  if (settings.targets.length === 0) fail('No target was chosen; choose at least one.');
  if (!isDay(settings.asOf)) fail(`The day of the audit must be YYYY-MM-DD, not ${quoted(settings.asOf)}.`);
  return { settings, notes: note === null ? [] : [note] };
}

function release({ options, file, defaults, knowledge }: SettingsSources): { sdk: string; note: string | null } {
  const spelling = options.sdk ?? file?.sdk ?? defaults.sdk;
  if (spelling === undefined) return { sdk: knowledge.newest.sdk, note: null };
  const resolved = knowledge.resolveRelease(spelling);
  if (resolved !== null) return resolved;
  const message = `${quoted(spelling)} is no Neuron SDK release that this tool knows; the newest it knows is ${knowledge.newest.sdk}.`;
  if (options.sdk === undefined && file?.sdk !== undefined) {
    throw new SettingsError([{ path: file.path, range: file.sdkRange, message }]);
  }
  return fail(message);
}

function checkedPins(pins: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  for (const [name, size] of Object.entries(pins)) {
    if (!Number.isSafeInteger(size) || size < 1) {
      fail(`The pin ${quoted(name)} must be a whole number of at least 1, not ${quoted(String(size)).slice(1, -1)}.`);
    }
  }
  return pins;
}

/** For a mistake that is in no file. */
function fail(message: string): never {
  throw new SettingsError([{ path: '', range: null, message }]);
}
