import { dtypeRule, useWords } from './family';

/** Complex numbers. */
export const dtypeComplex = dtypeRule(
  'onnx/dtype-complex',
  'proof-of-concept',
  {
    title: 'Complex numbers',
    what: 'Reports tensors of type COMPLEX64 and COMPLEX128. complex64 is a warning, because the compiler takes it in some operations only: about 30 from SDK 2.32 on, fewer before; complex128 is refused.',
    why: 'Outside the listed operations the compiler stops with NCC_EVRF004, and the documents disagree on how far the list reaches. TorchNeuron with PyTorch 2.13 or later decomposes complex operations itself.',
    fix: 'Write the arithmetic with real and imaginary parts, for example rotary embeddings with sine and cosine tables; or keep transforms on the CPU.',
    example: {
      before: 'q = torch.view_as_real(torch.view_as_complex(q) * freqs)',
      after: 'q = q * cos + rotate_half(q) * sin',
      language: 'python',
    },
    sources: ['ncc-evrf004', 'compiler-2.32', 'torchneuron-env-2.33'],
    since: '0.1.0',
  },
  ['COMPLEX64', 'COMPLEX128'],
  ({ dtype, claim, use }) => {
    if (claim.status === 'native') return null;
    const some = claim.status !== 'unsupported';
    return {
      action: 'Write complex arithmetic with real numbers',
      message: some
        ? `${dtype} (${useWords(use)}) compiles in some operations only; the compiler refuses it in others.`
        : `${dtype} (${useWords(use)}) is refused by the compiler.`,
      ...(some && { severity: 'warning', neuronError: 'NCC_EVRF004' }),
    };
  },
);
