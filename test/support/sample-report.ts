/** A believable report, built by hand: two models and a config, one file that could not be read, findings of every kind. */
import { costOf } from '../../src/cost/cost-report';
import type { Artifact } from '../../src/model/artifact';
import type { Evidence, Finding } from '../../src/model/finding';
import type { Phase, Plan, Step } from '../../src/model/plan';
import type { Report } from '../../src/model/report';
import type { RuleText } from '../../src/model/rule-text';
import { causesOf } from '../../src/outlook/causes';
import { planOf } from '../../src/plan/progress';
import { SAMPLE_BATCHING } from './sample-batching';
import { sampleCost } from './sample-cost';
import { SAMPLE_FIT } from './sample-fit';

const DOCS = 'https://awsdocs-neuron.readthedocs-hosted.com/en';
const TOPK_PAGE: Evidence = {
  title: 'NCC_EVRF013, compiler error codes',
  url: `${DOCS}/v2.32.0/compiler/error-codes/EVRF013.html`,
  sdk: '2.32.0',
};
const DYNAMIC_PAGE: Evidence = {
  title: 'NCC_EMOD025, compiler error codes',
  url: `${DOCS}/v2.32.0/compiler/error-codes/EMOD025.html`,
  sdk: '2.32.0',
};
const COMPILE_PAGE: Evidence = {
  title: 'torch.compile reference',
  url: `${DOCS}/latest/torch/compile/reference-torch-compile.html`,
  sdk: '2.33.1',
};
const RECIPES_PAGE: Evidence = {
  title: 'vLLM Neuron model recipes',
  url: `${DOCS}/latest/vllm-neuron/docs/model-recipes/qwen3-32b.html`,
  sdk: '2.33.1',
};
const FAQ_PAGE: Evidence = { title: 'ONNX FAQ', url: `${DOCS}/latest/archive/faq/onnx-faq.html`, sdk: '2.33.1' };
const CONVERTER_TABLE: Evidence = {
  title: 'onnx2torch, operators',
  url: 'https://github.com/ENOT-AutoDL/onnx2torch/blob/main/operators.md',
  sdk: null,
};

/** A finding with believable defaults. */
export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    fingerprint: 'a41c07e2d9b60000',
    rule: 'onnx/topk-integer-input',
    severity: 'blocker',
    confidence: 'documented',
    targets: ['inf2', 'trn2'],
    artifact: 'models/reranker.onnx',
    action: 'Give TopK floating-point scores',
    message: 'TopK orders INT64 values; the Neuron compiler refuses TopK on integers.',
    why: 'The sort that TopK becomes is implemented for floating-point types only.',
    remedy:
      'Cast the scores to float32 before TopK and cast the values back after it; float32 is exact for integers up to 2^24.',
    neuronError: 'NCC_EVRF013',
    evidence: [TOPK_PAGE, COMPILE_PAGE],
    locations: [
      { path: 'models/reranker.onnx', graph: 'main', node: '/select/TopK', op: 'ai.onnx::TopK', tensor: 'scores' },
      { path: 'models/reranker.onnx', graph: '/loop/Loop.body', node: '/select/TopK_1', op: 'ai.onnx::TopK' },
    ],
    occurrences: 11,
    waived: null,
    baseline: false,
    ...overrides,
  };
}

/** A step with believable defaults. */
export function sampleStep(overrides: Partial<Step> = {}): Step {
  return {
    id: 'common/compile-once',
    title: 'Compile each model once on the target',
    detail: 'An audit forecasts what the compiler will say; only a compile proves it.',
    state: 'open',
    owner: null,
    note: null,
    evidence: null,
    findings: [],
    how: [],
    files: [],
    documents: [],
    doneWhen: 'each model has compiled on the target',
    check: null,
    effort: { minDays: 1, maxDays: 3, drivers: ['2 models'], by: 'tool' },
    spentDays: null,
    after: [],
    blockedBy: [],
    waivedUntil: null,
    ticked: overrides.state ?? null,
    ...overrides,
  };
}

/** A plan of these phases, sums and what stands before each step worked out. */
export function samplePlan(phases: readonly Omit<Phase, 'totals'>[]): Plan {
  return planOf(phases);
}

