import { type OperatorIssue, operatorIssues } from '../operators/issues';
import { isQuantizing } from '../operators/routing';
import { dtypeRule, useWords } from './family';

/** Types narrower than a byte. */
export const dtypeSubByte = dtypeRule(
  'onnx/dtype-sub-byte',
  'proof-of-concept',
  {
    title: '4-bit and 2-bit types',
    what: 'Reports tensors of 4-bit and 2-bit types. FLOAT4E2M1 is refused by the compiler; 4-bit and 2-bit integers are on no list of types, which is a warning. In a quantized graph the rule onnx/quantized-graph says so instead.',
    why: 'Weight-only formats of GPU and CPU runtimes (GPTQ, AWQ and their ONNX forms) have no counterpart in the Neuron documents. MXFP4 exists on Trn3 only, in libraries and kernels that were written for it.',
    fix: 'Start from the float checkpoint in bfloat16. On Trn3 see whether the serving library documents MXFP4 or MXFP8 for the model.',
    example: {
      before: 'MatMulNBits with 4-bit weights',
      after: 'the bfloat16 checkpoint, quantized with the Neuron libraries',
      language: 'text',
    },
    sources: ['ncc-espp004', 'nki-dtypes'],
    since: '0.1.0',
  },
  ['FLOAT4E2M1', 'INT4', 'UINT4', 'INT2', 'UINT2'],
  ({ dtype, claim, use }, { reading, inference, target, knowledge }) =>
    claim.status === 'native' ||
    (/INT/.test(dtype) && isQuantized(operatorIssues(reading.model, inference, target, knowledge)))
      ? null
      : {
          action: 'Start from the float checkpoint instead of 4-bit weights',
          message:
            claim.status === 'undocumented'
              ? `No document decides whether the compiler takes ${dtype} (${useWords(use)}).`
              : `${dtype} (${useWords(use)}) is ${claim.confidence === 'documented' ? 'refused by the compiler' : 'on no list of types of the compiler'}.`,
        },
);

/** Whether another rule speaks of the graph's quantization. */
function isQuantized(issues: readonly OperatorIssue[]): boolean {
  return issues.some((issue) => isQuantizing(issue));
}
