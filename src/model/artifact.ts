import type { Facts } from './facts';
import type { RelativePath } from './host';
import type { Target, Verdict } from './target';

/** What a file is, decided by its content wherever possible. Names are fixed: reports and other programs read them. */
export type ArtifactKind = 'onnx' | 'hf-config';

/** analyzed: all of it was read. partial: some of it. unreadable: none of it could be. skipped: left alone on purpose. */
export type ArtifactStatus = 'analyzed' | 'partial' | 'unreadable' | 'skipped';

export interface Artifact {
  readonly path: RelativePath;
  readonly kind: ArtifactKind;
  readonly status: ArtifactStatus;
  /** One sentence where the status is not "analyzed", else null. */
  readonly reason: string | null;
  readonly facts: Facts;
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
}
