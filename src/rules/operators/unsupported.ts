import { show } from '../words';
import { subject } from './describe';
import { operatorRule } from './family';

/** Operators that the compiler refuses, or that nothing on the route can lower. */
export const operatorUnsupported = operatorRule(
  'onnx/operator-unsupported',
  {
    title: 'Operator that does not compile',
    what: 'Reports operators that do not compile for Neuron, one finding per operator and condition. It is a blocker where a Neuron document says so, and a warning where it is concluded from the documents: no list names the operator and no lowering of PyTorch/XLA covers it.',
    why: 'neuronx-cc takes XLA operations. An operator without a documented or derivable form there stops the conversion or the compile of the whole graph, not only of its own part.',
    fix: 'Replace the operator as the finding says, or cut the graph: compile what comes before and after it, and run the operator itself on the CPU. Check the result with torch_neuronx.analyze or a compile of the part in question.',
    example: {
      before: 'y = torch.nn.functional.grid_sample(x, grid)  # exported as GridSample',
      after:
        'features = neuron_backbone(x)\ny = torch.nn.functional.grid_sample(features, grid)  # on the CPU\nout = neuron_head(y)',
      language: 'python',
    },
    sources: ['compiler-xla-operators', 'aten-operators', 'analyze-api', 'torchneuron-env-2.33'],
    since: '0.1.0',
  },
  (issue) => ({
    action: `Replace ${show(issue.name)} or run it on the CPU`,
    message:
      issue.confidence === 'documented'
        ? `${subject(issue)} does not compile for Neuron.`
        : `${subject(issue)} most likely does not compile for Neuron.`,
    compileOnly: true,
  }),
);
