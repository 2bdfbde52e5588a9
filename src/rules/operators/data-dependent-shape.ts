import type {} from '../rule';
import { listed, sentences, show } from '../words';
import { operatorOn } from './describe';
import { operatorRule } from './family';
import type { OperatorIssue } from './issues';
import { parametersBehind } from './parameters';

/** Operators whose output shape is known only when the model runs. */
export const dataDependentShape = operatorRule(
  'onnx/data-dependent-shape',
  {
    title: 'Shape that depends on data',
    what: 'Reports operators whose output shape depends on tensor values: NonZero, NonMaxSuppression, Unique and Compress, and others (Reshape, Expand, Range, TopK, Slice with an output of open length, …) where the input that gives the shape is computed from the data of a graph input. Shapes that are computed from shapes fold to constants and are not reported, nor are nodes whose results are known once sizes are pinned.',
    why: 'A compiled Neuron graph has fixed shapes. No pin makes such a dimension static, because it is different for each input.',
    fix: 'Work with a fixed size: a mask with torch.where, TopK with a constant k, padding to an upper bound. Detection post-processing such as NonMaxSuppression runs on the CPU after the compiled part.',
    example: {
      before: 'rows = scores.gt(0.5).nonzero()',
      after: 'values, rows = scores.topk(100)\nkeep = values.gt(0.5)  # a mask of fixed size',
      language: 'python',
    },
    sources: ['ncc-emod025', 'trace-api'],
    since: '0.1.0',
  },
  (issue, context) => {
    const name = show(issue.name);
    const operator = operatorOn(issue);
    if (issue.folds)
      return {
        action: `Fold ${name} to a constant before the conversion`,
        message: `${operator} works on constants and shapes only, so it folds away once the input shapes are fixed.`,
        remedy: 'Nothing to do once the input shapes are fixed: constant folding removes the node.',
        severity: 'info',
        neuronError: null,
      };
    if (issue.open)
      return {
        action: `Give ${name} a constant shape`,
        message: `${operator} takes its ${inputName(issue)} from a loop, and the file does not tell whether it is fixed.`,
        why: 'A loop may change the value from round to round, and a compiled graph has fixed shapes.',
        severity: 'warning',
        neuronError: null,
      };
    const base = { neuronError: 'NCC_EMOD025', compileOnly: true } as const;
    if (issue.check === null)
      return {
        ...base,
        action: `Replace ${name} by a form of fixed size`,
        message: `${operator} gives an output whose shape depends on the data.`,
        why: sentences(issue.claim?.why),
      };
    const parameters = parametersBehind(issue, context);
    if (parameters.length > 0) return { ...base, ...fromParameters(operator, inputName(issue), parameters) };
    return {
      ...base,
      action: `Give ${name} a constant shape`,
      message: `${operator} takes its ${inputName(issue)} from data, so the shape of its output depends on the data.`,
      why: 'The input that decides the shape is computed from a graph input, so no pin makes it static.',
    };
  },
);

/** One cause for all nodes that the same inputs shape, and so one step of the plan. */
function fromParameters(operator: string, parameter: string, inputs: readonly string[]) {
  const named = listed(inputs.map(show), 3);
  const several = inputs.length > 1;
  return {
    action: `Make ${named} ${several ? 'constants' : 'a constant'} of the model`,
    message: `${operator} takes its ${parameter} from the values of ${several ? 'inputs' : 'input'} ${named}, so the shape of its output depends on the data.`,
    why: `${named} ${several ? 'give' : 'gives'} sizes or positions as values, and a pin fixes the shape of an input, not its values.`,
    remedy: `Export the model with ${named} fixed, once for each value that you need; then everything that ${several ? 'they shape' : 'it shapes'} folds.`,
  };
}

function inputName({ check }: OperatorIssue): string {
  return check?.kind === 'constant-input' ? check.name : 'parameter';
}
