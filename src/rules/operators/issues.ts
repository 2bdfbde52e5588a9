import type { Confidence } from '../../model/finding';
import type { Target } from '../../model/target';
import type { DomainClaim, Knowledge, OperatorCheck, OperatorClaim, OperatorStatus } from '../../neuron/knowledge';
import type { Model } from '../../onnx/graph';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { evaluate } from './checks';

/** Nodes of one operator that are more than supported, and for one reason. */
export interface OperatorIssue {
  /** "ai.onnx::TopK". */
  readonly op: string;
  /** The operator's own name, "TopK". */
  readonly name: string;
  readonly status: OperatorStatus;
  readonly confidence: Confidence;
  /** Null for an operator that no entry names. */
  readonly claim: OperatorClaim | null;
  /** What is known of its domain, where no entry names the operator. */
  readonly domain: DomainClaim | null;
  /** The condition that the nodes do not meet; null where the operator itself is the reason. */
  readonly check: OperatorCheck | null;
  /** Element type that a check refuses. */
  readonly dtype: string | null;
  /** Every input folds to a constant once the shapes of the graph inputs are fixed, and the node with them. */
  readonly folds: boolean;
  readonly places: readonly Place[];
}

const judged = new WeakMap<Model, Map<string, readonly OperatorIssue[]>>();

/** What the knowledge base says against the nodes of a model on a target, worked out once for all operator rules. */
export function operatorIssues(model: Model, target: Target, knowledge: Knowledge): readonly OperatorIssue[] {
  const byTarget = judged.get(model) ?? new Map<string, readonly OperatorIssue[]>();
  judged.set(model, byTarget);
  const known = byTarget.get(target);
  if (known !== undefined) return known;
  const index = modelIndex(model);
  const issues = [...index.operators].flatMap(([op, places]) => issuesOf(op, places, index, target, knowledge));
  byTarget.set(target, issues);
  return issues;
}

function issuesOf(
  op: string,
  places: readonly Place[],
  index: ModelIndex,
  target: Target,
  knowledge: Knowledge,
): OperatorIssue[] {
  const [domain = '', name = ''] = split(op);
  const claim = knowledge.operator(domain, name, target);
  const domainClaim = claim === null ? knowledge.domain(domain) : null;
  const groups = new Map<string, OperatorIssue & { places: Place[] }>();
  for (const place of places) {
    const issue = judgeNode(claim, domainClaim, place, index);
    if (issue === null) continue;
    const key = [
      issue.check === null ? '' : (claim?.checks.indexOf(issue.check) ?? ''),
      issue.dtype,
      issue.folds,
    ].join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { op, name, claim, domain: domainClaim, ...issue, places: [place] });
    else group.places.push(place);
  }
  return [...groups.values()];
}

type NodeIssue = Pick<OperatorIssue, 'status' | 'confidence' | 'check' | 'dtype' | 'folds'>;

/** How much worse each status is, to choose among several conditions that a node does not meet. */
const BADNESS: Readonly<Record<OperatorStatus, number>> = {
  supported: 0,
  decomposes: 0,
  attention: 1,
  undocumented: 2,
  host: 3,
  unsupported: 4,
};

function judgeNode(
  claim: OperatorClaim | null,
  domain: DomainClaim | null,
  place: Place,
  index: ModelIndex,
): NodeIssue | null {
  const folds = foldsAway(place, index);
  if (claim === null) {
    const { status, confidence } = domain ?? { status: 'undocumented', confidence: 'undocumented' };
    return BADNESS[status] === 0 ? null : { status, confidence, check: null, dtype: null, folds };
  }
  const failed = claim.checks
    .filter((check) => evaluate(check, place, index) === 'fails')
    .reduce<OperatorCheck | null>(
      (worst, check) => (worst === null || BADNESS[check.otherwise] > BADNESS[worst.otherwise] ? check : worst),
      null,
    );
  if (failed !== null && BADNESS[failed.otherwise] >= BADNESS[claim.status]) {
    const dtype = 'input' in failed ? index.typeOf(place.scope, place.node.inputs[failed.input] ?? '').dtype : null;
    return { status: failed.otherwise, confidence: failed.confidence, check: failed, dtype, folds };
  }
  if (BADNESS[claim.status] === 0) return null;
  // With conditions of its own that all hold, "attention" has been paid.
  if (claim.status === 'attention' && claim.checks.length > 0) return null;
  return { status: claim.status, confidence: claim.confidence, check: null, dtype: null, folds };
}

function foldsAway({ scope, node }: Place, index: ModelIndex): boolean {
  return (
    node.inputs.length > 0 &&
    node.inputs.every((name) => name === '' || ['constant', 'static'].includes(index.natureOf(scope, name)))
  );
}

function split(op: string): [string, string] {
  const at = op.lastIndexOf('::');
  return [op.slice(0, at), op.slice(at + 2)];
}