const FINDINGS: readonly Finding[] = [
  sampleFinding(),
  sampleFinding({
    fingerprint: 'a41c07e2d9b60001',
    artifact: 'models/encoder.onnx',
    locations: [{ path: 'models/encoder.onnx', graph: 'main', node: '/pool/TopK', op: 'ai.onnx::TopK' }],
    occurrences: 1,
  }),
  sampleFinding({
    fingerprint: 'b000000000000001',
    rule: 'hf/no-documented-route',
    targets: ['inf2'],
    artifact: 'llm/config.json',
    action: 'Choose a target with a documented route for qwen3',
    message: 'No current route documents model_type "qwen3" on Inf2.',
    why: 'vLLM Neuron covers Trn2 and Trn3 only; the routes that cover Inf2 do not list this model.',
    remedy: '',
    neuronError: null,
    evidence: [RECIPES_PAGE],
    locations: [{ path: 'llm/config.json', range: { start: { line: 21, column: 3 }, end: { line: 21, column: 24 } } }],
    occurrences: 1,
  }),
  sampleFinding({
    fingerprint: 'c000000000000001',
    rule: 'onnx/dynamic-dimension',
    severity: 'warning',
    targets: ['inf2', 'trn2', 'trn3'],
    artifact: 'models/encoder.onnx',
    action: 'Pin or bucket the dimension sequence',
    message: 'The input input_ids has the symbolic dimension sequence.',
    why: 'A compiled graph has fixed shapes; another length means another compile.',
    remedy: 'Pin it (pins: { sequence: 128 }) or compile one graph for each of a few lengths and pad to them.',
    neuronError: 'NCC_EMOD025',
    evidence: [DYNAMIC_PAGE],
    locations: [{ path: 'models/encoder.onnx', graph: 'main', tensor: 'input_ids' }],
    occurrences: 1,
    baseline: true,
  }),
  sampleFinding({
    fingerprint: 'c000000000000002',
    rule: 'onnx/dynamic-dimension',
    severity: 'warning',
    targets: ['inf2', 'trn2', 'trn3'],
    artifact: 'models/reranker.onnx',
    action: 'Pin or bucket the dimension sequence',
    message: 'The input pairs has the symbolic dimension sequence.',
    why: 'A compiled graph has fixed shapes; another length means another compile.',
    remedy: 'Pin it (pins: { sequence: 128 }) or compile one graph for each of a few lengths and pad to them.',
    neuronError: 'NCC_EMOD025',
    evidence: [DYNAMIC_PAGE],
    locations: [{ path: 'models/reranker.onnx', graph: 'main', tensor: 'pairs' }],
    occurrences: 1,
  }),
  sampleFinding({
    fingerprint: 'd000000000000001',
    rule: 'hf/quantization-undocumented',
    severity: 'warning',
    confidence: 'undocumented',
    targets: ['trn3'],
    artifact: 'llm/config.json',
    action: 'Test the checkpoint on Trn3 before relying on it',
    message: 'No document read says whether the quantization method "awq" loads on Trn3.',
    why: 'The recipes name compressed-tensors only.',
    remedy: 'Take the unquantized checkpoint, or load this one once on Trn3 and note the result.',
    neuronError: null,
    evidence: [],
    locations: [{ path: 'llm/config.json', range: { start: { line: 14, column: 5 }, end: { line: 14, column: 26 } } }],
    occurrences: 1,
  }),
  sampleFinding({
    fingerprint: 'e000000000000001',
    rule: 'onnx/int64-narrowing',
    severity: 'warning',
    targets: ['inf2'],
    artifact: 'models/encoder.onnx',
    action: 'Check that 64-bit integers stay below 2^31',
    message: 'Gather takes INT64 indices, which become INT32.',
    why: 'Inf2 has no 64-bit integers.',
    remedy: 'Confirm the range, then waive this.',
    neuronError: null,
    locations: [{ path: 'models/encoder.onnx', graph: 'main', node: '/embed/Gather', op: 'ai.onnx::Gather' }],
    occurrences: 4,
    waived: { reason: 'token ids stay below 30,522', by: 'ml-platform', expires: '2027-03-31' },
  }),
  ...['models/encoder.onnx', 'models/reranker.onnx'].map((artifact, index) =>
    sampleFinding({
      fingerprint: `f00000000000000${index}`,
      rule: 'onnx/not-compiled',
      severity: 'info',
      targets: ['inf2', 'trn2', 'trn3'],
      artifact,
      action: 'Rebuild the model in PyTorch',
      message: 'Neuron does not compile ONNX files.',
      why: 'The compiler takes graphs from PyTorch or JAX.',
      remedy: 'Take the original PyTorch model; else convert this file and compare both on the CPU.',
      neuronError: null,
      evidence: [FAQ_PAGE],
      locations: [{ path: artifact }],
      occurrences: 1,
    }),
  ),
  sampleFinding({
    fingerprint: 'f000000000000009',
    rule: 'onnx/converter-version',
    severity: 'info',
    confidence: 'inferred',
    targets: ['trn2', 'trn3'],
    artifact: 'models/encoder.onnx',
    action: 'Take the original PyTorch model',
    message: 'onnx2torch registers no version 18 of ReduceMax.',
    why: 'Its table ends at version 13.',
    remedy: 'Take the original PyTorch model, or export with opset 17.',
    neuronError: null,
    evidence: [CONVERTER_TABLE],
    locations: [{ path: 'models/encoder.onnx', graph: 'main', node: '/pool/ReduceMax', op: 'ai.onnx::ReduceMax' }],
    occurrences: 2,
  }),
];

