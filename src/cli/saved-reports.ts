import { readFileSync, statSync } from 'node:fs';
import { readReport } from '../compare/saved-report';
import { ShapeError } from '../compare/shape';
import type { SavedReport } from '../model/comparison';
import { visible } from '../report/escape';
import { UsageError } from './usage';

/** A larger file is no report; Node could not hold it as one text either. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The JSON report in a file. Throws a {@link UsageError} that names the file. */
export function readSavedReport(file: string): SavedReport {
  try {
    return readReport(readJsonFile(file));
  } catch (error) {
    if (error instanceof ShapeError) throw new UsageError(`${visible(file)}: ${visible(error.message)}`);
    throw error;
  }
}

/** The text of a file that is there, is no folder and is not too large. Throws a {@link UsageError}. */
export function readJsonFile(file: string): string {
  const found = file === '' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`no such file: ${visible(file)}`);
  if (!found.isFile()) throw new UsageError(`${visible(file)} is not a file`);
  if (found.size > MAX_BYTES) throw new UsageError(`${visible(file)} is larger than 256 MB, more than a report can be`);
  return readFileSync(file, 'utf8');
}
