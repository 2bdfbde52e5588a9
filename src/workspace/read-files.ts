import { unreadable } from '../formats/other';
import type { Reading } from '../formats/reading';
import { type SourceFile, sourceFile } from '../formats/source-file';
import type { Host, Pace, RelativePath } from '../model/host';
import { type Candidate, formatsOf } from './discover';

/** So many files are fetched while one is judged: most of the time with small files goes by waiting for the disk. */
const AHEAD = 16;

/**
 * Reads candidates by index; asked for in ascending order, the texts of the next ones are fetched meanwhile. Null where the file turns out to be
 * nothing that is understood. `known`: files that need not be fetched, because they may not be asked for.
 */
export function readFiles(
  host: Host,
  candidates: readonly Candidate[],
  pace: Pace,
  known: (path: RelativePath) => boolean,
): (index: number) => Promise<Reading | null> {
  const files = new Map<number, SourceFile>();
  const fetched = (index: number): SourceFile | null => {
    const candidate = candidates[index];
    if (candidate === undefined) return null;
    const file = files.get(index) ?? sourceFile(host, candidate.path, candidate.named);
    if (!files.has(index) && !known(candidate.path) && formatsOf(candidate).some(({ ranges }) => !ranges)) {
      // Whoever reads the file meets the fault; nobody may.
      void file.text().catch(() => undefined);
    }
    files.set(index, file);
    return file;
  };
  return async (index) => {
    for (let next = index; next <= index + AHEAD; next += 1) fetched(next);
    const file = files.get(index);
    const candidate = candidates[index];
    for (const past of files.keys()) if (past <= index) files.delete(past);
    if (file === undefined || candidate === undefined) return null;
    try {
      for (const format of formatsOf(candidate)) {
        const reading = await format.read(file, pace);
        if (reading !== null) return reading;
      }
      return null;
    } catch (error) {
      // A full stack or a text of impossible length: the limits of a reader were not tight enough, and no one file ends the audit of all others.
      if (!(error instanceof RangeError)) throw error;
      return unreadable('other', file, 'It holds something that is nested too deeply or grows too large to be read.');
    }
  };
}
