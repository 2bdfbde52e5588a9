import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { ModelRoutes } from '../../../src/model/routes';
import { ROUTES, TARGETS, type Target, type Workload } from '../../../src/model/target';
import { findRoutes } from '../../../src/routes/find';
import { configSubject, type RouteSubject, routeSubject } from '../../../src/routes/subject';
import { config, knowledge, onnx, read } from '../../support/rule-fixture';

function subject(facts: HfConfigFacts, document: Readonly<Record<string, unknown>> = {}): RouteSubject {
  const found = configSubject(config(facts, document));
  assert.ok(found !== null);
  return found;
}

function routes(of: RouteSubject, target: Target, sdk: string, workload: Workload = 'inference'): ModelRoutes {
  return findRoutes(of, target, { sdk, workload }, knowledge);
}

const LLAMA = subject({ modelType: 'llama', architectures: ['LlamaForCausalLM'], layers: 32 });
const BERT = subject({ modelType: 'bert', architectures: ['BertForMaskedLM'] });
const GRAPH = routeSubject(onnx({}));

test('every route is answered once, and what is taken stands first', () => {
  for (const target of TARGETS)
    for (const { sdk } of knowledge.releases) {
      const { options, take, advice } = routes(LLAMA, target, sdk);
      assert.deepEqual(options.map(({ route }) => route).toSorted(), [...ROUTES].sort());
      if (take !== null) assert.equal(options[0]?.route, take);
      assert.match(advice, /\.$/);
      for (const option of options) {
        assert.ok(option.evidence.length > 0 || option.fit === 'unavailable', `${target} ${sdk} ${option.route}`);
        assert.equal(option.needs === null, option.fit === 'unavailable');
      }
    }
});

test('a language model on Inf2 and Trn1 leaves NxD Inference after 2.28 for Optimum Neuron', () => {
  for (const target of ['inf2', 'trn1'] as const) {
    assert.equal(routes(LLAMA, target, '2.28.1').take, 'vllm-neuron');
    const now = routes(LLAMA, target, '2.33.1');
    assert.equal(now.take, 'optimum-neuron');
    assert.match(now.advice, /third party.*SDK 2\.26\.1/);
    const nxd = now.options.find(({ route }) => route === 'nxd-inference');
    assert.equal(nxd?.state, 'ended');
    assert.equal(nxd?.last, '2.28.1');
    assert.ok(now.elsewhere.some(({ target: on, route }) => on === 'trn2' && route === 'vllm-neuron'));
  }
});

test('where no route has the model, the advice names none, and the last release that had one', () => {
  const dbrx = subject({ modelType: 'dbrx', architectures: ['DbrxForCausalLM'] });
  const { take, advice } = routes(dbrx, 'inf2', '2.33.1');
  assert.equal(take, null);
  assert.match(advice, /no route is known that runs dbrx .* on Inf2/);
  assert.match(advice, /NxD Inference did up to SDK 2\.28\.1/);
  const unknown = routes(subject({ modelType: 'rwkv', architectures: ['RwkvForCausalLM'] }), 'trn1', '2.33.1');
  assert.match(unknown.advice, /no route is known/);
});

test('a size beyond the limits is no route to take', () => {
  const large = subject({ modelType: 'llama', architectures: ['LlamaForCausalLM'], layers: 126 });
  const nxd = routes(large, 'trn1', '2.28.1').options.find(({ route }) => route === 'nxd-inference');
  assert.equal(nxd?.fit, 'limited');
});

test('a route that is about to end says so', () => {
  const qwen = subject({ modelType: 'qwen2', architectures: ['Qwen2ForCausalLM'] });
  const { take, options, advice } = routes(qwen, 'trn2', '2.33.1');
  assert.equal(take, 'nxd-inference');
  assert.equal(options[0]?.until, '2.34.0');
  assert.match(advice, /ends on Trn2 with SDK 2\.34/);
});

test('a model of one pass takes a PyTorch route, with packages to pin', () => {
  assert.equal(routes(BERT, 'trn2', '2.33.1').take, 'torchneuron');
  const { take, options } = routes(BERT, 'inf2', '2.33.1');
  assert.equal(take, 'torch-neuronx');
  const needs = options[0]?.needs;
  assert.equal(needs?.sdk, '2.31.0');
  assert.deepEqual(needs?.packages[0], { name: 'torch-neuronx', spec: '==2.9.0.2.15.32035' });
  assert.deepEqual(needs?.python, ['3.11', '3.12', '3.13']);
});

test('what a route leaves to the release has the version that the release ships', () => {
  const nxd = routes(LLAMA, 'inf2', '2.28.1').options.find(({ route }) => route === 'nxd-inference');
  assert.deepEqual(nxd?.needs?.packages, [
    { name: 'neuronx-distributed-inference', spec: '==0.8.16251' },
    { name: 'torch-neuronx', spec: '==2.9.0.2.12.22436' },
    { name: 'neuronx-cc', spec: '==2.23.6484.0' },
  ]);
  assert.deepEqual(nxd?.needs?.python, ['3.10', '3.11', '3.12']);
  const vllm = routes(LLAMA, 'trn2', '2.32.0').options[0];
  assert.deepEqual(vllm?.needs?.packages, [{ name: 'vllm-neuron', spec: '==0.24.0.1.1.0' }]);
});

test('a graph takes PyTorch routes only', () => {
  assert.ok(GRAPH !== null);
  const { options } = routes(GRAPH, 'inf2', '2.33.1');
  assert.deepEqual(
    options.filter(({ fit }) => fit === 'any').map(({ route }) => route),
    ['torch-neuronx'],
  );
  assert.equal(options.find(({ route }) => route === 'optimum-neuron')?.fit, 'inapplicable');
});

test('training on PyTorch/XLA ended with 2.30', () => {
  assert.equal(routes(LLAMA, 'trn2', '2.29.1', 'training').take, 'torch-neuronx');
  assert.equal(routes(LLAMA, 'trn2', '2.33.1', 'training').take, 'torchneuron');
});

test('a pipeline takes the library that lists its class, else PyTorch routes', async () => {
  const of = async (name: string, target: Target) => {
    const found = routeSubject(await read('model_index.json', JSON.stringify({ _class_name: name })));
    assert.ok(found !== null);
    return routes(found, target, '2.33.1').take;
  };
  assert.equal(await of('FluxPipeline', 'inf2'), 'optimum-neuron');
  assert.equal(await of('WanPipeline', 'trn3'), 'vllm-neuron');
  assert.equal(await of('StableDiffusion3Pipeline', 'inf2'), 'torch-neuronx');
  assert.equal(await of('StableDiffusion3Pipeline', 'trn2'), 'torchneuron');
});
