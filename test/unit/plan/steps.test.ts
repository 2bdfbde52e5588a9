import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../../src/audit';
import type { Step } from '../../../src/model/plan';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

const LLAMA = JSON.stringify({
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
  torch_dtype: 'bfloat16',
});

const ONNX = modelBytes({
  node: [node('Relu', ['x'], ['y'])],
  input: [tensorValue('x', 1, [1, 8])],
  output: [tensorValue('y', 1, [1, 8])],
});

function manifest(resource: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: serve }
spec:
  containers:
    - name: serve
      image: example.org/serve:1
      resources: { limits: { ${resource}: 1 } }
`;
}

async function steps(files: Readonly<Record<string, MemoryFile>>, asOf = '2026-11-22') {
  const report = await audit({
    host: memoryHost(files),
    paths: [''],
    options: { asOf },
    matrix: 'never',
    pace: noPace,
  });
  const all = new Map(report.plan.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step])));
  const of = (id: string): Step => {
    const step = all.get(id);
    assert.ok(step, `no step ${id}; there are ${[...all.keys()].join(', ')}`);
    return step;
  };
  return { of, has: (id: string) => all.has(id), report };
}

describe('steps that follow from the workspace', () => {
  it('know the planned instance however somebody has spelled it', async () => {
    const plan = async (instance: string) => {
      const planner = `targets: [inf2, trn2]\ndeployment: { instance: ${instance} }\n`;
      const { report } = await steps({ 'config.json': LLAMA, 'neuron-migration.yaml': planner });
      return report.plan;
    };
    const planned = await plan('trn2.48xlarge');
    assert.notDeepEqual(planned, await plan('trn9.48xlarge'));
    assert.deepEqual(await plan('Trn2.48xlarge'), planned);
  });

  it('ask for Kubernetes, SageMaker, analyze and an ONNX reference only where there is something of the kind', async () => {
    const { has } = await steps({ 'config.json': LLAMA, 'neuron-migration.yaml': 'targets: [trn2]\n' });
    for (const id of ['common/kubernetes', 'common/sagemaker', 'common/analyze', 'common/keep-onnx-reference'])
      assert.equal(has(id), false, id);
    for (const id of [
      'common/choose-target',
      'common/set-up-route',
      'common/compile-once',
      'common/monitor',
      'common/prices',
    ])
      assert.equal(has(id), true, id);
  });

  it('of an ONNX model: rebuild it, analyze, compile, compare with the ONNX file', async () => {
    const { of } = await steps({ 'm.onnx': ONNX, 'neuron-migration.yaml': 'targets: [inf2]\n' });
    const rebuild = of('common/keep-onnx-reference').after[0] ?? '';
    assert.match(rebuild, /^onnx\/not-compiled-directly\//);
    assert.ok(of(rebuild).effort.minDays >= 1);
    assert.deepEqual(of('common/analyze').after, ['common/set-up-route', rebuild]);
    assert.ok(of('common/compile-once').after.includes('common/analyze'));
    assert.match(of('common/compile-once').how.join(' '), /torch_neuronx\.trace/);
    assert.ok(of('common/compile-once').documents.length > 0, 'a sentence about Neuron has its document');
  });

  it('name route, instance and packages; each is done once the workspace says so', async () => {
    const open = await steps({ 'm.onnx': ONNX, 'neuron-migration.yaml': 'targets: [inf2]\n' });
    assert.match(open.of('common/choose-target').check?.says ?? '', /deployment\.route and deployment\.instance/);
    assert.equal(open.of('common/set-up-route').check?.state, 'open');
    const how = open.of('common/set-up-route').how.join(' ');
    const pin = /torch-neuronx==[\d.]*\d/.exec(how)?.[0] ?? '';
    assert.notEqual(pin, '', how);
    const planner = 'targets: [inf2]\ndeployment: { route: torch-neuronx, instance: inf2.xlarge }\n';
    const done = await steps({ 'm.onnx': ONNX, 'neuron-migration.yaml': planner, 'requirements.txt': `${pin}\n` });
    assert.equal(done.of('common/choose-target').state, 'done');
    assert.equal(done.of('common/choose-target').ticked, null);
    assert.equal(done.of('common/set-up-route').check?.state, 'done');
    const older = await steps({
      'm.onnx': ONNX,
      'neuron-migration.yaml': planner,
      'requirements.txt': 'torch-neuronx==2.1.2\n',
    });
    assert.match(older.of('common/set-up-route').check?.says ?? '', /torch-neuronx==2\.1\.2; the release has/);
  });

  it('see in manifests whether they ask for Neuron devices', async () => {
    const check = async (resource: string) =>
      (await steps({ 'config.json': LLAMA, 'k8s/pod.yaml': manifest(resource) })).of('common/kubernetes').check;
    assert.deepEqual(await check('nvidia.com/gpu'), { state: 'open', says: 'k8s/pod.yaml asks for nvidia.com/gpu.' });
    assert.equal((await check('cpu'))?.state, 'open');
    assert.equal((await check('aws.amazon.com/neuron'))?.state, 'done');
  });

  it('read what Neuron tools wrote: analyze and compile', async () => {
    const files = { 'm.onnx': ONNX, 'neuron-migration.yaml': 'targets: [inf2]\n' };
    const analyzed = (unsupported: readonly unknown[]) =>
      JSON.stringify({ supported_operators: { 'aten::relu': 1 }, unsupported_operators: unsupported });
    const refused = await steps({
      ...files,
      'out/analyze.json': analyzed([{ kind: 'aten::fft_fft', failureAt: 'neuronx-cc' }]),
    });
    assert.equal(refused.of('common/analyze').check?.state, 'open');
    assert.match(refused.of('common/analyze').check?.says ?? '', /aten::fft_fft/);
    const log = (words: string) =>
      `neuronx-cc compile m.hlo --target inf2\nNeuronX Compiler version 2.26.6360.0\n${words}\n`;
    const passed = await steps({
      ...files,
      'out/analyze.json': analyzed([]),
      'compile.log': log('Compiler status PASS'),
    });
    assert.equal(passed.of('common/analyze').state, 'done');
    assert.equal(passed.of('common/compile-once').state, 'done');
    const failed = await steps({ ...files, 'compile.log': log('[NCC_EVRF004] not supported\nCompiler status ERROR') });
    assert.match(failed.of('common/compile-once').check?.says ?? '', /compile\.log shows NCC_EVRF004/);
    assert.equal(failed.of('common/compile-once').state, 'open');
  });

  it('find exporters that see GPUs only', async () => {
    const dcgm = manifest('cpu').replace('example.org/serve:1', 'nvcr.io/nvidia/k8s/dcgm-exporter:3.3.5');
    const { of } = await steps({ 'config.json': LLAMA, 'k8s/pod.yaml': dcgm });
    assert.match(of('common/monitor').check?.says ?? '', /dcgm-exporter, which sees GPUs only/);
    assert.deepEqual(of('common/monitor').files, ['k8s/pod.yaml']);
  });

  it('name the risks of routes that may change', async () => {
    const { of } = await steps({ 'm.onnx': ONNX });
    assert.match(of('common/portability').how.join(' '), /in beta|in maintenance/);
  });

  it('watch the waivers', async () => {
    const planner = `waivers:
  - { rule: onnx/int64-narrowing, reason: small, by: ana, expires: 2026-12-31 }
