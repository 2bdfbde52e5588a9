import type { Confidence } from '../../model/finding';
import type { Target } from '../../model/target';
import type { DomainClaim, Knowledge, OperatorCheck, OperatorClaim, OperatorStatus } from '../../neuron/knowledge';
import { dtypeName } from '../../onnx/dtypes';
import type { Model } from '../../onnx/graph';
import type { Inference } from '../../onnx/infer/engine';
import { tensorType } from '../../onnx/infer/value';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import type { Scope } from '../graph/scopes';
import { evaluate, opensAxis } from './checks';
import { ruleOf } from './routing';

/** Nodes of one operator that are more than supported, and for one reason; of several reasons that one rule reports, the worst. */
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
  /** Element types of the nodes' first inputs, where they are known. */
  readonly types: readonly string[];
  /** Of the input that a check on its rank refuses. */
  readonly rank: number | null;
  /** Every input folds to a constant once the shapes of the graph inputs are fixed, and the node with them. */
  readonly folds: boolean;
  /** A condition that the file does not decide; false where all of them hold, or where one fails. */
  readonly open: boolean;
  /** In a branch that the sizes of the inputs decide, so that it may never be taken. */
  readonly bySize: boolean;
  readonly places: readonly Place[];
}

const judged = new WeakMap<Inference, Map<string, readonly OperatorIssue[]>>();

/** What the knowledge base says against the nodes of a model on a target, worked out once for all operator rules. */
export function operatorIssues(
  model: Model,
  inference: Inference,
  target: Target,
  knowledge: Knowledge,
): readonly OperatorIssue[] {
  const byTarget = judged.get(inference) ?? new Map<string, readonly OperatorIssue[]>();
  judged.set(inference, byTarget);
  const known = byTarget.get(target);
  if (known !== undefined) return known;
  const index = modelIndex(model, inference);
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
  const groups = new Map<string, Omit<OperatorIssue, 'types'> & { places: Place[] }>();
  for (const place of places) {
    for (const found of judgeNode(claim, domainClaim, place, index)) {
      const at = found.check === null ? '' : (claim?.checks.indexOf(found.check) ?? '');
      const key = [at, found.status, found.dtype, found.rank, found.folds, found.open, found.bySize].join();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { op, name, claim, domain: domainClaim, ...found, places: [place] });
      else group.places.push(place);
    }
  }
  return [...groups.values()].map((group) => ({ ...group, types: typesOf(group.places, index) }));
}

/** So many nodes are asked for their types. */
const ASKED = 100;

function typesOf(places: readonly Place[], index: ModelIndex): readonly string[] {
  const dtypes = places
    .slice(0, ASKED)
    .map(({ scope, node }) => tensorType(index.valueOf(scope, node.inputs[0] ?? ''))?.dtype ?? 0);
  return [...new Set(dtypes.filter((dtype) => dtype !== 0).map(dtypeName))].sort();
}

type NodeIssue = Pick<
  OperatorIssue,
  'status' | 'confidence' | 'check' | 'dtype' | 'rank' | 'folds' | 'open' | 'bySize'
>;

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
): readonly NodeIssue[] {
  if (index.isFolded(place)) return [];
  const base = {
    check: null,
    dtype: null,
    rank: null,
    folds: foldsAway(place, index),
    open: false,
    bySize: isTakenBySize(place, index),
  };
  if (claim === null) {
    const { status, confidence } = domain ?? { status: 'undocumented', confidence: 'undocumented' };
    return BADNESS[status] === 0 ? [] : [{ ...base, status, confidence }];
  }
  const outcomes = claim.checks.map((check) => ({ check, outcome: evaluate(check, place, index) }));
  const failed = outcomes
    .filter(({ check, outcome }) => outcome === 'fails' && BADNESS[check.otherwise] >= BADNESS[claim.status])
    .map(({ check }): NodeIssue => {
      const type = 'input' in check ? index.typeOf(place.scope, place.node.inputs[check.input] ?? '') : null;
      const rank = check.kind === 'rank' ? (type?.dims?.length ?? null) : null;
      const status =
        check.kind === 'constant-input' && check.resizes && opensAxis(place, index) ? 'unsupported' : check.otherwise;
      return { ...base, status, confidence: check.confidence, check, dtype: type?.dtype ?? null, rank };
    });
  if (failed.length > 0) return worstPerRule(failed, claim, place);
  const byRound = claim.checks.find((check) => setByRound(check, place, index));
  if (byRound !== undefined)
    return [{ ...base, status: 'undocumented', confidence: 'undocumented', check: byRound, open: true }];
  if (BADNESS[claim.status] === 0) return [];
  const open = outcomes.some(({ outcome }) => outcome === 'unknown');
  // With conditions of its own that all hold, "attention" has been paid; a loop that can be unrolled still has to be.
  const paid = claim.status === 'attention' && claim.checks.length > 0 && index.graphIn(place, 'body') === null;
  return paid ? [] : [{ ...base, status: claim.status, confidence: claim.confidence, open }];
}

function worstPerRule(issues: readonly NodeIssue[], claim: OperatorClaim, place: Place): readonly NodeIssue[] {
  const worst = new Map<string | null, NodeIssue>();
  for (const issue of issues) {
    const rule = ruleOf({
      ...issue,
      op: `${claim.domain}::${claim.op}`,
      name: claim.op,
      claim,
      domain: null,
      types: [],
      places: [place],
    });
    const other = worst.get(rule);
    if (other === undefined || BADNESS[issue.status] > BADNESS[other.status]) worst.set(rule, issue);
  }
  return [...worst.values()];
}

/** Whether a loop changes what has to be constant, so that nothing but its course decides. */
function setByRound(check: OperatorCheck, { scope, node }: Place, index: ModelIndex): boolean {
  if (check.kind !== 'constant-input' || check.otherwise !== 'unsupported') return false;
  const name = node.inputs[check.index] ?? '';
  return name !== '' && index.natureOf(scope, name) === 'loop';
}

/** Whether an If around the node waits for sizes that no pin fixes: both its branches are judged then. */
function isTakenBySize({ scope }: Place, { natureOf }: ModelIndex): boolean {
  for (let at: Scope = scope; at.parent !== null && at.owner !== null; at = at.parent)
    if (at.owner.node.op === 'If' && natureOf(at.parent, at.owner.node.inputs[0] ?? '') === 'static') return true;
  return false;
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
