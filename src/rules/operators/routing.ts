import type { OperatorIssue } from './issues';

/** Rules whose compiler error page is about one condition of some operators. */
const BY_ERROR: ReadonlyMap<string, string | null> = new Map([
  ['NCC_EVRF010', 'onnx/strided-dilated-transpose-conv'],
  ['NCC_EVRF013', 'onnx/topk-integer-input'],
  ['NCC_EVRF016', 'onnx/integer-scatter'],
  ['NCC_EVRF060', 'onnx/integer-scatter'],
  ['NCC_EVRF018', 'onnx/dilated-pooling'],
  ['NCC_EVRF062', 'onnx/integer-pow'],
  // About an element type as such: the rules on data types say it once for the file.
  ['NCC_EVRF004', null],
  ['NCC_EVRF005', null],
  ['NCC_EVRF051', null],
  ['NCC_ESPP004', null],
]);

const CONTROL_FLOW: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);
const DATA_DEPENDENT: ReadonlySet<string> = new Set(['NonZero', 'NonMaxSuppression', 'Unique', 'Compress']);
const MULTIPLIES: ReadonlySet<string> = new Set(['MatMul', 'Gemm', 'Einsum']);
const RECURRENT: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'RNN']);
const QUANTIZED =
  /^(QLinear|QuantizeLinear|DequantizeLinear|DynamicQuantize|MatMulInteger|ConvInteger|QAttention|QGemm|QEmbed|QMoE)/;
/** Operators over weights that lie packed in blocks, with a scale each. */
const PACKED = /^(MatMulNBits|MatMulBnb4|MatMulFpQ4|MatMulBlockQuantized|GatherBlockQuantized)/;

/** Whether the operator reads weights that lie packed in blocks. */
export function isPacked(name: string): boolean {
  return PACKED.test(name);
}

/** Whether the operator belongs to the quantization of a graph or of its weights. */
export function isQuantizing({ op, name }: OperatorIssue): boolean {
  return (QUANTIZED.test(name) || isPacked(name)) && /^(ai\.onnx|com\.microsoft)::/.test(op);
}

/** The one rule that reports an issue; null where a rule outside this family does. */
export function ruleOf(issue: OperatorIssue): string | null {
  const { op, name, check, status, claim, open } = issue;
  const standard = op.startsWith('ai.onnx::');
  if (standard && CONTROL_FLOW.has(name)) return 'onnx/control-flow';
  if (standard && DATA_DEPENDENT.has(name)) return 'onnx/data-dependent-shape';
  // What folds away never reaches the compiler.
  if (issue.folds) return null;
  if (standard && RECURRENT.has(name)) return null;
  if (isQuantizing(issue)) return null;
  if (claim === null) return null;
  if (check?.kind === 'dtype' && standard && MULTIPLIES.has(name)) return 'onnx/integer-matmul';
  const byError = check?.neuronError ? BY_ERROR.get(check.neuronError) : undefined;
  if (byError !== undefined) return byError;
  if (check?.kind === 'constant-input' && (status === 'unsupported' || open)) return 'onnx/data-dependent-shape';
  return byStatus(status);
}

function byStatus(status: OperatorIssue['status']): string | null {
  if (status === 'unsupported') return 'onnx/operator-unsupported';
  if (status === 'host') return 'onnx/operator-on-host';
  if (status === 'attention') return 'onnx/operator-condition';
  return status === 'undocumented' ? 'onnx/operator-undocumented' : null;
}
