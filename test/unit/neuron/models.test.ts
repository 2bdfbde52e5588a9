import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Route, Target } from '../../../src/model/target';
import type { RouteState } from '../../../src/neuron/knowledge';
import { loadKnowledge } from '../../../src/neuron/load';
import { modelQueries } from '../../../src/neuron/models';

const knowledge = loadKnowledge();
type Query = Parameters<typeof knowledge.models>[0];

/** Query, target, release, routes best first. */
const CASES: [Query, Target, string, string[]][] = [
  [{ modelType: 'llama', architectures: ['LlamaForCausalLM'] }, 'trn2', '2.33.1', ['vllm-neuron', 'nxd-inference']],
  [{ modelType: 'llama', architectures: ['LlamaForCausalLM'] }, 'inf2', '2.28.1', ['nxd-inference', 'optimum-neuron']],
  [{ modelType: 'llama', architectures: ['LlamaForCausalLM'] }, 'inf2', '2.29.0', ['optimum-neuron']],
  [{ modelType: 'llama', architectures: ['LLaMAForCausalLM'] }, 'trn1', '2.33.1', ['optimum-neuron']],
  [{ modelType: 'llama' }, 'trn3', '2.26.0', []],
  [{ modelType: 'mistral', architectures: ['MistralForCausalLM'] }, 'inf2', '2.33.1', []],
  [{ modelType: 'mistral', architectures: ['MistralForCausalLM'] }, 'trn2', '2.33.1', ['nxd-inference']],
  [{ modelType: 'gpt_oss', architectures: ['GptOssForCausalLM'] }, 'trn2', '2.33.1', ['vllm-neuron', 'nxd-inference']],
  [
    { modelType: 'qwen3_vl', architectures: ['Qwen3VLForConditionalGeneration'] },
    'trn2',
    '2.33.1',
    ['vllm-neuron', 'nxd-inference'],
  ],
  [{ modelType: 'qwen3', architectures: ['Qwen3ForCausalLM'] }, 'trn2', '2.32.0', ['vllm-neuron', 'nxd-inference']],
  [{ modelType: 'phi', architectures: ['PhiForCausalLM'] }, 'inf2', '2.33.1', []],
  [{ modelType: 'phi', architectures: ['PhiForSequenceClassification'] }, 'inf2', '2.33.1', ['optimum-neuron']],
  [{ modelType: 'llava', architectures: ['LlavaForConditionalGeneration'] }, 'inf2', '2.28.1', []],
  [{ modelType: 'm2m_100', architectures: ['M2M100ForConditionalGeneration'] }, 'inf2', '2.33.1', []],
  [{ modelType: 'whisper', architectures: ['WhisperForConditionalGeneration'] }, 'inf2', '2.33.1', ['optimum-neuron']],
  [{ modelType: 'bert', architectures: ['BertForPreTraining'] }, 'inf2', '2.33.1', ['torch-neuronx', 'optimum-neuron']],
  [{ modelType: 'bert', architectures: ['BertLMHeadModel'] }, 'inf2', '2.33.1', []],
  [{ modelType: 'deberta', architectures: ['DebertaModel'] }, 'trn1', '2.33.1', []],
  [{ architectures: ['ViTForImageClassification'] }, 'inf2', '2.33.1', ['torch-neuronx', 'optimum-neuron']],
  [{ modelType: 'my_llama', architectures: ['LlamaForCausalLM'] }, 'trn2', '2.33.1', ['vllm-neuron', 'nxd-inference']],
  [{}, 'trn2', '2.33.1', []],
];

for (const [query, target, sdk, routes] of CASES)
  test(`${JSON.stringify(query)} on ${target} at ${sdk}: ${routes.join(', ') || 'none'}`, () => {
    const found = knowledge.models(query, target, sdk).map(({ route }) => route);
    assert.deepEqual([...new Set(found)], routes);
  });

test('a model type is known wherever an entry names it, on whatever target', () => {
  assert.ok(knowledge.knowsModel({ modelType: 'gpt_oss' }));
  assert.ok(knowledge.knowsModel({ architectures: ['GptOssForCausalLM'] }));
  assert.ok(!knowledge.knowsModel({ modelType: 'm2m_100', architectures: ['M2M100ForConditionalGeneration'] }));
  assert.ok(!knowledge.knowsModel({ modelType: 'constructor' }));
});

test('claims come with the state of their route, best first, without those whose route has ended or is not there', () => {
  const entry = {
    modelType: 'm',
    architectures: ['MModel'],
    tasks: ['t'],
    targets: ['trn2' as const],
    note: 'n',
    since: null,
    until: null,
    verifiedAt: '2.32.0',
    confidence: 'documented' as const,
    sources: ['s'],
  };
  const states: Partial<Record<Route, RouteState>> = {
    'optimum-neuron': 'third-party',
    'vllm-neuron': 'beta',
    jax: 'current',
    'nxd-inference': 'ended',
  };
  const { models } = modelQueries(
    (['optimum-neuron', 'vllm-neuron', 'jax', 'nxd-inference', 'torchneuron'] as const).map((route) => ({
      ...entry,
      id: route,
      route,
    })),
    (route) => {
      const state = states[route];
      return state
        ? { ...entry, id: route, route, state, label: 'l', workloads: ['inference'], rank: 1, needs: 'n', packages: [] }
        : null;
    },
  );
  assert.deepEqual(
    models({ modelType: 'm' }, 'trn2', '2.32.0').map(({ route, state }) => `${route} ${state}`),
    ['jax current', 'vllm-neuron beta', 'optimum-neuron third-party'],
  );
});
