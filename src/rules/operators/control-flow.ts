import { dtypeName } from '../../onnx/dtypes';
import type { OnnxContext } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
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
    if (issue.status === 'attention') return fixedRounds(name, issue, context);
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

function fixedRounds(name: string, issue: OperatorIssue, { reading, inference }: OnnxContext): Verdict {
  const { claim, open, places } = issue;
  const index = modelIndex(reading.model, inference);
  const rounds = places.map((place) => roundsOf(place, index));
  const known = rounds.filter((count) => count !== null);
  // Without a count or conditions to check, nothing shows that the number of rounds is fixed.
  const counted = known.length === rounds.length;
  const sure = !open && (counted || (claim?.checks.length ?? 0) > 0);
  const most = Math.max(...known);
  return {
    action: `Unroll ${name} with a fixed number of rounds`,
    message: !sure
      ? `${name} compiles only where it can be unrolled, with a fixed number of rounds.`
      : counted
        ? `${name} has a fixed number of rounds (${most}) and must be unrolled.`
        : `${name} has a fixed number of rounds once the input shapes are fixed, and must be unrolled.`,
    severity: sure ? 'info' : 'warning',
    compileOnly: !sure,
  };
}

/** How often the body runs; null where that is not known. */
function roundsOf({ scope, node }: Place, { rangeOf, typeOf }: ModelIndex): number | null {
  if (node.op === 'Loop') {
    const trips = rangeOf(scope, node.inputs[0] ?? '');
    return trips !== null && trips.low === trips.high ? trips.low : null;
  }
  const scanned = node.attributes.find(({ name }) => name === 'num_scan_inputs')?.i;
  // The first version of Scan also had a batch axis.
  if (node.op !== 'Scan' || scanned === undefined || (scope.opsets.get('') ?? 0) < 9) return null;
  const axis = node.attributes.find(({ name }) => name === 'scan_input_axes')?.ints?.[0] ?? 0;
  const length = typeOf(scope, node.inputs.at(-scanned) ?? '').dims?.at(axis);
  return typeof length === 'number' && length >= 0 ? length : null;
}

function byData(name: string, issue: OperatorIssue, context: OnnxContext): Verdict {
  const branch = issue.name === 'If';
  const fixed = branch ? 'branch' : 'number of rounds';
  const switches = scalarsBehind(issue, context);
  const by = switches.length > 0 ? `the value of input ${listed(switches.map(show), 3)}` : 'data';
  const chooses = branch
    ? `${name} chooses its branch by ${by}`
    : `${name} has a number of rounds that depends on ${by}`;
  const remedy =
    switches.length > 0
      ? `Export the model for one value of ${listed(switches.map(show))}, once for each value that you need.`
      : sentences(issue.claim?.remedy);
  const settle = `Fix ${listed(switches.map(show), 3)} to one value before the export`;
  if (isTraced(context))
    return {
      action: switches.length > 0 ? settle : `Take ${name} out of the traced graph`,
      message: `${chooses}, and tracing keeps the ${fixed} of the example input for every other.`,
      why: sentences(issue.claim?.why, 'The tracing page warns that results may then be inaccurate'),
      remedy,
      severity: 'warning',
      sources: ['trace-api', 'jax-known-issues'],
      compileOnly: true,
    };
  return {
    action: switches.length > 0 ? settle : `Take ${name} out of the compiled graph`,
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

/** The integer or boolean inputs of one element that alone decide for every node, such as a sampling rate; none where anything else does. */
function scalarsBehind({ places, check }: OperatorIssue, { reading, inference }: OnnxContext): readonly string[] {
  const { inputsBehind } = modelIndex(reading.model, inference);
  const names = new Set<string>();
  for (const { scope, node } of places) {
    const inputs = check?.kind === 'constant-input' ? inputsBehind(scope, node.inputs[check.index] ?? '') : null;
    if (inputs === null) return [];
    for (const { name, type } of inputs) {
      const single = type?.kind === 'tensor' && type.dims !== null && type.dims.every((size) => size === 1);
      if (!single || !SWITCHES.includes(dtypeName(type.dtype))) return [];
      names.add(name);
    }
  }
  return [...names];
}

const SWITCHES: readonly string[] = ['INT32', 'INT64', 'BOOL'];
