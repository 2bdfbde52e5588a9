import { operatorIssues } from '../operators/issues';
import { isQuantizing } from '../operators/routing';
import { dtypeRule, useWords } from './family';

/** Types about which the documents are silent or disagree. */
export const dtypeUndocumented = dtypeRule(
  'onnx/dtype-undocumented',
  'proof-of-concept',
  {
    title: 'Type that no document decides',
    what: 'Reports types about which the documents are silent or contradict each other: 8-bit and 16-bit integers apart from UINT8. In a graph that was quantized to integers the rule onnx/quantized-graph says so instead.',
    why: 'Engine pages and kernel documents name these types, while the list of types that the compiler supports does not.',
    fix: 'Cast to int32 or to a floating point type, or compile the part in question to know.',
    example: { before: 'index = index.to(torch.int16)', after: 'index = index.to(torch.int32)', language: 'python' },
    sources: ['data-types-v3', 'nki-dtypes'],
    since: '0.1.0',
  },
  ['INT8', 'INT16', 'UINT8', 'UINT16', 'UINT32', 'BOOL', 'FLOAT16', 'BFLOAT16'],
  ({ dtype, claim, use }, { reading, inference, target, knowledge }) => {
    if (claim.status !== 'undocumented') return null;
    if (dtype === 'INT8' && operatorIssues(reading.model, inference, target, knowledge).some(isQuantizing)) return null;
    return {
      action: `Find out whether ${dtype} compiles, or cast it`,
      message: `No document decides whether the compiler takes ${dtype} (${useWords(use)}).`,
    };
  },
);
