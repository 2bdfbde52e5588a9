/** The fit of the sample report's language model, with numbers as they come out for a decoder of 32.8 billion parameters in bfloat16. */
import type { Figure } from '../../src/model/figure';
import type { FitFigure, InstanceFit, ModelFit, TargetFit } from '../../src/model/fit';

const DOCS = 'https://awsdocs-neuron.readthedocs-hosted.com/en/v2.32.0';
const GIB = 1024 ** 3;
const CONFIG = 'llm/config.json';

const PARALLELISM = {
  title: 'NxD Inference: tensor parallel degrees',
  url: `${DOCS}/libraries/nxd-inference/app-notes/parallelism.html`,
  sdk: '2.32.0',
};
const INSTANCES = {
  title: 'Amazon EC2 Trn2 architecture',
  url: `${DOCS}/about-neuron/arch/neuron-hardware/trn2-arch.html`,
  sdk: '2.32.0',
};

/** A figure with believable defaults. */
export function sampleFigure(overrides: Partial<FitFigure & Figure> = {}): FitFigure & Figure {
  return {
    id: 'weights',
    label: 'Weights',
    unit: 'bytes',
    value: 65_524_246_528,
    bound: 'estimate',
    formula: 'parameters × bytes per parameter',
    inputs: [
      { name: 'parameters', value: 32_762_123_264, unit: 'parameters', from: CONFIG },
      { name: 'bytes per parameter', value: 2, unit: 'bytes', from: `torch_dtype of ${CONFIG}` },
    ],
    note: null,
    confidence: 'documented',
    evidence: [PARALLELISM],
    ...overrides,
  };
}

function blank(id: FitFigure['id'], label: string, reason: string): FitFigure {
  return { id, label, unit: 'bytes', value: null, reason, bound: 'estimate', note: null, evidence: [] };
}

function instance(overrides: Partial<InstanceFit>): InstanceFit {
  return {
    instance: 'trn2.48xlarge',
    cores: 64,
    coreMemory: 24,
    hostMemory: 2048,
    degree: 8,
    copies: 8,
    verdict: 'fits',
    reason: '8.9 of 24 GiB a core at TP 8.',
    host: { verdict: 'unknown', reason: 'No document says how much host memory compiling this model takes.' },
    largestBatch: sampleFigure({
      id: 'largest-batch',
      label: 'Largest batch',
      unit: 'samples',
      value: 13,
      formula: '(memory per core − weights per core) ÷ KV cache of one sequence per core',
    }),
    largestSequence: sampleFigure({
      id: 'largest-sequence',
      label: 'Largest sequence',
      unit: 'tokens',
      value: 40_960,
      formula: 'the smaller of max_position_embeddings and what the memory holds',
    }),
    ...overrides,
  };
}

