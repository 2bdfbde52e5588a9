/** The models view as data: each file that was read, its verdict, and what decides it. Pure. */

import type { Artifact, ArtifactKind } from '../../model/artifact';
import type { Finding } from '../../model/finding';
import { compareText } from '../../model/order';
import type { Report } from '../../model/report';
import type { RoutesOf } from '../../model/routes';
import { type Target, VERDICT_RANK, type Verdict } from '../../model/target';
import { visible, visibleName } from '../../report/escape';
import { ROUTE_LABELS, TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';
import { routeNodes, takenRoute } from './model-routes';
import { byArtifact, joined, type RootReport, splitPath, type TreeNode, VERDICT_ICONS, verdictWord } from './node';

/** Kinds of files that hold a model or describe one; all others say how it is run. */
const MODELS: ReadonlySet<ArtifactKind> = new Set<ArtifactKind>([
  'onnx',
  'hf-config',
  'adapter-config',
  'sentence-transformers',
  'diffusers',
  'genai-config',
  'safetensors',
  'safetensors-index',
  'pytorch-index',
  'gguf',
  'tensorrt-engine',
  'torchscript',
  'pytorch',
  'pickle',
  'savedmodel',
  'keras',
  'tflite',
  'openvino',
  'nemo',
]);

/**
 * Models that were read at least in part, worst first, with the route to take; unfolded a row for each target, and the routes. What says
 * how they are run stands in a group of its own at the end.
 */
export function modelsTree(reports: readonly RootReport[]): readonly TreeNode[] {
  const many = reports.length > 1;
  const [models, others] = [true, false].map((wanted) => reports.flatMap((source) => fileNodes(source, wanted, many)));
  return [...(models ?? []), ...otherFiles(others ?? [])].map(({ node }) => node);
}

/** How many models there are. */
export function countModels(reports: readonly RootReport[]): number {
  return reports.reduce(
    (sum, { report }) => sum + report.artifacts.filter((one) => wasRead(one) && isModel(one)).length,
    0,
  );
}

interface FileNode {
  readonly node: TreeNode;
  readonly verdict: Verdict;
}

function fileNodes(source: RootReport, models: boolean, many: boolean): FileNode[] {
  const { targets } = source.report.settings;
  const rank = (artifact: Artifact) => VERDICT_RANK[worst(artifact, targets)];
  const standing = byArtifact(source.report.findings.filter(({ waived }) => waived === null));
  const routes = routesByPath(source.report);
  return source.report.artifacts
    .filter((artifact) => wasRead(artifact) && isModel(artifact) === models)
    .toSorted((a, b) => rank(b) - rank(a) || compareText(a.path, b.path))
    .map((artifact) => ({
      node: modelNode(
        source,
        artifact,
        { findings: standing.get(artifact.path) ?? [], routes: routes.get(artifact.path) ?? [] },
        many,
      ),
      verdict: worst(artifact, targets),
    }));
}

function wasRead({ status }: Artifact): boolean {
  return status === 'analyzed' || status === 'partial';
}

function isModel({ kind }: Artifact): boolean {
  return MODELS.has(kind);
}

function routesByPath({ routes }: Report): ReadonlyMap<string, readonly RoutesOf[]> {
  const byPath = new Map<string, RoutesOf[]>();
  for (const answer of routes) {
    for (const path of answer.paths) byPath.set(path, [...(byPath.get(path) ?? []), answer]);
  }
  return byPath;
}

function otherFiles(files: readonly FileNode[]): FileNode[] {
  if (files.length === 0) return [];
  const verdict = files.reduce<Verdict>(
    (all, one) => (VERDICT_RANK[one.verdict] > VERDICT_RANK[all] ? one.verdict : all),
    'ready',
  );
  const label = t('Other files');
  const description = joined([String(files.length), verdictWord(verdict)]);
  return [
    {
      verdict,
      node: {
        id: 'others',
        label,
        description,
        icon: VERDICT_ICONS[verdict],
        spoken: t('{0}: {1}', label, description),
        context: 'group',
        children: files.map(({ node }) => node),
      },
    },
  ];
}

function worst({ verdicts }: Artifact, targets: readonly Target[]): Verdict {
  const all = targets.map((target) => verdicts[target] ?? 'unknown');
  return all.reduce((a, b) => (VERDICT_RANK[b] > VERDICT_RANK[a] ? b : a), 'ready');
}

/** What else is known of a file. */
interface About {
  readonly findings: readonly Finding[];
  readonly routes: readonly RoutesOf[];
}

function modelNode({ root, report }: RootReport, artifact: Artifact, about: About, many: boolean): TreeNode {
  const { targets } = report.settings;
  const { name, folder } = splitPath(artifact.path);
  const label = visibleName(genericName(name) && folder !== '' ? artifact.path : name);
  const summary = verdictSummary(artifact, targets);
  const id = `${root.key}#${artifact.path}`;
  return {
    id,
    label,
    description: joined([summary, routeSummary(report, about.routes), many ? visibleName(root.name) : null]),
    tooltip: visible(artifact.path),
    icon: VERDICT_ICONS[worst(artifact, targets)],
    spoken: t('{0}: {1}', visibleName(artifact.path), summary),
    context: 'model',
    place: { root: root.key, location: { path: artifact.path } },
    children:
      targets.length > 1
        ? targets.map((target) => targetNode(id, target, artifact, about))
        : about.routes.flatMap((answer) => routeNodes(`${id}#${answer.target}`, answer)),
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

function targetNode(parent: string, target: Target, { verdicts }: Artifact, { findings, routes }: About): TreeNode {
  const verdict = verdicts[target] ?? 'unknown';
  // A report's findings are sorted by severity.
  const decides = findings.find((finding) => finding.targets.includes(target));
  const id = `${parent}#${target}`;
  const own = routes.filter((answer) => answer.target === target);
  return {
    id,
    label: TARGET_LABELS[target],
    description: joined([
      verdictWord(verdict),
      ...own.map((answer) => takenRoute(answer) ?? t('no route known')),
      verdict === 'ready' || decides === undefined ? null : visible(decides.action, 200),
    ]),
    icon: VERDICT_ICONS[verdict],
    context: 'target',
    children: own.flatMap((answer) => routeNodes(id, answer)),
  };
}

/** The planned route; else the one to take, where it is the same on every target. */
function routeSummary({ settings }: Report, routes: readonly RoutesOf[]): string | null {
  if (routes.length === 0) return null;
  const planned = settings.deployment.route;
  if (planned !== undefined) return t('planned: {0}', ROUTE_LABELS[planned]);
  const taken = new Set(routes.map(takenRoute));
  return taken.size === 1 ? ([...taken][0] ?? null) : null;
}
