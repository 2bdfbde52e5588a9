import type { OnnxContext } from '../define';
import { isTraced } from '../route';
import type {} from '../rule';
import { listed, sentences, show } from '../words';
import { operatorOn, subject } from './describe';
import { operatorRule, type Verdict } from './family';
import type { OperatorIssue } from './issues';
import { parametersBehind } from './parameters';

/** Operators that compile under conditions, where one does not hold or none can be checked in the file. */
export const operatorCondition = operatorRule(
  'onnx/operator-condition',
  {
    title: 'Operator that compiles only under a condition',
    what: 'Reports operators whose documents or lowering set conditions, where a condition does not hold or cannot be checked in the file. It is a warning where a document states the condition and a note where it is concluded.',
    why: 'Such an operator has a way through the compiler for some attributes, ranks or types, and none that is known for the others.',
    fix: 'Change the export so that the condition holds, or compile the part with the operator first, to know early.',
    example: {
      before: 'F.interpolate(x, size=size, mode="trilinear")  # rank 5',
      after: 'F.interpolate(x, size=size, mode="bilinear")   # rank 4, fixed size',
      language: 'python',
    },
    sources: ['compiler-xla-operators', 'aten-operators'],
    since: '0.1.0',
  },
  (issue, context) => {
    if (issue.check?.kind === 'constant-input' && issue.check.note === null)
      return valueFromData(issue, issue.check.name, context);
    return {
      action: actionOf(issue),
      message: messageOf(issue),
      why: sentences(issue.claim?.why ?? issue.domain?.why),
    };
  },
);

/** One step for what one change of the export settles. */
function actionOf({ op, name, check }: OperatorIssue): string {
  if (check === null && /Sequence|^Optional/.test(name)) return 'Re-export without sequences and optionals';
  if (check === null && op.startsWith('com.microsoft::'))
    return 'Take the model before ONNX Runtime fused its operators';
  return `Check ${show(name)} against its conditions`;
}

function valueFromData(issue: OperatorIssue, parameter: string, context: OnnxContext): Verdict {
  const traced = isTraced(context);
  const parameters = parametersBehind(issue, context);
  const named = listed(parameters.map(show), 3);
  const source = parameters.length === 0 ? 'data' : `the value of input ${named}`;
  return {
    action:
      parameters.length === 0
        ? `Give ${show(issue.name)} constant ${parameter}`
        : `Make ${named} a constant of the model`,
    message: `${operatorOn(issue)} takes its ${parameter} from ${source}, ${traced ? 'and tracing freezes the value of the example input' : 'and a compiled graph has one fixed value there'}.`,
    why: traced
      ? 'Every later call uses the value that the example input gave, so results may be inaccurate.'
      : 'The value is computed from a graph input; a full-graph compile cannot read it while it runs.',
    ...(parameters.length > 0 && {
      remedy: `Export the model with ${named} fixed, once for each value that you need.`,
    }),
  };
}

function messageOf(issue: OperatorIssue): string {
  if (issue.check !== null)
    return `${subject(issue)} is outside what is known to compile${issue.check.note === null ? '' : `: ${issue.check.note}`}.`;
  const conditions = issue.claim?.conditions ?? [];
  return conditions.length > 0
    ? `${subject(issue)} has conditions to check before the compile: ${conditions.slice(0, 3).join('; ')}.`
    : `${subject(issue)} has no direct way to the compiler; check it early.`;
}
