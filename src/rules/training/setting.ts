import type { OtherReading } from '../../formats/reading';
import { type SettingName, trainerSettings } from '../../formats/training/settings';
import { TRAINERS, type Trainer } from '../../formats/training/tools';
import type { Location } from '../../model/finding';
import { ROUTES, type Target } from '../../model/target';
import { type DataPath, isDataObject } from '../../text/data';
import type { RuleContext } from '../rule';
import { listed, show } from '../words';

type Context = RuleContext<OtherReading>;

/** Chips that Neuron documents name for training. */
const TRAINS: readonly Target[] = ['trn1', 'trn2', 'trn3'];

export function trainsOn(target: Target): boolean {
  return TRAINS.includes(target);
}

/** The trainer that a file is written for; null where it is none. */
export function trainerOf({ kind, facts }: OtherReading): Trainer | null {
  return kind === 'trainer' ? (TRAINERS.find((name) => name === facts.trainer) ?? null) : null;
}

/** A setting as it stands in the file. */
export interface Stated {
  readonly name: SettingName;
  readonly value: string | number | boolean;
  /** "load_in_4bit", "optimizer paged_adamw_8bit". */
  readonly words: string;
  readonly path: DataPath;
  readonly location: Location;
}

const known = new WeakMap<OtherReading, ReadonlyMap<SettingName, Stated>>();

/** The settings of the file of a trainer, by name; worked out once a reading, because every rule asks for each target. */
export function settingsOf(reading: OtherReading): ReadonlyMap<SettingName, Stated> {
  const settings = known.get(reading) ?? readSettings(reading);
  known.set(reading, settings);
  return settings;
}

function readSettings(reading: OtherReading): ReadonlyMap<SettingName, Stated> {
  const trainer = trainerOf(reading);
  const [document] = reading.documents;
  if (trainer === null || !isDataObject(document?.value)) return new Map();
  const found = new Map<SettingName, Stated>();
  for (const [name, { value, path }] of trainerSettings(trainer, document.value)) {
    const key = path.filter((step) => step !== '_component_').join('.');
    const words = typeof value === 'boolean' ? key : `${key} ${show(String(value))}`;
    found.set(name, {
      name,
      value,
      words,
      path,
      // Few settings become a finding, and finding the place of one takes a walk through the document.
      get location() {
        return placeOf(reading, path);
      },
    });
  }
  return found;
}

/** The key with its value; where it has several lines, the key alone. */
export function placeOf(reading: OtherReading, path: DataPath): Location {
  const [document] = reading.documents;
  const key = document?.keyRangeOf(path);
  const value = document?.rangeOf(path);
  if (!key) return value ? { path: reading.path, range: value } : { path: reading.path };
  const whole = value && value.end.line === key.start.line;
  return { path: reading.path, range: whole ? { start: key.start, end: value.end } : key };
}

interface Instead {
  /** A sentence; the same for every target, so that what is said of several is one finding. */
  readonly words: string;
  readonly sources: readonly string[];
}

/** What trains on which target at the release. */
export function trainInstead({ knowledge, settings }: Context): Instead {
  const places = new Map<string, string[]>();
  const sources = new Set<string>();
  for (const route of ROUTES)
    for (const target of TRAINS) {
      const claim = knowledge.route(route, target, settings.sdk, 'training');
      if (claim === null || claim.state === 'ended') continue;
      places.set(claim.label, [...(places.get(claim.label) ?? []), knowledge.target(target).label]);
      for (const source of claim.sources) sources.add(source);
    }
  const named = [...places].map(([label, where]) => `${label} on ${listed(where)}`);
  return {
    words: named.length === 0 ? 'No route trains at this release' : `What trains at this release: ${listed(named)}`,
    sources: [...sources],
  };
}

/** Settings that only a run has, rather than generation, evaluation, export or data around one. */
const OF_A_RUN: Readonly<Record<Trainer, readonly SettingName[]>> = {
  axolotl: ['microBatchSize', 'optimizer', 'adapter'],
  'LLaMA-Factory': ['microBatchSize', 'sequenceLength'],
  torchtune: ['optimizer'],
  'GPT-NeoX': ['optimizer', 'microBatchSize', 'pipelineParallel', 'fp16'],
  NeMo: ['precision', 'device'],
  Accelerate: ['distributed'],
  'NxD Training': ['microBatchSize', 'precision', 'tensorParallel'],
};

/** Whether the file sets up a training run. */
export function trains(reading: OtherReading): boolean {
  const trainer = trainerOf(reading);
  if (trainer === null) return reading.kind === 'deepspeed';
  const settings = settingsOf(reading);
  return OF_A_RUN[trainer].some((name) => settings.has(name));
}

/** Ends the reason where the audit is about inference: the file is judged as what it is. */
export function asTraining({ reading, settings }: Context): string {
  return settings.workload === 'inference' && trains(reading) ? 'The file sets up training, and is judged as such' : '';
}
