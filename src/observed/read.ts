import { LIST_FORMATS, OBSERVED_FORMATS } from '../formats/observed';
import type { OtherReading, Reading } from '../formats/reading';
import { sourceFile } from '../formats/source-file';
import type { Host, Pace, RelativePath } from '../model/host';
import { SettingsError } from '../model/problem';
import { quoted } from '../text/quote';

/** An output of one of Neuron's tools that the caller names, wherever it lies. */
export interface GivenOutput {
  readonly host: Host;
  /** On that host. */
  readonly path: RelativePath;
  /** How the report calls it. */
  readonly shown: string;
}

/** The tools' own lists among the files of a workspace: they decide how models are judged, so they are read before any. */
export async function readLists(host: Host, paths: readonly RelativePath[], pace: Pace): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const path of paths) {
    for (const format of LIST_FORMATS) {
      const reading = format.matches(path, false) ? await format.read(sourceFile(host, path, false), pace) : null;
      if (reading !== null) readings.push(reading);
    }
  }
  return readings;
}

/** The outputs that were named. Rejects with a {@link SettingsError} where one is none, or cannot be read. */
export async function readGiven(given: readonly GivenOutput[], pace: Pace): Promise<OtherReading[]> {
  const readings: OtherReading[] = [];
  for (const { host, path, shown } of given) {
    const file = sourceFile(host, path, true);
    let found: OtherReading | null = null;
    for (const format of OBSERVED_FORMATS) {
      const reading: Reading | null = found === null ? await format.read(file, pace) : null;
      if (reading !== null && 'observations' in reading) found = { ...reading, path: shown };
    }
    if (found === null) {
      const message = `${quoted(shown)} is no output of torch_neuronx.analyze, of neuronx-cc, or of its list-operators command that can be read.`;
      throw new SettingsError([{ path: '', range: null, message }]);
    }
    readings.push(found);
  }
  return readings;
}
