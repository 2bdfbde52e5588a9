import { flagValue } from '../flags';
import { dtypeRule, useWords } from './family';

const UNSAFE_FLAG = '--experimental-unsafe-fp8e4m3fn-as-fp8e4m3';

/** 8-bit floating point in its variants. */
export const dtypeFloat8 = dtypeRule(
  'onnx/dtype-float8',
  'proof-of-concept',
  {
    title: '8-bit floating point variants',
    what: 'Reports 8-bit floats that the target does not compute in: E4M3FN before Trn3, the FNUZ variants everywhere, and E8M0 scales where there is no MX arithmetic. E5M2 is native from Inf2 and Trn1 on and is not reported.',
    why: 'Checkpoints use E4M3FN, which reaches 448. Inf2, Trn1 and Trn2 compute in another E4M3, which ends at 240, and the compiler refuses the first there (NCC_EVRF051). FNUZ variants are refused on every target (NCC_EVRF005).',
    fix: 'Start from the bfloat16 checkpoint, rescale weights by 448/240 for Trn2, or choose Trn3, where E4M3FN is native.',
    example: { before: 'weight.to(torch.float8_e4m3fn)', after: 'weight.to(torch.bfloat16)', language: 'python' },
    sources: ['ncc-evrf051', 'ncc-evrf005', 'data-types-v4'],
    since: '0.1.0',
  },
  ['FLOAT8E4M3FN', 'FLOAT8E4M3FNUZ', 'FLOAT8E5M2', 'FLOAT8E5M2FNUZ', 'FLOAT8E8M0'],
  ({ dtype, claim, use }, { settings }) => {
    if (claim.status === 'native') return null;
    const where = useWords(use);
    if (claim.neuronError === 'NCC_EVRF051' && flagValue(settings.deployment, UNSAFE_FLAG) !== null)
      return {
        action: 'Rescale E4M3FN weights for the smaller range',
        message: `${dtype} (${where}) is reinterpreted as the E4M3 that ends at 240, as the planned flag asks; larger values become NaN.`,
        severity: 'warning',
        neuronError: null,
      };
    const documented = claim.confidence === 'documented';
    return {
      action: `Replace ${dtype} by a type of the target`,
      message: `${dtype} (${where}) is ${documented ? 'refused by the compiler on this target' : 'on no list of types for this target'}.`,
    };
  },
);
