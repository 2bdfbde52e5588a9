/** Performance validation: accuracy first, because data types change; then speed. */
import type { WorkspaceStep } from '../draft';
import { perModel } from '../effort';
import { filesOf } from '../facts';
import { compileOnce } from './proof';

const keepOnnxReference: WorkspaceStep = {
  id: 'common/keep-onnx-reference',
  phase: 'validation',
  words: (facts) => {
    const files = filesOf(facts, 'onnx');
    return files.length === 0
      ? null
      : {
          title: 'Keep the ONNX files as the accuracy reference',
          detail: 'The model is rebuilt in PyTorch; the ONNX file on the CPU tells whether the rebuild is faithful.',
          how: [
            'Run both on the CPU with the same inputs before anything is compiled, so that a difference has one cause only.',
          ],
          doneWhen: 'the PyTorch model gives the outputs of the ONNX model on the CPU',
          files,
          sources: [],
          after: facts.conversion,
          effort: perModel([0.5, 1], files.length),
        };
  },
};

const compareOutputs: WorkspaceStep = {
  id: 'common/compare-outputs',
  phase: 'validation',
  words: ({ settings: { workload }, routes, models }) => {
    const served = routes.some(({ option }) => option.route === 'vllm-neuron');
    return {
      title: 'Compare outputs with the model as it runs today',
      detail: 'Keep the present model and a fixed set of inputs as the accuracy reference.',
      how: [
        workload === 'training'
          ? 'Compare the loss of the same data and seed over some hundred steps.'
          : 'Set the limit before you measure; data types change on the way, and with them the last digits.',
        ...(served
          ? ['Of a language model, compare scores on a data set first, then the logits of the prompts that differ.']
          : []),
      ],
      doneWhen: 'the difference on the reference inputs is within the limit that the team has set',
      sources: served ? ['vllm-accuracy'] : [],
      after: [compileOnce.id, keepOnnxReference.id],
      effort: perModel([1, 3], models, 'reference inputs and a limit to agree on'),
    };
  },
};

const profile: WorkspaceStep = {
  id: 'common/profile',
  phase: 'validation',
  words: ({ settings: { workload }, targets, models }) => ({
    title:
      workload === 'training'
        ? 'Profile one training step of each model with Neuron Explorer'
        : 'Profile one request of each model with Neuron Explorer',
    detail: 'Nothing in a file can foretell latency; it has to be measured on the target.',
    how: [
      'Measure with the batch sizes and lengths that are planned, and write them down with the result.',
      ...(targets.includes('inf1') ? ['Neuron Explorer does not support Inf1.'] : []),
    ],
    doneWhen:
      workload === 'training'
        ? 'the time of a step is written down with batch size and sequence length'
        : 'latency and throughput of each model are written down with batch size and sequence length',
    sources: ['neuron-explorer'],
    after: [compareOutputs.id],
    effort: perModel([1, 3], models),
  }),
};

export const VALIDATION: readonly WorkspaceStep[] = [keepOnnxReference, compareOutputs, profile];
