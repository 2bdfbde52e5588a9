import { show } from '../words';
import { operatorOn } from './describe';
import { operatorRule } from './family';

/** Transposed convolutions with stride and dilation at once. */
export const stridedDilatedTransposeConv = operatorRule(
  'onnx/strided-dilated-transpose-conv',
  {
    title: 'Transposed convolution with stride and dilation',
    what: 'Reports ConvTranspose nodes with both a stride and a dilation above 1.',
    why: 'The stride of a transposed convolution becomes input dilation in XLA, and the compiler refuses a convolution that dilates input and kernel (NCC_EVRF010).',
    fix: 'Keep dilation 1, or replace the layer by a nearest-neighbour resize followed by a convolution.',
    example: {
      before: 'nn.ConvTranspose2d(64, 32, 3, stride=2, dilation=2)',
      after: 'nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(64, 32, 3, padding=1))',
      language: 'python',
    },
    sources: ['ncc-evrf010'],
    since: '0.1.0',
  },
  (issue) => ({
    action: `Use ${show(issue.name)} with stride or dilation, not both`,
    message: `${operatorOn(issue)} has both a stride and a dilation above 1, which the compiler refuses.`,
  }),
);
