import { show } from '../words';
import { subject } from './describe';
import { operatorRule } from './family';

/** Scatter operators that accumulate integers or booleans. */
export const integerScatter = operatorRule(
  'onnx/integer-scatter',
  {
    title: 'Accumulating scatter on integers',
    what: 'Reports ScatterElements and ScatterND nodes with a reduction on integer or boolean data. Plain overwriting is not affected.',
    why: 'The compiler refuses a reducing scatter on integers and booleans (NCC_EVRF016).',
    fix: 'Cast data and updates to float32 before the scatter and back afterwards.',
    example: {
      before: 'counts.scatter_add_(0, index, ones)          # int32',
      after: 'counts.float().scatter_add_(0, index, ones.float())',
      language: 'python',
    },
    sources: ['ncc-evrf016'],
    since: '0.1.0',
  },
  (issue) => ({
    action: `Cast to float32 before ${show(issue.name)}`,
    message: `${subject(issue)} is an accumulating scatter that the compiler refuses.`,
    remedy: 'Cast data and updates to float32 before the scatter and cast the result back.',
  }),
);
