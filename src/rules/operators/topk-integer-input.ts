import { operatorRule } from './family';

/** TopK over integers. */
export const topkIntegerInput = operatorRule(
  'onnx/topk-integer-input',
  {
    title: 'TopK on integers',
    what: 'Reports TopK nodes whose values are integers. Nodes whose element type the file does not tell are not reported.',
    why: 'The compiler takes floating point values only in TopK (NCC_EVRF013).',
    fix: 'Cast the values to float32 before TopK and back afterwards. float32 holds integers exactly up to 2^24.',
    example: {
      before: 'values, indices = torch.topk(ids, k)',
      after: 'values, indices = torch.topk(ids.float(), k)\nvalues = values.to(ids.dtype)',
      language: 'python',
    },
    sources: ['ncc-evrf013'],
    since: '0.1.0',
  },
  (issue) => ({
    action: 'Cast integer data to float32 before TopK',
    message: `TopK works on ${issue.dtype ?? 'integer'} values, which the compiler ${issue.confidence === 'documented' ? 'refuses' : 'may refuse'}.`,
  }),
);
