/** Batching of the sample report: an encoder with three lengths, and starting batches on two targets. */
import type { BatchingReport } from '../../src/model/batching';
import type { Figure } from '../../src/model/figure';
import type { Evidence } from '../../src/model/finding';

const DOCS = 'https://awsdocs-neuron.readthedocs-hosted.com/en/v2.32.0';
const BATCHING_PAGE: Evidence = {
  title: 'Neuron Batching',
  url: `${DOCS}/about-neuron/arch/neuron-features/neuroncore-batching.html`,
  sdk: '2.32.0',
};
const CHIP_PAGE: Evidence = {
  title: 'Trainium2 Architecture',
  url: `${DOCS}/about-neuron/arch/neuron-hardware/trainium2.html`,
  sdk: '2.32.0',
};
const TRACE_PAGE: Evidence = {
  title: 'Autobucketing for Inference (torch-neuronx)',
  url: `${DOCS}/frameworks/torch/torch-neuronx/programming-guide/inference/autobucketing-dev-guide.html`,
  sdk: '2.32.0',
};

const STARTING_BATCH: Figure = {
  value: 2,
  unit: 'samples',
  formula: 'ceiling(0.5 × (peak / bandwidth) / (FLOPs / (dense parameters × dtype size)))',
  inputs: [
    { name: 'peak', value: 667e12, unit: 'FLOP/s', from: 'Trainium2 chip, bfloat16' },
    { name: 'bandwidth', value: 2.9e12, unit: 'bytes/s', from: 'Trainium2 chip, device memory' },
    { name: 'FLOPs', value: 5436473344, unit: 'FLOPs', from: 'the graph under sequence = 128' },
    { name: 'dense parameters', value: 21236736, unit: 'parameters', from: 'the initializers of the graph' },
    { name: 'dtype size', value: 2, unit: 'bytes', from: 'planner file, deployment.dtype' },
  ],
  confidence: 'inferred',
  evidence: [BATCHING_PAGE, CHIP_PAGE],
};

function padding(lengths: readonly number[], computed: number): Figure {
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  return {
    value: (computed - tokens) / computed,
    unit: 'share',
    formula: '(computed elements − elements of requests) / computed elements',
    inputs: [
      { name: 'computed elements', value: computed, unit: 'elements', from: 'the bucket of each request' },
      { name: 'elements of requests', value: tokens, unit: 'elements', from: 'list of 3 lengths' },
    ],
    confidence: 'documented',
    evidence: [],
  };
}

function compilations(buckets: number): Figure {
  return {
    value: buckets * 2,
    unit: 'compilations',
    formula: 'buckets × batch sizes',
    inputs: [
      { name: 'buckets', value: buckets, unit: 'count', from: 'this set' },
      { name: 'batch sizes', value: 2, unit: 'count', from: 'batch sizes 1 and 8' },
    ],
    confidence: 'inferred',
    evidence: [TRACE_PAGE],
  };
}

const LENGTHS = [12, 40, 80];

export const SAMPLE_BATCHING: BatchingReport = {
  starting: [
    {
      paths: ['models/encoder.onnx'],
      kind: 'onnx',
      dtype: 'bfloat16',
      starts: [
        {
          target: 'inf2',
          phase: 'pass',
          batch: { value: null, unit: 'samples', reason: 'Two nodes have work that is not known.', evidence: [] },
        },
        { target: 'trn2', phase: 'pass', batch: STARTING_BATCH },
      ],
      notes: ['Work is counted under sequence = 128.'],
    },
  ],
  plans: [
    {
      lengths: {
        dimension: 'sequence',
        from: 'planner file, list of 3 lengths',
        requests: 3,
        distinct: 3,
        shortest: 12,
        longest: 80,
        mean: 44,
      },
      sets: [
        { buckets: [{ length: 80, requests: 3 }], padding: padding(LENGTHS, 240) },
        {
          buckets: [
            { length: 40, requests: 2 },
            { length: 80, requests: 1 },
          ],
          padding: padding(LENGTHS, 160),
        },
        {
          buckets: [
            { length: 12, requests: 1 },
            { length: 40, requests: 1 },
            { length: 80, requests: 1 },
          ],
          padding: padding(LENGTHS, 132),
        },
      ],
      suggested: 2,
      why: 'The fewest buckets whose padding is at most 20 %.',
      notes: [],
      compileTime: {
        value: null,
        unit: 'seconds',
        reason: 'No document gives the time of a compile; measure one bucket and multiply.',
        evidence: [],
      },
      models: [
        {
          paths: ['models/encoder.onnx'],
          kind: 'onnx',
          multipliers: [{ name: 'batch sizes', sizes: 2, from: 'batch sizes 1 and 8' }],
          compilations: [compilations(1), compilations(2), compilations(3)],
          beyond: null,
        },
      ],
      settings: [
        {
          route: 'torch-neuronx',
          targets: ['inf2', 'trn2'],
          where: 'torch_neuronx.bucket_model_trace',
          text: 'buckets = [40, 80]',
          notes: ['Pad on the right, as the example of the guide does.'],
          evidence: [TRACE_PAGE],
        },
      ],
    },
  ],
};
