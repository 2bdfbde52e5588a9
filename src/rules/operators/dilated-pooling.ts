import { show } from '../words';
import { operatorOn } from './describe';
import { operatorRule } from './family';

/** Pooling with dilated windows. */
export const dilatedPooling = operatorRule(
  'onnx/dilated-pooling',
  {
    title: 'Dilated pooling window',
    what: 'Reports MaxPool, AveragePool and LpPool nodes whose dilations are not all 1.',
    why: 'Pooling becomes a reduce-window operation, and the compiler refuses one whose window is dilated (NCC_EVRF018).',
    fix: 'Slice the input with the dilation as stride first, then pool with a plain window; or use a strided convolution.',
    example: {
      before: 'nn.MaxPool2d(3, stride=1, dilation=2)',
      after: 'nn.MaxPool2d(3, stride=1)  # after slicing x[..., ::2, ::2]',
      language: 'python',
    },
    sources: ['ncc-evrf018'],
    since: '0.1.0',
  },
  (issue) => ({
    action: `Remove the dilation of ${show(issue.name)}`,
    message: `${operatorOn(issue)} has a dilated window, which the compiler refuses.`,
    remedy: 'Slice the input with the dilation as stride, then pool with dilation 1.',
  }),
);
