import type { OnnxReading } from '../formats/reading';
import type { Finding } from '../model/finding';
import { compareText } from '../model/order';
import type { Settings } from '../model/settings';
import { type Target, VERDICT_RANK, type Verdict } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { dtypeName } from '../onnx/dtypes';
import type { Model } from '../onnx/graph';
import type { Inference } from '../onnx/infer/engine';
import { tensorType } from '../onnx/infer/value';
import { ALL_RULES } from '../rules';
import { type ModelIndex, modelIndex, type Place } from '../rules/graph/model-index';
import { operatorIssues } from '../rules/operators/issues';
import { severityOf } from '../rules/operators/severity';
import type { Folding, OperatorRow } from './types';

interface Context {
  readonly reading: OnnxReading;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  readonly inference: Inference;
  readonly findings: readonly Finding[];
}

/**
 * One row for each operator with what stands against it on each target, what needs work first. Nodes that fold away with the
 * shapes are counted apart, unless a finding names their operator.
 */
export function operatorTable(context: Context): { rows: OperatorRow[]; folding: Folding | null } {
  const { reading, settings, inference } = context;
  const index = modelIndex(reading.model, inference);
  const byOp = findingsByOperator(context.findings);
  const folding = new Map<string, number>();
  const rows: OperatorRow[] = [];
  const lasting = lastingPlaces(reading.model, index);
  for (const [op, places] of index.operators) {
    const named = byOp.get(op) ?? [];
    const kept = named.length > 0 ? places : (lasting.get(op) ?? []);
    if (kept.length < places.length) folding.set(op, places.length - kept.length);
    if (kept.length > 0) rows.push(rowOf(op, kept, named, context));
  }
  rows.sort(
    (a, b) =>
      worst(b.verdicts, settings.targets) - worst(a.verdicts, settings.targets) ||
      Number(b.rule !== null) - Number(a.rule !== null) ||
      b.nodes - a.nodes ||
      compareText(a.op, b.op),
  );
  return { rows, folding: foldingOf(folding) };
}

function rowOf(op: string, places: readonly Place[], named: readonly Finding[], context: Context): OperatorRow {
  const { reading, settings, knowledge, inference } = context;
  const verdicts: Partial<Record<Target, Verdict>> = {};
  for (const target of settings.targets) {
    const own = named.filter((finding) => finding.targets.includes(target) && finding.waived === null);
    verdicts[target] = own.length > 0 ? fromFindings(own) : fromIssues(context, op, target);
  }
  const decides = named.find(({ severity, waived }) => severity !== 'info' && waived === null) ?? named[0];
  const [domain = '', name = ''] = splitOperator(op);
  const claim = knowledge.operator(domain, name);
  const decomposes = claim?.status === 'decomposes' ? claim.why : '';
  return {
    op,
    version: versionOf(reading.model, domain, claim?.versions ?? []),
    nodes: places.length,
    dtypes: dtypesOf(reading.model, op, places, inference),
    verdicts,
    note: decides === undefined ? decomposes : noteOf(decides),
    rule: decides?.rule ?? null,
  };
}

/** What stands against the operator; of a mere note, which may be about several, what it is about. */
function noteOf({ severity, rule, message }: Finding): string {
  const title = ALL_RULES.find(({ id }) => id === rule)?.page.title;
  return severity === 'info' && title !== undefined ? `${title}.` : message;
}

function fromFindings(findings: readonly Finding[]): Verdict {
  if (findings.some(({ severity }) => severity === 'blocker')) return 'blocked';
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  if (warnings.some(({ confidence }) => confidence === 'undocumented')) return 'unknown';
  return warnings.length > 0 ? 'attention' : 'ready';
}

/** A finding lists its first places only, so that an operator further back is judged as the rules do, by what is known of it. */
function fromIssues({ reading, inference, knowledge }: Context, op: string, target: Target): Verdict {
  let verdict: Verdict = 'ready';
  for (const issue of operatorIssues(reading.model, inference, target, knowledge)) {
    if (issue.op !== op || issue.folds) continue;
    const severity = severityOf(issue.status, issue.confidence);
    const next: Verdict =
      severity === 'blocker'
        ? 'blocked'
        : severity === 'info'
          ? 'ready'
          : issue.confidence === 'undocumented'
            ? 'unknown'
            : 'attention';
    if (VERDICT_RANK[next] > VERDICT_RANK[verdict]) verdict = next;
  }
  return verdict;
}

function findingsByOperator(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byOp = new Map<string, Finding[]>();
  for (const finding of findings) {
    const ops = new Set(finding.locations.flatMap((place) => ('op' in place && place.op ? [place.op] : [])));
    for (const op of ops) byOp.set(op, [...(byOp.get(op) ?? []), finding]);
  }
  return byOp;
}

const lastingByModel = new WeakMap<Model, ReadonlyMap<string, readonly Place[]>>();

/** Places by operator without the nodes that fold away; the same whatever is pinned, so worked out once a model. */
function lastingPlaces(model: Model, index: ModelIndex): ReadonlyMap<string, readonly Place[]> {
  const known = lastingByModel.get(model);
  if (known !== undefined) return known;
  const lasting = new Map([...index.operators].map(([op, places]) => [op, places.filter((at) => !folds(at, index))]));
  lastingByModel.set(model, lasting);
  return lasting;
}

function folds({ scope, node }: Place, index: ModelIndex): boolean {
  return node.outputs.every((name) => name === '' || ['constant', 'static'].includes(index.natureOf(scope, name)));
}

function worst(verdicts: OperatorRow['verdicts'], targets: readonly Target[]): number {
  return Math.max(0, ...targets.map((target) => VERDICT_RANK[verdicts[target] ?? 'ready']));
}

function versionOf(model: Model, domain: string, versions: readonly number[]): number | null {
  const opset = model.opsets.get(domain) ?? (domain === 'ai.onnx' ? model.opsets.get('') : undefined);
  return opset === undefined ? null : (versions.findLast((version) => version <= opset) ?? null);
}

/** So many element types of one operator are named. */
const DTYPES = 3;

const dtypesByModel = new WeakMap<Model, Map<string, readonly string[]>>();

/** Element types of the first outputs of an operator's nodes. Pins change shapes, not types, so worked out once a model. */
function dtypesOf(model: Model, op: string, places: readonly Place[], { graphs }: Inference): readonly string[] {
  const byOp = dtypesByModel.get(model) ?? new Map<string, readonly string[]>();
  dtypesByModel.set(model, byOp);
  const known = byOp.get(op);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const { scope, node } of places) {
    const values = 'initializers' in scope.body ? graphs.get(scope.body)?.values : undefined;
    const dtype = tensorType(values?.get(node.outputs[0] ?? ''))?.dtype ?? 0;
    if (dtype !== 0) found.add(dtypeName(dtype));
    if (found.size === DTYPES) break;
  }
  byOp.set(op, [...found]);
  return [...found];
}

function foldingOf(counts: ReadonlyMap<string, number>): Folding | null {
  if (counts.size === 0) return null;
  const ops = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return { nodes: ops.reduce((sum, [, n]) => sum + n, 0), ops: ops.map(([op]) => op) };
}

function splitOperator(op: string): [string, string] {
  const at = op.lastIndexOf('::');
  return [op.slice(0, at), op.slice(at + 2)];
}