const ARTIFACTS: readonly Artifact[] = [
  {
    path: 'legacy/ner.onnx',
    kind: 'onnx',
    status: 'unreadable',
    reason: 'It is a Git LFS pointer; the model of 418 MB was not fetched.',
    facts: {},
    verdicts: { inf2: 'unknown', trn2: 'unknown', trn3: 'unknown' },
  },
  {
    path: 'llm/config.json',
    kind: 'hf-config',
    status: 'analyzed',
    reason: null,
    facts: { modelType: 'qwen3', architectures: ['Qwen3ForCausalLM'], layers: 64, attentionHeads: 64 },
    verdicts: { inf2: 'blocked', trn2: 'ready', trn3: 'unknown' },
  },
  onnxArtifact('models/encoder.onnx', { 'ai.onnx': 18 }, { 'ai.onnx::TopK': 1, 'ai.onnx::Gather': 4 }),
  onnxArtifact('models/reranker.onnx', { 'ai.onnx': 17 }, { 'ai.onnx::TopK': 11 }),
];

function onnxArtifact(path: string, opsets: Record<string, number>, opCounts: Record<string, number>): Artifact {
  return {
    path,
    kind: 'onnx',
    status: 'analyzed',
    reason: null,
    facts: {
      irVersion: 8,
      opsets,
      producer: 'pytorch',
      graphName: 'main_graph',
      nodeCount: 214,
      subgraphNodeCount: 0,
      functionCount: 0,
      functionNodeCount: 0,
      opCounts,
      functionOpCounts: {},
      inputs: [{ name: 'input_ids', dtype: 'INT64', dims: [1, 'sequence'] }],
      outputs: [{ name: 'embedding', dtype: 'FLOAT', dims: [1, 384] }],
      initializerCount: 102,
      sparseInitializerCount: 0,
      initializerDtypes: { FLOAT: 100, INT64: 2 },
      parameters: 22713216,
      externalFiles: [],
    },
    verdicts: { inf2: 'blocked', trn2: 'blocked', trn3: 'attention' },
  };
}

const PLAN: Plan = samplePlan([
  {
    id: 'proof-of-concept',
    title: 'Proof of concept',
    steps: [
      sampleStep({
        id: 'onnx/topk-integer-input/5d1c9a20',
        title: 'Give TopK floating-point scores',
        detail: 'TopK orders INT64 values; the Neuron compiler refuses TopK on integers.',
        state: 'doing',
        owner: 'mira',
        note: 'export script changed, new export on Monday',
        findings: ['a41c07e2d9b60000', 'a41c07e2d9b60001'],
        files: ['models/encoder.onnx', 'models/reranker.onnx'],
        doneWhen: 'an audit no longer reports onnx/topk-integer-input for this',
        check: { state: 'open', says: 'This audit reports it in 2 files.' },
        effort: { minDays: 1, maxDays: 4, drivers: ['2 files', '12 places'], by: 'tool' },
      }),
      sampleStep({
        id: 'onnx/dynamic-dimension/77aa01bc',
        title: 'Pin or bucket the dimension sequence',
        detail: 'The input input_ids has the symbolic dimension sequence.',
        state: 'done',
        owner: 'jonas',
        evidence: 'https://example.org/runs/118',
        findings: ['c000000000000001', 'c000000000000002'],
        files: ['models/encoder.onnx', 'models/reranker.onnx'],
        doneWhen: 'an audit no longer reports onnx/dynamic-dimension for this',
        check: { state: 'open', says: 'This audit reports it in 2 files.' },
        effort: { minDays: 0.5, maxDays: 1, drivers: [], by: 'team' },
        spentDays: 1,
      }),
      sampleStep({ after: ['onnx/topk-integer-input/5d1c9a20', 'onnx/dynamic-dimension/77aa01bc'] }),
    ],
  },
  {
    id: 'validation',
    title: 'Performance validation',
    steps: [
      sampleStep({
        id: 'common/compare-outputs',
        title: 'Compare outputs with the model as it runs today',
        detail: 'Keep the present model and a fixed set of inputs as the accuracy reference.',
        doneWhen: 'the difference is within the limit that the team has set',
        after: ['common/compile-once'],
      }),
    ],
  },
  {
    id: 'integration',
    title: 'Operational integration',
    steps: [
      sampleStep({
        id: 'common/monitor',
        title: 'Watch the devices in production',
        detail: 'GPU exporters see no NeuronCore.',
        doneWhen: 'a dashboard shows utilisation and memory of the Neuron devices',
      }),
    ],
  },
  {
    id: 'cost',
    title: 'Cost modelling',
    steps: [
      sampleStep({
        id: 'common/prices',
        title: "Enter both sides' prices with date and source",
        detail: 'The documents name no current price, so nothing is filled in.',
        doneWhen: 'cost per unit of work stands for both sides',
      }),
    ],
  },
  {
    id: 'scale-out',
    title: 'Scale out',
    steps: [
      sampleStep({
        id: 'common/keep-gpu',
        title: 'Keep the present deployment until the validation is signed',
        detail: 'The way back stays open while accuracy and performance are in doubt.',
        doneWhen: 'the validation is signed and traffic has moved',
        after: ['common/compare-outputs'],
      }),
    ],
  },
]);

