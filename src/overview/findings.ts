import { artifactVerdict } from '../findings/verdict';
import type { ArtifactStatus } from '../model/artifact';
import type { Finding, Location } from '../model/finding';
import type { Target } from '../model/target';
import { groupFindings } from '../report/group';
import type { OverviewFinding, Standing } from './types';

/** So many places of one finding are named. */
const PLACES = 4;

/** The findings of one file, blockers first, in the words of the report. */
export function overviewFindings(findings: readonly Finding[]): OverviewFinding[] {
  return findings.map((finding) => ({
    key: finding.fingerprint,
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    targets: finding.targets,
    message: finding.message,
    remedy: finding.remedy,
    neuronError: finding.neuronError,
    occurrences: finding.occurrences,
    places: finding.locations.slice(0, PLACES).flatMap(placeName),
    waived: finding.waived !== null,
  }));
}

function placeName(location: Location): string[] {
  if (!('graph' in location)) return [];
  const { node, tensor, graph } = location;
  const name = node ?? tensor;
  if (name === undefined) return graph === 'main' ? [] : [graph];
  return [graph === 'main' ? name : `${graph}/${name}`];
}

/** How the file stands on each target, counted in causes. */
export function standings(
  status: ArtifactStatus,
  findings: readonly Finding[],
  targets: readonly Target[],
): Standing[] {
  const causes = groupFindings(findings.filter(({ waived }) => waived === null));
  return targets.map((target) => {
    const own = causes.filter((cause) => cause.findings.some((finding) => finding.targets.includes(target)));
    return {
      target,
      verdict: artifactVerdict(status, findings, target),
      blockers: own.filter(({ severity }) => severity === 'blocker').length,
      warnings: own.filter(({ severity }) => severity === 'warning').length,
    };
  });
}
