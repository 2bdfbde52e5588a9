import { dtypeName } from '../../onnx/dtypes';
import type { OnnxContext } from '../define';
import { modelIndex } from '../graph/model-index';
import { isTraced } from '../route';
import type {} from '../rule';
import { listed, sentences, show } from '../words';
import { operatorRule, type Verdict } from './family';
import type { OperatorIssue } from './issues';

/** If, Loop and Scan that do not fold away. */
export const controlFlow = operatorRule(
  'onnx/control-flow',
  {
    title: 'Control flow in the graph',
    what: 'Reports If, Loop, Scan and SequenceMap nodes. Where the branch or the number of rounds depends on data, it is a blocker for TorchNeuron, judged under torch.compile for the full graph, and a warning where the route traces, because tracing keeps what the example input did. It is a note where it folds to a constant or can be unrolled once the input shapes are fixed. A branch that a constant condition never takes is not judged.',
    why: 'A compiled graph has one fixed course of execution. A trace that kept one branch gives wrong results for inputs that take the other, without a message.',
    fix: 'Fold what is constant before the conversion. Otherwise compute both branches and choose with torch.where, unroll a loop with a fixed count, or split the model and branch in Python between the parts.',
    example: {
      before: 'y = f(x) if flag.item() else g(x)',
      after: 'y = torch.where(flag, f(x), g(x))',
      language: 'python',
    },
    sources: ['jax-known-issues', 'trace-api', 'torchneuron-overview', 'vllm-onboarding'],
    since: '0.1.0',
  },
  (issue, context) => {
    const name = show(issue.name);
    if (issue.status === 'supported' || issue.status === 'decomposes') return null;
    if (issue.folds && issue.status === 'unsupported' && issue.check === null)
      return {
        action: `Fold or unroll ${name} before the conversion`,
        message: `${name} depends on constants and shapes only, so it can be folded or unrolled once the input shapes are fixed.`,
        severity: 'info',
      };
    if (issue.status === 'attention') return fixedRounds(name, issue);
    if (issue.open)
      return {
        action: `Take ${name} out of the compiled graph`,
        message: `${name} depends on what a loop around it does, and the file does not tell whether that is fixed.`,
        severity: 'warning',
      };
    if (issue.check !== null) return byData(name, issue, context);
    return {
      action: `Take ${name} out of the compiled graph`,
      message: `${name} is control flow, which a compiled graph may not hold.`,
      compileOnly: true,
    };
  },
);

function fixedRounds(name: string, { claim, open }: OperatorIssue): Verdict {
  // Without conditions to check, nothing shows that the number of rounds is fixed.
  const sure = !open && (claim?.checks.length ?? 0) > 0;
  return {
    action: `Unroll ${name} with a fixed number of rounds`,
    message: sure
      ? `${name} has a fixed number of rounds once the input shapes are fixed, and must be unrolled.`
      : `${name} compiles only where it can be unrolled, with a fixed number of rounds.`,
    severity: sure ? 'info' : 'warning',
    compileOnly: !sure,
  };
}

function byData(name: string, issue: OperatorIssue, context: OnnxContext): Verdict {
  const branch = issue.name === 'If';
  const chooses = branch ? `${name} chooses its branch by data` : `${name} has a number of rounds that depends on data`;
  const fixed = branch ? 'branch' : 'number of rounds';
  const switches = branch ? scalarsBehind(issue, context) : [];
  const remedy =
    switches.length > 0
      ? `Export the model for one value of ${listed(switches.map(show))}, once for each value that you need.`
      : sentences(issue.claim?.remedy);
  if (isTraced(context))
    return {
      action: `Take ${name} out of the traced graph`,
      message: `${chooses}, and tracing keeps the ${fixed} of the example input for every other.`,
      why: sentences(issue.claim?.why, 'The tracing page warns that results may then be inaccurate'),
      remedy,
      severity: 'warning',
      sources: ['trace-api', 'jax-known-issues'],
      compileOnly: true,
    };
  return {
    action: `Take ${name} out of the compiled graph`,
    message: `${chooses}, and a compiled graph has one fixed ${fixed}.`,
    why: sentences(
      issue.claim?.why,
      'torch.compile breaks the graph there: TorchNeuron supports graph breaks, a full-graph compile does not',
    ),
    remedy,
    sources: ['jax-known-issues', 'torchneuron-overview', 'vllm-onboarding'],
    compileOnly: true,
  };
}

/** The scalar integer or boolean inputs that alone decide every branch, such as a sampling rate; none where anything else does. */
function scalarsBehind({ places }: OperatorIssue, { reading, inference }: OnnxContext): readonly string[] {
  const { inputsBehind } = modelIndex(reading.model, inference);
  const names = new Set<string>();
  for (const { scope, node } of places) {
    const inputs = inputsBehind(scope, node.inputs[0] ?? '');
    if (inputs === null) return [];
    for (const { name, type } of inputs) {
      const scalar = type?.kind === 'tensor' && type.dims?.length === 0 && SWITCHES.includes(dtypeName(type.dtype));
      if (!scalar) return [];
      names.add(name);
    }
  }
  return [...names];
}

const SWITCHES: readonly string[] = ['INT32', 'INT64', 'BOOL'];
