import type { HfConfigReading, OtherReading, Summary } from '../../formats/reading';
import type { Location, TextRange } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { RelativePath } from '../../model/host';
import type { Route } from '../../model/target';
import { folderOf } from '../../text/path';
import { plannedClaims } from '../config/claims';
import type { RuleContext, WorkspaceContext } from '../rule';

/** A reading of some kinds that was read, wholly or in part. */
export function readingsOf(readings: readonly Summary[], kinds: readonly OtherReading['kind'][]): OtherReading[] {
  return readings.filter(
    (reading): reading is OtherReading => 'mentions' in reading && kinds.some((kind) => kind === reading.kind),
  );
}

/** Readings by their folder, in the order of their paths. */
export function byFolder<T extends { readonly path: RelativePath }>(readings: readonly T[]): ReadonlyMap<string, T[]> {
  return groupBy(readings, ({ path }) => folderOf(path));
}

/** The `config.json` of a model in a folder, or null. */
export function configIn(readings: readonly Summary[], folder: RelativePath): HfConfigReading | null {
  return configAt(readings, folder === '' ? 'config.json' : `${folder}/config.json`);
}

/** The config that was read at a path, or null. */
export function configAt(readings: readonly Summary[], path: RelativePath): HfConfigReading | null {
  const found = readings.find((reading) => reading.path === path);
  return found !== undefined && 'rangeOf' in found ? found : null;
}

/** What a rule over a config is asked, as a rule across files can ask it. */
export function aboutConfig(
  { target, settings, knowledge }: WorkspaceContext,
  reading: HfConfigReading,
): RuleContext<HfConfigReading> {
  return { reading, inference: null, dynamics: null, target, settings, knowledge };
}

/** The planned route; without a plan the first that documents the model of the config; else null. */
export function routeFor(context: WorkspaceContext, config: HfConfigReading | null): Route | null {
  const planned = context.settings.deployment.route;
  if (planned !== undefined) return planned;
  return config === null ? null : (plannedClaims(aboutConfig(context, config))[0]?.route ?? null);
}

/** The place of a value in a file, or the file. */
export function at(path: RelativePath, range: TextRange | null | undefined): Location {
  return range === null || range === undefined ? { path } : { path, range };
}

/** More places than this are counted, not listed. */
const LISTED = 20;

/** Files as places: the first ones, with the count of all. */
export function fileLocations(files: readonly { readonly path: RelativePath }[]): {
  locations: Location[];
  occurrences: number;
} {
  return { locations: files.slice(0, LISTED).map(({ path }) => ({ path })), occurrences: files.length };
}
