import { capital, sentences, show } from '../words';
import { operatorRule } from './family';

/** If, Loop and Scan that do not fold away. */
export const controlFlow = operatorRule(
  'onnx/control-flow',
  {
    title: 'Control flow in the graph',
    what: 'Reports If, Loop, Scan and SequenceMap nodes. It is a blocker where the branch or the number of rounds depends on data, and a note where it folds to a constant once the input shapes are fixed.',
    why: 'A Neuron graph is compiled for one course of execution. Tracing keeps the branch that the example input takes, and torch.compile stops at a branch that depends on data.',
    fix: 'Fold what is constant before the conversion. Otherwise compute both branches and choose with torch.where, unroll a loop with a fixed count, or split the model and branch in Python between the parts.',
    example: {
      before: 'y = f(x) if flag.item() else g(x)',
      after: 'y = torch.where(flag, f(x), g(x))',
      language: 'python',
    },
    sources: ['jax-known-issues', 'compiler-faq', 'trace-api'],
    since: '0.1.0',
  },
  (issue) => {
    const name = show(issue.name);
    if (issue.folds && issue.status === 'unsupported' && issue.check === null)
      return {
        action: `Fold or unroll ${name} before the conversion`,
        message: `${name} depends on constants and shapes only, so it can be folded or unrolled once the input shapes are fixed.`,
        severity: 'info',
      };
    if (issue.status === 'supported' || issue.status === 'decomposes') return null;
    if (issue.status === 'attention')
      return {
        action: `Unroll ${name} with a fixed number of rounds`,
        message: `${name} compiles only where it can be unrolled, with a fixed number of rounds.`,
        severity: 'warning',
        compileOnly: true,
      };
    const documented = issue.confidence === 'documented' && issue.status === 'unsupported';
    return {
      action: `Take ${name} out of the compiled graph`,
      message: `${name} ${issue.check === null ? 'is control flow' : 'depends on data'}, which ${documented ? 'a compiled graph cannot hold' : 'a compiled graph may not hold'}.`,
      why: sentences(issue.check?.note && capital(issue.check.note), issue.claim?.why),
      compileOnly: true,
    };
  },
);
