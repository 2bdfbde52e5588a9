import { sentences, show } from '../words';
import { operatorRule } from './family';
import type { OperatorIssue } from './issues';

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
  (issue) => {
    const name = show(issue.name);
    if (issue.folds)
      return {
        action: `Fold ${name} to a constant before the conversion`,
        message: `${name} works on constants and shapes only, so it folds away once the input shapes are fixed.`,
        remedy: 'Nothing to do once the input shapes are fixed: constant folding removes the node.',
        severity: 'info',
        neuronError: null,
      };
    if (issue.open)
      return {
        action: `Give ${name} a constant shape`,
        message: `${name} takes its ${inputName(issue)} from a loop, and the file does not tell whether it is fixed.`,
        why: 'A loop may change the value from round to round, and a compiled graph has fixed shapes.',
        severity: 'warning',
        neuronError: null,
      };
    return {
      action: issue.check === null ? `Replace ${name} by a form of fixed size` : `Give ${name} a constant shape`,
      message:
        issue.check === null
          ? `${name} gives an output whose shape depends on the data.`
          : `${name} takes its ${inputName(issue)} from data, so the shape of its output depends on the data.`,
      why: sentences(
        issue.check === null
          ? issue.claim?.why
          : 'The input that decides the shape is computed from a graph input, so no pin makes it static',
      ),
      neuronError: 'NCC_EMOD025',
      compileOnly: true,
    };
  },
);

function inputName({ check }: OperatorIssue): string {
  return check?.kind === 'constant-input' ? check.name : 'parameter';
}
