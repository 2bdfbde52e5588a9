import { operatorRule } from './family';
import { downcastVerdict } from './integer-downcast';

/** Powers of 64-bit integers. */
export const integerPow = operatorRule(
  'onnx/integer-pow',
  {
    title: 'Power of 64-bit integers',
    what: 'Reports Pow nodes with a 64-bit integer base. It is a warning, a blocker where the planned flags forbid narrowing, and a note where they allow it.',
    why: 'There is no 64-bit integer power on the device: the base would be narrowed to 32 bits, or the compiler refuses it (NCC_EVRF062); --implicit-integer-downcast decides.',
    fix: 'Cast the base to int32 or float32 before the power, or write a small constant power as a product.',
    example: { before: 'y = x ** 2          # x is int64', after: 'y = x.float() ** 2', language: 'python' },
    sources: ['ncc-evrf062', 'compiler-cli'],
    since: '0.1.0',
  },
  (issue, context) =>
    downcastVerdict(issue, context, {
      kind: 'pow',
      loss: 'is narrowed to 32 bits',
      cast: 'Cast the base to int32 or float32, or replace x**2 by a product',
    }),
);