`;
    const files = { 'm.onnx': ONNX, 'neuron-migration.yaml': planner };
    assert.equal((await steps(files)).of('common/review-waivers').check?.state, 'done');
    const late = (await steps(files, '2027-01-01')).of('common/review-waivers');
    assert.deepEqual([late.state, late.check?.state], ['open', 'open']);
  });

  it('ask for prices until both sides have them with date and source', async () => {
    assert.match((await steps({ 'm.onnx': ONNX })).of('common/prices').check?.says ?? '', /no prices/);
  });

  it('follow what the plan file says, and say what of it they could not', async () => {
    const { of, report } = await steps({
      'm.onnx': ONNX,
      'neuron-migration.plan.yaml': `version: 1
steps:
  common/monitor: { state: doing, owner: jo, effort: 2-4, spent: 1, after: [common/prices] }
  common/prices: { state: someday }
  team/a: { state: open, phase: cost, after: [team/a] }
`,
    });
    assert.deepEqual([of('common/monitor').owner, of('common/monitor').effort.maxDays], ['jo', 4]);
    assert.ok(of('common/monitor').blockedBy.includes('common/prices'));
    assert.equal(of('common/prices').state, 'open');
    assert.ok(report.coverage.notes.some((note) => note.includes('"someday"')));
    assert.ok(report.coverage.notes.some((note) => note.includes('closes a circle')));
  });
});
