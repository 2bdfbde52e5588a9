import { show } from '../words';
import { subject } from './describe';
import { operatorRule } from './family';

/** Operators that have their place before or after the compiled graph. */
export const operatorOnHost = operatorRule(
  'onnx/operator-on-host',
  {
    title: 'Operator that belongs on the CPU',
    what: 'Reports operators that are pre- or post-processing by nature: text, images as files, classical machine learning, region proposals. The graph has to be cut so that they run on the CPU.',
    why: 'Neuron data types are numeric and its graphs have fixed shapes. These operators read text or bytes, or give results whose size depends on the data.',
    fix: 'Export the model without them, or split it: compile the numeric part, and keep these operators in Python or in ONNX Runtime on the CPU of the instance.',
    example: {
      before: 'text -> Tokenizer -> encoder -> logits   # one ONNX graph',
      after: 'ids = tokenizer(text)        # on the CPU\nlogits = neuron_encoder(ids)  # compiled',
      language: 'python',
    },
    sources: ['trace-api', 'onnx-ml-operators'],
    since: '0.1.0',
  },
  (issue) => ({
    action: `Run ${show(issue.name)} on the CPU, outside the compiled graph`,
    message: `${subject(issue)} has to run on the CPU, outside the compiled graph.`,
  }),
);
