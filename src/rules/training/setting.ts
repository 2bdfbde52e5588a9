import type { OtherReading } from '../../formats/reading';
import { type SettingName, trainerSettings } from '../../formats/training/settings';
import { TRAINERS, type Trainer } from '../../formats/training/tools';
import type { Location } from '../../model/finding';
import { ROUTES, type Target } from '../../model/target';
import type { RouteClaim } from '../../neuron/knowledge';
import { type DataPath, isDataObject } from '../../text/data';
import { routeWords } from '../route';
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
  readonly location: Location;
}

/** The settings of the file of a trainer, by name. */
export function settingsOf(reading: OtherReading): ReadonlyMap<SettingName, Stated> {
  const trainer = trainerOf(reading);
  const [document] = reading.documents;
  if (trainer === null || !isDataObject(document?.value)) return new Map();
  const found = new Map<SettingName, Stated>();
  for (const [name, { value, path }] of trainerSettings(trainer, document.value)) {
    const key = path.filter((step) => step !== '_component_').join('.');
    const words = typeof value === 'boolean' ? key : `${key} ${show(String(value))}`;
    found.set(name, { name, value, words, location: placeOf(reading, path) });
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

/** Routes on which the target trains at the release. */
export function trainingRoutes({ knowledge, target, settings }: Context): RouteClaim[] {
  return ROUTES.flatMap((route) => {
    const claim = knowledge.route(route, target, settings.sdk, 'training');
    return claim === null || claim.state === 'ended' ? [] : [claim];
  });
}

/** A sentence on where to train instead. */
export function trainInstead(context: Context): string {
  const { label } = context.knowledge.target(context.target);
  const routes = trainingRoutes(context).map(routeWords);
  return routes.length === 0
    ? `No route trains on ${label} at this release: choose Trn2 or Trn3 with SDK 2.33`
    : `For training on ${label} there is ${listed(routes, 4, 'or')}`;
}

/** Sources of these routes. */
export function routeSources(context: Context): string[] {
  return [...new Set(trainingRoutes(context).flatMap(({ sources }) => sources))];
}

/** Ends the reason where the audit is about inference: the file is judged as what it is. */
export function asTraining({ settings }: Context): string {
  return settings.workload === 'inference' ? 'The file sets up training, and is judged as such' : '';
}
