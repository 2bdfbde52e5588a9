import type { HfConfigReading, Summary } from '../../formats/reading';
import type { RelativePath } from '../../model/host';
import { folderOf } from '../../text/path';

export function isConfig(reading: Summary): reading is HfConfigReading {
  return reading.kind === 'hf-config' && 'document' in reading;
}

/** The config of a model that is named by a path or by its name on a hub; of an unknown name the only one of the workspace. */
export function configOf(
  model: string | null,
  from: RelativePath,
  configs: readonly HfConfigReading[],
): HfConfigReading | null {
  if (model === null) return configs.length === 1 ? (configs[0] ?? null) : null;
  const name = lastPart(model.toLowerCase());
  const named = configs.filter(({ path }) => lastPart(folderOf(path)).toLowerCase() === name);
  if (named.length < 2) return named[0] ?? null;
  return named.find(({ path }) => folderOf(path).startsWith(folderOf(from))) ?? null;
}

/** The last name of a path, slashes at its end or not. */
export function lastPart(path: string): string {
  return path.split('/').findLast((part) => part !== '') ?? '';
}
