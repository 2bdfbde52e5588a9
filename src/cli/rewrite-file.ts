import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage';

/** How often a change is tried again on what somebody else has written meanwhile. */
const TRIES = 3;

/**
 * Replaces a text file by what `edit` makes of it (null: there is none yet), whole or not at all: the new text is written beside it and takes its
 * place at once. A link keeps pointing where it does. Throws a {@link UsageError} where the file cannot be written; what `edit` throws leaves the
 * file as it was.
 */
export function rewriteFile(name: string, edit: (text: string | null) => string): void {
  try {
    const file = existsSync(name) ? realpathSync(name) : name;
    for (let left = TRIES; ; left -= 1) {
      const before = textOf(file);
      const after = edit(before);
      if (after === before) return;
      const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
      try {
        writeFileSync(beside, after, { flag: 'wx', ...(before !== null && { mode: statSync(file).mode & 0o777 }) });
        if (textOf(file) === before) {
          renameSync(beside, file);
          return;
        }
      } finally {
        rmSync(beside, { force: true });
      }
      if (left === 1) throw new UsageError(`${name} changes while it is being written; try again`);
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new UsageError(`cannot write ${name}: ${error.message}`);
    throw error;
  }
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
