import { capital, sentences, show } from '../words';
import { subject } from './describe';
import { operatorRule } from './family';
import { lookUpWords } from './torchneuron';

/** Operators that no document decides. */
export const operatorUndocumented = operatorRule(
  'onnx/operator-undocumented',
  {
    title: 'Operator that no document decides',
    what: 'Reports operators about which no Neuron document says anything, and from which nothing follows either way. It is a warning that leaves the verdict open: unknown is neither a yes nor a no.',
    why: 'The published operator lists are incomplete, so that an operator may well compile although no list names it.',
    fix: 'Ask the tools instead of the documents: torch_neuronx.analyze on the PyTorch model (torch-neuronx 2.9), the operator table of TorchNeuron, or a compile of the part with the operator. The finding names a replacement where there is one.',
    example: {
      before: 'y = torch.bitwise_xor(a, b)  # on bool tensors',
      after: 'y = torch.ne(a, b)           # a listed comparison',
      language: 'python',
    },
    sources: ['compiler-xla-operators', 'analyze-api'],
    since: '0.1.0',
  },
  (issue, context) => ({
    action: `Find out whether ${show(issue.name)} compiles`,
    message: `No document decides whether ${subject(issue)} compiles for Neuron.`,
    confidence: 'undocumented',
    severity: 'warning',
    why: sentences(
      issue.check?.note && capital(issue.check.note),
      issue.claim?.why ??
        issue.domain?.why ??
        'Neither the ONNX specification nor a Neuron document names the operator',
    ),
    remedy: sentences(issue.check?.remedy ?? issue.claim?.remedy ?? issue.domain?.remedy, lookUpWords(context)),
  }),
);