const SAMPLE_RULE: RuleText = {
  id: 'onnx/topk-integer-input',
  title: 'TopK on integers',
  what: 'Reports TopK on integers.',
  why: 'The compiler refuses it.',
  fix: 'Cast to float32 before it.',
  page: 'onnx-topk-integer-input.md',
};

/** The sample; fields given replace whole fields. Causes follow from the findings unless they are given. */
export function sampleReport(overrides: Partial<Report> = {}): Report {
  const artifacts = overrides.artifacts ?? ARTIFACTS;
  const findings = overrides.findings ?? FINDINGS;
  const targets = overrides.settings?.targets ?? ['inf2', 'trn2', 'trn3'];
  return {
    schemaVersion: 1,
    tool: { name: 'neuron-migration-planner', version: '0.1.0' },
    knowledge: { neuronSdk: '2.33.1', released: '2026-11-11', verified: '2026-11-22', stale: null },
    settings: {
      targets: ['inf2', 'trn2', 'trn3'],
      sdk: '2.33.1',
      workload: 'inference',
      pins: { batch: 1 },
      deployment: { route: 'vllm-neuron', instance: 'trn2.48xlarge', tensorParallel: 8 },
      asOf: '2026-11-22',
    },
    verdicts: { inf2: 'blocked', trn2: 'blocked', trn3: 'unknown' },
    artifacts: ARTIFACTS,
    findings: FINDINGS,
    rules: [SAMPLE_RULE],
    ...causesOf({ artifacts, findings, pinned: new Map(), rules: [], targets, cutShort: false }),
    routes: [],
    fit: [SAMPLE_FIT],
    matrix: null,
    cost: costOf(sampleCost(), '2026-11-22'),
    batching: SAMPLE_BATCHING,
    plan: PLAN,
    coverage: {
      files: 4,
      analyzed: 3,
      partial: 0,
      unreadable: 1,
      skipped: 0,
      ignored: 2,
      notes: ['third_party/** (planner file) leaves out 2 files.'],
    },
    ...overrides,
  };
}

/** An audit that found no file it could judge. */
export function emptyReport(): Report {
  return sampleReport({
    verdicts: { inf2: 'unknown', trn2: 'unknown', trn3: 'unknown' },
    artifacts: [],
    findings: [],
    batching: { starting: [], plans: [] },
    fit: [],
    plan: samplePlan([]),
    coverage: {
      files: 0,
      analyzed: 0,
      partial: 0,
      unreadable: 0,
      skipped: 0,
      ignored: 1,
      notes: ['node_modules is never searched: 1 folder left out.'],
    },
  });
}

/** Everything was read and nothing stands in the way. */
export function readyReport(): Report {
  const artifact = ARTIFACTS.find(({ path }) => path === 'models/encoder.onnx');
  if (artifact === undefined) throw new Error('the sample has lost its encoder');
  return sampleReport({
    verdicts: { inf2: 'ready', trn2: 'ready', trn3: 'ready' },
    fit: [],
    artifacts: [{ ...artifact, verdicts: { inf2: 'ready', trn2: 'ready', trn3: 'ready' } }],
    findings: FINDINGS.filter(({ rule, artifact: path }) => rule === 'onnx/not-compiled' && path === artifact.path),
    coverage: { files: 1, analyzed: 1, partial: 0, unreadable: 0, skipped: 0, ignored: 0, notes: [] },
  });
}
