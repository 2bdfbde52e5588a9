import { writeFileSync } from 'node:fs';
import type { RawOptions } from './options';
import { UsageError } from './usage';

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 120;

/** Narrower ones would break every second word. */
const MIN_WIDTH = 60;

/** What a terminal can show. */
export interface Terminal {
  readonly color: boolean;
  readonly width: number;
}

/** Writes to the file of `--output`, or to standard output unless `--quiet`; `write` is told of a terminal where there is one. */
export function deliver(write: (terminal: Terminal | null) => string, options: RawOptions): void {
  if (options.output !== undefined) {
    try {
      writeFileSync(options.output, write(null));
    } catch (error) {
      throw new UsageError(`cannot write ${options.output}: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else if (!options.quiet) {
    const { isTTY, columns } = process.stdout;
    const width = Math.min(Math.max(columns || MAX_WIDTH, MIN_WIDTH), MAX_WIDTH);
    process.stdout.write(write(isTTY ? { color: process.env.NO_COLOR === undefined, width } : null));
  }
}
