import type { Confidence, Severity } from '../../model/finding';
import { type OnnxContext, onnxRule } from '../define';
import { nodeLocations } from '../locations';
import { EAGER, runsEagerly } from '../route';
import type { Draft, Rule, RulePage } from '../rule';
import { capital, sentences, show } from '../words';
import { tensorOf } from './describe';
import { type OperatorIssue, operatorIssues } from './issues';
import { ruleOf } from './routing';
import { severityOf } from './severity';
import { isUndecidedThere, undecidedThere } from './torchneuron';

/** What a rule of the family says about one issue; what it leaves out comes from the knowledge base. */
export interface Verdict {
  readonly action: string;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Null: none, although the condition names one. */
  readonly neuronError?: string | null;
  readonly sources?: readonly string[];
  /** True where only a compile stops: adds what eager execution does instead, on the route that has it. */
  readonly compileOnly?: boolean;
}

/** A rule over the operators of a model: it takes the issues that {@link ruleOf} gives it, one finding each. */
export function operatorRule(
  id: string,
  page: RulePage,
  say: (issue: OperatorIssue, context: OnnxContext) => Verdict | null,
): Rule {
  return onnxRule({ id, phase: 'proof-of-concept', page }, function* (context): Iterable<Draft> {
    const { reading, inference, target, knowledge } = context;
    for (const issue of operatorIssues(reading.model, inference, target, knowledge)) {
      if (ruleOf(issue) !== id) continue;
      const verdict = isUndecidedThere(issue, context) ? undecidedThere(issue, context) : say(issue, context);
      if (verdict !== null) yield toDraft(issue, verdict, context);
    }
  });
}

function toDraft(issue: OperatorIssue, verdict: Verdict, context: OnnxContext): Draft {
  const { reading, knowledge } = context;
  const { claim, domain, check, places } = issue;
  const confidence = verdict.confidence ?? issue.confidence;
  const neuronError = verdict.neuronError === undefined ? (check?.neuronError ?? null) : verdict.neuronError;
  const eager = verdict.compileOnly === true && runsEagerly(context);
  const error = neuronError === null ? null : knowledge.errorCode(neuronError);
  const severity = verdict.severity ?? severityOf(issue.status, confidence);
  const undecided = issue.bySize && severity === 'blocker';
  const sources = verdict.sources ?? (check === null ? (claim ?? domain)?.sources : check.sources) ?? [];
  return {
    key: [
      issue.op,
      check === null ? '' : conditionKey(check),
      issue.dtype ?? '',
      ...(undecided ? ['by-size'] : []),
    ].join('#'),
    severity: undecided ? 'warning' : severity,
    confidence,
    action: verdict.action,
    message: verdict.message,
    why: sentences(
      verdict.why ?? (check?.note ? capital(check.note) : (claim?.why ?? domain?.why)),
      undecided ? 'The sizes of the inputs decide whether its branch is taken; pin them to know' : '',
    ),
    ...(eager && { aside: EAGER }),
    remedy: verdict.remedy ?? remedyOf(issue),
    ...(neuronError !== null && { neuronError }),
    sources: [...new Set([...sources, ...(error?.sources ?? [])])],
    ...nodeLocations(reading.path, places, ({ node }) => tensorOf(check, node.inputs, node.outputs)),
  };
}

/** The knowledge base's remedy is for the operator; one that needs none as such still has to meet its condition. */
function remedyOf({ name, claim, domain, check }: OperatorIssue): string {
  if (check?.remedy !== undefined) return check.remedy;
  const remedy = claim?.remedy ?? domain?.remedy ?? '';
  if (check === null || !remedy.startsWith('None needed')) return sentences(remedy);
  return check.kind === 'constant-input'
    ? `Export the model so that the ${check.name} of ${show(name)} is a constant.`
    : `Change the export so that ${show(name)} meets the condition, or replace the operator.`;
}

function conditionKey(check: NonNullable<OperatorIssue['check']>): string {
  if ('name' in check) return `${check.kind}:${check.name}`;
  if ('input' in check) return `${check.kind}:${check.input}`;
  return 'index' in check ? `${check.kind}:${check.index}` : check.kind;
}
