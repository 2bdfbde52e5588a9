import type { ArtifactKind } from '../model/artifact';
import type { Host, Pace, RelativePath } from '../model/host';
import type { Reading } from './reading';

/** One kind of file that the audit understands. */
export interface Format {
  readonly kind: ArtifactKind;
  /** By the name alone, so that a search can afford to ask. `named`: the user asked for this very file, which allows for more. */
  matches(path: RelativePath, named: boolean): boolean;
  /** Null where the content shows that it is something else. Rejects with `Cancelled` only: every fault of the file is in the reading. */
  read(host: Host, path: RelativePath, pace: Pace): Promise<Reading | null>;
}
