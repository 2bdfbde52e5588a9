import { operatorRule } from './family';
import { downcastVerdict } from './integer-downcast';

/** Matrix multiplication of integers. */
export const integerMatmul = operatorRule(
  'onnx/integer-matmul',
  {
    title: 'Matrix multiplication of integers',
    what: 'Reports MatMul, Gemm and Einsum nodes with 32-bit or 64-bit integer operands. It is a warning, a blocker where the planned flags forbid the detour over float32, and a note where they allow it.',
    why: 'The matrix engine computes in floating point. Integer operands go through float32, which is exact only up to 2^24, or the compiler refuses them (NCC_EVRF035); --implicit-integer-downcast decides.',
    fix: 'Cast the operands to float32 or bfloat16 in the model, so that the loss is visible there. Or set --implicit-integer-downcast=dot in deployment.compilerFlags.',
    example: {
      before: 'counts = one_hot.T @ one_hot          # int32',
      after: 'counts = one_hot.float().T @ one_hot.float()',
      language: 'python',
    },
    sources: ['ncc-evrf035', 'compiler-cli'],
    since: '0.1.0',
  },
  (issue, context) =>
    downcastVerdict(issue, context, {
      kind: 'dot',
      loss: 'runs through float32, exact only up to 2^24',
      cast: 'Cast the operands to float32 or bfloat16 before the multiplication',
    }),
);
