import type { Pace, RelativePath } from '../model/host';
import type { Reading } from './reading';
import type { SourceFile } from './source-file';

/** One kind of file, or one family, that the audit understands. */
export interface Format {
  /** By the name alone, so that a search can afford to ask. `named`: the user asked for this very file, which allows for more. */
  matches(path: RelativePath, named: boolean): boolean;
  /**
   * Whether files of this format are code or configuration that people write. What a `.gitignore` leaves out of those is left out here too;
   * models, checkpoints with their configs and logs are ignored there on purpose and looked at all the same.
   */
  readonly text: boolean;
  /** It reads parts of a file itself, which may be large: nothing of it is fetched ahead. */
  readonly ranges?: true;
  /** Null where the content shows that it is something else. Rejects with `Cancelled` only: every fault of the file is in the reading. */
  read(file: SourceFile, pace: Pace): Promise<Reading | null>;
}
