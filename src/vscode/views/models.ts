/** The models view as data: each file that was read, its verdict, and what decides it. Pure. */

import type { Artifact } from '../../model/artifact';
import type { Finding } from '../../model/finding';
import { compareText } from '../../model/order';
import { type Target, VERDICT_RANK, type Verdict } from '../../model/target';
import { visible, visibleName } from '../../report/escape';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';
import { byArtifact, joined, type RootReport, splitPath, type TreeNode, VERDICT_ICONS, verdictWord } from './node';

/** Files that were read at least in part, worst first; with several targets each has a row per target. */
export function modelsTree(reports: readonly RootReport[]): readonly TreeNode[] {
  return reports.flatMap((source) => {
    const { targets } = source.report.settings;
    const rank = (artifact: Artifact) => VERDICT_RANK[worst(artifact, targets)];
    const standing = byArtifact(source.report.findings.filter(({ waived }) => waived === null));
    return source.report.artifacts
      .filter(({ status }) => status === 'analyzed' || status === 'partial')
      .toSorted((a, b) => rank(b) - rank(a) || compareText(a.path, b.path))
      .map((artifact) => modelNode(source, artifact, standing.get(artifact.path) ?? [], reports.length > 1));
  });
}

function worst({ verdicts }: Artifact, targets: readonly Target[]): Verdict {
  const all = targets.map((target) => verdicts[target] ?? 'unknown');
  return all.reduce((a, b) => (VERDICT_RANK[b] > VERDICT_RANK[a] ? b : a), 'ready');
}

function modelNode(
  { root, report }: RootReport,
  artifact: Artifact,
  findings: readonly Finding[],
  many: boolean,
): TreeNode {
  const { targets } = report.settings;
  const { name, folder } = splitPath(artifact.path);
  const label = visibleName(genericName(name) && folder !== '' ? artifact.path : name);
  const summary = verdictSummary(artifact, targets);
  const id = `${root.key}#${artifact.path}`;
  return {
    id,
    label,
    description: joined([summary, routeOf(report.settings.deployment.route), many ? visibleName(root.name) : null]),
    tooltip: visible(artifact.path),
    icon: VERDICT_ICONS[worst(artifact, targets)],
    spoken: t('{0}: {1}', visibleName(artifact.path), summary),
    context: 'model',
    place: { root: root.key, location: { path: artifact.path } },
    children: targets.length < 2 ? [] : targets.map((target) => targetNode(id, target, artifact, findings)),
  };
}

/** Every Hugging Face model's file has the same name: its folder tells them apart. */
function genericName(name: string): boolean {
  return /^(config\.json|model(_\w+)?\.onnx)$/.test(name);
}

/** One word where all targets agree, else the targets behind each word: "blocked: Inf2, Trn1 · ready: Trn2". */
function verdictSummary({ verdicts }: Artifact, targets: readonly Target[]): string {
  const byVerdict = new Map<Verdict, string[]>();
  for (const target of targets) {
    const verdict = verdicts[target] ?? 'unknown';
    byVerdict.set(verdict, [...(byVerdict.get(verdict) ?? []), TARGET_LABELS[target]]);
  }
  const parts = [...byVerdict].sort(([a], [b]) => VERDICT_RANK[b] - VERDICT_RANK[a]);
  if (parts.length === 1 && parts[0]) return verdictWord(parts[0][0]);
  return joined(parts.map(([verdict, labels]) => t('{0}: {1}', verdictWord(verdict), labels.join(', '))));
}

function targetNode(parent: string, target: Target, { verdicts }: Artifact, findings: readonly Finding[]): TreeNode {
  const verdict = verdicts[target] ?? 'unknown';
  // A report's findings are sorted by severity.
  const decides = findings.find((finding) => finding.targets.includes(target));
  return {
    id: `${parent}#${target}`,
    label: TARGET_LABELS[target],
    description: joined([
      verdictWord(verdict),
      verdict === 'ready' || decides === undefined ? null : visible(decides.action, 200),
    ]),
    icon: VERDICT_ICONS[verdict],
    context: 'target',
    children: [],
  };
}

function routeOf(route: string | undefined): string | null {
  return route === undefined ? null : t('route {0}', route);
}
