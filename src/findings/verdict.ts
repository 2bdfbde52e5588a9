import type { ArtifactStatus } from '../model/artifact';
import { type Target, VERDICT_RANK, type Verdict } from '../model/target';
import type { Weighed } from './judge';

/** Whether a finding counts: neither waived, nor refuted by what Neuron's own tools said. */
export function stands({ waived, observed }: Pick<Weighed, 'waived' | 'observed'>): boolean {
  return waived === null && observed?.state !== 'refuted';
}

/**
 * What one file's findings mean for a target. A file that was not read whole, and a warning that no document decides, leave the
 * answer open: unknown.
 */
export function artifactVerdict(status: ArtifactStatus, findings: readonly Weighed[], target: Target): Verdict {
  const standing = findings.filter((finding) => stands(finding) && finding.targets.includes(target));
  if (standing.some((finding) => finding.severity === 'blocker')) return 'blocked';
  const warnings = standing.filter((finding) => finding.severity === 'warning');
  if (status !== 'analyzed' || warnings.some((finding) => finding.confidence === 'undocumented')) return 'unknown';
  return warnings.length > 0 ? 'attention' : 'ready';
}

/** The worst of the files' verdicts; of no files at all: unknown. */
export function workspaceVerdict(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.reduce<Verdict | null>(
      (worst, verdict) => (worst === null || VERDICT_RANK[verdict] > VERDICT_RANK[worst] ? verdict : worst),
      null,
    ) ?? 'unknown'
  );
}
