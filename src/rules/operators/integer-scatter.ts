import { show } from '../words';
import { subject } from './describe';
import { operatorRule } from './family';
import { downcastVerdict } from './integer-downcast';

/** Scatter operators that accumulate integers or booleans. */
export const integerScatter = operatorRule(
  'onnx/integer-scatter',
  {
    title: 'Accumulating scatter on integers',
    what: 'Reports ScatterElements and ScatterND nodes with a reduction on integer or boolean data. On INT32 and INT64 it is a warning, a blocker where the planned flags forbid the detour over float32, and a note where they allow it; on booleans and other integers it is a blocker. Plain overwriting is not affected.',
    why: 'The device accumulates in floating point. INT32 and INT64 go through float32, exact only up to 2^24, or are refused: the command line reference says that --implicit-integer-downcast decides (NCC_EVRF060), another error page refuses all integers and booleans (NCC_EVRF016).',
    fix: 'Cast data and updates to float32 before the scatter and back afterwards.',
    example: {
      before: 'counts.scatter_add_(0, index, ones)          # int32',
      after: 'counts.float().scatter_add_(0, index, ones.float())',
      language: 'python',
    },
    sources: ['ncc-evrf016', 'ncc-evrf060', 'compiler-cli'],
    since: '0.1.0',
  },
  (issue, context) =>
    issue.check?.neuronError === 'NCC_EVRF060'
      ? downcastVerdict(issue, context, {
          kind: 'scatter',
          loss: 'runs through float32, exact only up to 2^24',
          cast: 'Cast data and updates to float32 before the scatter and cast the result back',
          conflict: 'The page of NCC_EVRF016 refuses an accumulating scatter on integers whatever the flag says',
        })
      : {
          action: `Cast to float32 before ${show(issue.name)}`,
          message: `${subject(issue)} is an accumulating scatter that the compiler refuses.`,
          remedy: 'Cast data and updates to float32 before the scatter and cast the result back.',
        },
);
