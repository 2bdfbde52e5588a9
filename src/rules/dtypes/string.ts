import { dtypeRule, useWords } from './family';

/** Text in a graph. */
export const dtypeString = dtypeRule(
  'onnx/dtype-string',
  'proof-of-concept',
  {
    title: 'Text tensors',
    what: 'Reports tensors of type STRING.',
    why: 'No Neuron list of types holds text; a compiled graph works on numbers.',
    fix: 'Keep tokenization and label names on the CPU and cut the text part out of the graph.',
    example: {
      before: 'labels = graph(text)',
      after: 'ids = tokenizer(text)\nlabel = names[int(neuron_graph(ids).argmax())]',
      language: 'python',
    },
    sources: ['data-types-v3', 'nki-dtypes'],
    since: '0.1.0',
  },
  ['STRING'],
  ({ claim, use }) =>
    claim.status === 'native'
      ? null
      : {
          action: 'Keep text on the CPU',
          message: `The graph holds text (STRING: ${useWords(use)}), and no list of types of the compiler does.`,
        },
);