const TRN2: TargetFit = {
  target: 'trn2',
  label: 'Trn2',
  route: 'vllm-neuron',
  verdict: 'fits',
  answer: 'Fits on trn2.3xlarge at TP 4: 17.8 of 24 GiB per core.',
  degree: 8,
  figures: [
    sampleFigure({
      id: 'weights-per-core',
      label: 'Weights per core',
      value: 65_524_246_528 / 8,
      formula: 'weights ÷ degree',
      inputs: [
        { name: 'weights', value: 65_524_246_528, unit: 'bytes', from: CONFIG },
        { name: 'degree', value: 8, unit: 'cores', from: 'planner file' },
      ],
    }),
    sampleFigure({
      id: 'kv-cache-per-core',
      label: 'KV cache per core',
      value: 1.25 * GIB,
      formula: '2 × layers × KV heads × head size × sequence × batch × bytes ÷ degree',
      inputs: [
        { name: 'layers', value: 64, unit: 'count', from: CONFIG },
        { name: 'KV heads', value: 8, unit: 'count', from: CONFIG },
        { name: 'head size', value: 128, unit: 'count', from: CONFIG },
        { name: 'sequence', value: 40_960, unit: 'tokens', from: CONFIG },
        { name: 'batch', value: 1, unit: 'samples', from: 'assumed' },
        { name: 'bytes', value: 2, unit: 'bytes', from: CONFIG },
        { name: 'degree', value: 8, unit: 'cores', from: 'planner file' },
      ],
    }),
    blank('activations-per-core', 'Activations per core', 'No Neuron document gives a formula for activations.'),
    sampleFigure({
      id: 'need-per-core',
      label: 'Need per core',
      value: 65_524_246_528 / 8 + 1.25 * GIB,
      formula: 'weights per core + KV cache per core',
      inputs: [],
      note: 'Activations and compiled code come on top.',
    }),
    sampleFigure({
      id: 'memory-per-core',
      label: 'Memory per core',
      value: 24 * GIB,
      bound: 'exact',
      formula: 'memory of a logical core',
      inputs: [],
      evidence: [INSTANCES],
    }),
  ],
  degrees: [
    [1, 65_524_246_528, 10 * GIB, 'does-not-fit'],
    [2, 65_524_246_528 / 2, 5 * GIB, 'does-not-fit'],
    [4, 65_524_246_528 / 4, 2.5 * GIB, 'fits'],
    [8, 65_524_246_528 / 8, 1.25 * GIB, 'fits'],
  ].map(([degree, weights, kvCache, verdict]) => ({
    degree: Number(degree),
    valid: true,
    reason: null,
    weights: Number(weights),
    kvCache: Number(kvCache),
    need: Number(weights) + Number(kvCache),
    bound: 'estimate' as const,
    verdict: verdict === 'fits' ? ('fits' as const) : ('does-not-fit' as const),
  })),
  instances: [
    instance({
      instance: 'trn2.3xlarge',
      cores: 4,
      hostMemory: null,
      degree: 4,
      copies: 1,
      reason: '17.8 of 24 GiB a core at TP 4.',
      host: { verdict: 'unknown', reason: 'No document gives the memory of trn2.3xlarge itself.' },
    }),
    instance({}),
  ],
  smallest: 'trn2.3xlarge',
  blanks: ['Activations: no Neuron document gives a formula.'],
};

const TRN3: TargetFit = {
  target: 'trn3',
  label: 'Trn3',
  route: 'vllm-neuron',
  verdict: 'unknown',
  answer: 'Cannot be told: no document gives the sizes of Trn3 instances.',
  degree: 8,
  figures: [],
  degrees: [],
  instances: [],
  smallest: null,
  blanks: ['Instance types: no document gives the sizes of Trn3 instances.'],
};

export const SAMPLE_FIT: ModelFit = {
  subject: {
    paths: [CONFIG],
    name: 'qwen3 (Qwen3ForCausalLM)',
    nature: 'generative',
    facts: {
      modelType: 'qwen3',
      architectures: ['Qwen3ForCausalLM'],
      torchDtype: 'bfloat16',
      hiddenSize: 5120,
      layers: 64,
      attentionHeads: 64,
      keyValueHeads: 8,
      headDim: 128,
      intermediateSize: 25_600,
      vocabSize: 151_936,
      maxPositions: 40_960,
      parameters: 32_762_123_264,
    },
    parameters: sampleFigure({
      id: 'parameters',
      label: 'Parameters',
      unit: 'parameters',
      value: 32_762_123_264,
      formula: 'counted from the dimensions of the config',
      inputs: [],
    }),
    visionType: null,
    attention: { latent: null, window: null, otherLayers: 0, headsByLayer: false, encoderDecoder: false },
    stored: null,
    activations: null,
    training: null,
  },
  workload: 'inference',
  assumptions: [
    { name: 'batch', value: 1, unit: 'samples', from: 'assumed' },
    { name: 'sequence', value: 40_960, unit: 'tokens', from: CONFIG },
  ],
  figures: [sampleFigure()],
  targets: [TRN2, TRN3],
};
