/** Routes, matrix and marks for the sample, so that every section of the page has something to show. */
import type { Matrix, MatrixRow } from '../../src/model/matrix';
import type { ObservedMark } from '../../src/model/observed';
import type { Report } from '../../src/model/report';
import type { RouteOption, RoutesOf } from '../../src/model/routes';
import type { Target } from '../../src/model/target';

const SETUP = {
  title: 'vLLM Neuron setup',
  url: 'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/vllm/setup.html',
  sdk: '2.33.1',
};

function option(overrides: Partial<RouteOption>): RouteOption {
  return {
    route: 'vllm-neuron',
    label: 'vLLM Neuron',
    state: 'beta',
    fit: 'documented',
    confidence: 'documented',
    reason: 'The recipe names Qwen3-32B in bfloat16.',
    needs: {
      words: 'vLLM Neuron needs an environment of its own.',
      packages: [
        { name: 'vllm-neuron', spec: '==0.29.*' },
        { name: 'neuronx-cc', spec: '' },
      ],
      python: ['3.12', '3.13'],
      sdk: '2.33.1',
      targets: ['trn2', 'trn3'],
    },
    last: null,
    until: null,
    evidence: [SETUP],
    ...overrides,
  };
}

const GONE = option({
  route: 'nxd-inference',
  label: 'NxD Inference',
  state: 'ended',
  fit: 'unavailable',
  reason: 'NxD Inference has ended on this target.',
  needs: null,
  last: '2.28.1',
  evidence: [],
});
const ENDING = option({
  route: 'nxd-inference',
  label: 'NxD Inference',
  state: 'maintenance',
  fit: 'undocumented',
  reason: 'NxD Inference does not list qwen3.',
  until: '2.34.0',
});

function routes(target: Target): RoutesOf[] {
  const languageModel = {
    paths: ['llm/config.json'],
    kind: 'hf-config',
    model: 'qwen3 (Qwen3ForCausalLM)',
    target,
    sdk: '2.33.1',
    workload: 'inference',
  } as const;
  const graph = {
    ...languageModel,
    paths: ['models/encoder.onnx', 'models/reranker.onnx'],
    kind: 'onnx',
    model: 'the ONNX model',
    options: [option({ route: 'torchneuron', label: 'TorchNeuron', fit: 'any', reason: 'Its operators decide.' })],
    take: 'torchneuron',
    advice: 'Rebuild the model in PyTorch and compile it.',
    elsewhere: [],
  } as const;
  const answer: RoutesOf =
    target === 'inf2'
      ? {
          ...languageModel,
          options: [GONE],
          take: null,
          advice: 'No route is known for qwen3 on Inf2; the last that had it was NxD Inference at SDK 2.28.1.',
          elsewhere: [{ route: 'vllm-neuron', label: 'vLLM Neuron', target: 'trn2', last: null }],
        }
      : {
          ...languageModel,
          options: [option({}), ENDING],
          take: 'vllm-neuron',
          advice: 'Take vLLM Neuron, in beta.',
          elsewhere: [],
        };
  return [answer, graph];
}

const MATRIX: Matrix = {
  workspace: [
    row({ target: 'inf2', route: null, state: null, now: 'blocked', runs: [['2.26.0', '2.33.1', 'blocked']] }),
    row({
      target: 'trn2',
      route: null,
      state: null,
      now: 'blocked',
      runs: [
        ['2.26.0', '2.28.1', 'attention'],
        ['2.29.0', '2.33.1', 'blocked'],
      ],
      flips: [
        { by: 'flag', value: '--native-int64=enabled', verdict: 'attention' },
        { by: 'release', value: '2.28.1', verdict: 'attention' },
      ],
    }),
  ],
  models: [
    {
      paths: ['llm/config.json'],
      rows: [
        row({
          target: 'trn2',
          route: 'vllm-neuron',
          state: 'beta',
          now: 'ready',
          runs: [
            ['2.26.0', '2.31.0', null],
            ['2.32.0', '2.33.1', 'ready'],
          ],
        }),
        row({
          target: 'trn2',
          route: 'nxd-inference',
          state: 'maintenance',
          now: 'unknown',
          runs: [
            ['2.26.0', '2.26.1', 'ready'],
            ['2.27.0', '2.33.1', 'unknown'],
          ],
        }),
      ],
    },
  ],
  leftOut: 2,
};

type Runs = readonly (readonly [string, string, MatrixRow['now']])[];

function row({
  runs,
  ...rest
}: Omit<MatrixRow, 'runs' | 'flips'> & Partial<Pick<MatrixRow, 'flips'>> & { runs: Runs }) {
  return { flips: [], ...rest, runs: runs.map(([from, to, verdict]) => ({ from, to, verdict })) };
}

const CONFIRMED: ObservedMark = {
  state: 'confirmed',
  path: 'logs/neuronx-cc.log',
  words: 'The compile of the encoder ended in NCC_EVRF013.',
};

/** The report with routes and a matrix; its TopK finding is confirmed by a log and has a certain change. */
export function withOutlook(report: Report): Report {
  const [topk, ...others] = report.findings;
  if (topk === undefined) throw new Error('the sample has lost its findings');
  const edit = { title: 'Cast the scores', changes: [] };
  return {
    ...report,
    findings: [{ ...topk, observed: CONFIRMED, edit }, ...others],
    routes: report.settings.targets.flatMap(routes),
    matrix: MATRIX,
  };
}
