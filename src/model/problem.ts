import type { TextRange } from './finding';
import type { RelativePath } from './host';

/** One mistake in a file that a person writes, placed. */
export interface Problem {
  /** The empty string where it is in no file but in an option. */
  readonly path: RelativePath;
  /** Null where it concerns the file as a whole. */
  readonly range: TextRange | null;
  readonly message: string;
}

/** Options or a planner file that cannot be used; the audit did not run. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      problems
        .map(({ path, range, message }) => {
          const place = range ? `${path}:${range.start.line}:${range.start.column}` : path;
          return place ? `${place}: ${message}` : message;
        })
        .join('\n'),
    );
    this.name = 'SettingsError';
  }
}
