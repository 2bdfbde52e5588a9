import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { Route, Target, Workload } from '../../../src/model/target';
import { config, drafts, onnx } from '../../support/rule-fixture';

interface Case {
  readonly facts?: HfConfigFacts;
  readonly document?: Record<string, unknown>;
  readonly target?: Target;
  readonly sdk?: string;
  readonly route?: Route;
  readonly workload?: Workload;
}

const LLAMA = { modelType: 'llama', architectures: ['LlamaForCausalLM'], layers: 32 };
const QWEN3 = { modelType: 'qwen3', architectures: ['Qwen3ForCausalLM'], layers: 64 };
const BERT = { modelType: 'bert', architectures: ['BertModel'] };

function say(id: string, { facts = LLAMA, document = {}, target = 'trn2', sdk = '2.33.1', route, workload }: Case) {
  const deployment = route === undefined ? {} : { route };
  return drafts(id, { reading: config(facts, document), target, sdk, deployment, ...(workload && { workload }) });
}
const without = (situation: Case) => say('config/model-type-without-route', situation);
const documented = (situation: Case) => say('config/documented-route', situation)[0];
const unavailable = (situation: Case) => say('config/route-unavailable', situation)[0];

describe('a planned route in training', () => {
  it('that only infers is called that, and no route that infers is offered instead', () => {
    const found = unavailable({ route: 'nxd-inference', workload: 'training' });
    assert.match(found?.message ?? '', /NxD Inference does inference only/);
    assert.match(found?.remedy ?? '', /there is TorchNeuron/);
    assert.doesNotMatch(found?.remedy ?? '', /vLLM/);
    assert.equal(found?.severity, 'blocker');
  });

  it('has the name that it has for training', () => {
    const found = unavailable({ route: 'torch-neuronx', workload: 'training', target: 'trn1' });
    assert.match(found?.message ?? '', /^PyTorch\/XLA training has ended on Trn1/);
    assert.match(found?.remedy ?? '', /you need SDK 2\.29/);
  });

  it('is asked for where nothing trains on the target', () => {
    const [found] = without({ target: 'inf2', workload: 'training' });
    assert.deepEqual([found?.key, found?.severity], ['no-route', 'warning']);
    assert.deepEqual(without({ target: 'trn2', workload: 'training' }), []);
    const graph = { reading: onnx({ inputs: ['x: FLOAT 1'] }), target: 'inf2', workload: 'training' } as const;
    assert.equal(drafts('onnx/not-compiled-directly', graph)[0]?.severity, 'warning');
  });
});

describe('a target at a release without a route', () => {
  it('leaves Inf1 open while it was supported', () => {
    assert.equal(without({ target: 'inf1', sdk: '2.26.1', facts: BERT })[0]?.confidence, 'undocumented');
    const graph = { reading: onnx({ inputs: ['x: FLOAT 1'] }), target: 'inf1', sdk: '2.26.1' } as const;
    assert.deepEqual(
      drafts('onnx/not-compiled-directly', graph).map(({ severity, confidence }) => [severity, confidence]),
      [['warning', 'undocumented']],
    );
  });

  it('says of Trn3 before 2.27 only that it has not begun', () => {
    const early = { target: 'trn3', sdk: '2.26.1' } as const;
    assert.equal(say('target/not-begun', early)[0]?.severity, 'blocker');
    assert.deepEqual(without(early), []);
    assert.deepEqual(say('target/not-begun', { ...early, sdk: '2.27.0' }), []);
  });
});

describe('vLLM Neuron before 2.31', () => {
  it('is the plugin on NxD Inference and serves its models', () => {
    for (const [target, sdk] of [
      ['inf2', '2.28.1'],
      ['trn2', '2.29.1'],
    ] as const) {
      const situation = { target, sdk, route: 'vllm-neuron' } as const;
      assert.equal(unavailable(situation), undefined);
      assert.deepEqual(without(situation), []);
      assert.match(documented(situation)?.message ?? '', /documented route: vLLM Neuron Plugin/);
    }
    assert.equal(unavailable({ target: 'inf2', sdk: '2.29.1', route: 'vllm-neuron' })?.severity, 'blocker');
  });
});

describe('claims', () => {
  it('on embeddings do not count for generation', () => {
    assert.match(documented({ facts: QWEN3, route: 'vllm-neuron' })?.why ?? '', /dense 32B only/);
    assert.equal(documented({ facts: QWEN3, route: 'vllm-neuron', sdk: '2.32.0' }), undefined);
    assert.equal(without({ facts: QWEN3, route: 'vllm-neuron', sdk: '2.32.0' })[0]?.severity, 'warning');
  });

  it('on embeddings come first for a model that is named so', () => {
    const named = { facts: { ...QWEN3, layers: 36 }, document: { _name_or_path: 'Qwen/Qwen3-Embedding-8B' } };
    for (const sdk of ['2.32.0', '2.33.1']) {
      assert.match(documented({ ...named, route: 'vllm-neuron', sdk })?.why ?? '', /Embeddings with Qwen3-Embedding/);
      assert.deepEqual(without({ ...named, route: 'vllm-neuron', sdk }), []);
    }
  });

  it('that leave out the size are a warning, on the targets where they do', () => {
    const [small] = without({ facts: { ...QWEN3, layers: 36 }, route: 'vllm-neuron' });
    assert.deepEqual([small?.key, small?.severity], ['model-size', 'warning']);
    assert.match(small?.why ?? '', /Embedding models of the same class/);
    assert.equal(without({ facts: { ...LLAMA, layers: 126 }, target: 'inf2' })[0]?.key, 'model-size');
    assert.match(documented({ facts: { ...QWEN3, layers: 36 } })?.message ?? '', /NxD Inference/);
    const large = { facts: { ...LLAMA, layers: 126 }, route: 'nxd-inference', sdk: '2.28.1' } as const;
    assert.equal(without({ ...large, target: 'inf2' })[0]?.key, 'model-size');
    assert.deepEqual(without({ ...large, target: 'trn2' }), []);
  });

  it('that rest on code alone are not called documented', () => {
    const deepseek = { modelType: 'deepseek_v3', architectures: ['DeepseekV3ForCausalLM'] };
    assert.match(documented({ facts: deepseek })?.message ?? '', /has model code, which no document lists/);
    assert.match(
      without({ facts: deepseek, target: 'inf2' })[0]?.why ?? '',
      /There is model code that no document lists/,
    );
  });

  it('on Pixtral need its vision model', () => {
    const llava = { modelType: 'llava', architectures: ['LlavaForConditionalGeneration'] };
    assert.equal(
      documented({ facts: llava, document: { vision_config: { model_type: 'clip_vision_model' } } }),
      undefined,
    );
    assert.ok(documented({ facts: llava, document: { vision_config: { model_type: 'pixtral' } } }));
  });
});

describe('a route that lists its models', () => {
  it('is a warning for an encoder or a head that it does not list', () => {
    const head = { modelType: 'llama', architectures: ['LlamaForSequenceClassification'] };
    for (const facts of [BERT, head]) {
      const [found] = without({ facts, route: 'vllm-neuron' });
      assert.deepEqual([found?.severity, found?.confidence], ['warning', 'inferred']);
    }
    assert.deepEqual(without({ facts: BERT, route: 'torch-neuronx' }), []);
    assert.deepEqual(without({ facts: BERT, target: 'inf2', route: 'optimum-neuron' }), []);
  });

  it('says what is missing on the target, in the same words for targets of one generation', () => {
    const facts = { modelType: 'gemma2', architectures: ['Gemma2ForCausalLM'] };
    const mistral = { modelType: 'mistral', architectures: ['MistralForCausalLM'] };
    for (const model of [facts, mistral]) {
      const [inf2, trn1] = (['inf2', 'trn1'] as const).map((target) => without({ facts: model, target })[0]);
      assert.match(inf2?.message ?? '', /for generation on this target at SDK/);
      assert.deepEqual([trn1?.message, trn1?.why], [inf2?.message, inf2?.why]);
    }
  });

  it('is not needed on TorchNeuron', () => {
    const [found] = without({ facts: { modelType: 'phi', architectures: ['PhiForCausalLM'] }, route: 'torchneuron' });
    assert.match(found?.message ?? '', /^No document names phi .* for TorchNeuron/);
    assert.doesNotMatch(found?.why ?? '', /needs a library/);
  });
});

describe('config/route-ending', () => {
  const ending = (situation: Case) => say('config/route-ending', situation)[0]?.message;
  it('warns one release ahead', () => {
    assert.equal(
      ending({ route: 'nxd-inference' }),
      'NxD Inference, in maintenance, ends on Trn2 and Trn3 with SDK 2.34, the release after this one.',
    );
    assert.equal(
      ending({ route: 'nxd-inference', target: 'inf2', sdk: '2.28.0' }),
      'NxD Inference ends on Inf2 and Trn1 with SDK 2.29, the release after this one.',
    );
    assert.equal(ending({ route: 'nxd-inference', target: 'inf2', sdk: '2.27.1' }), undefined);
    assert.equal(ending({ route: 'vllm-neuron' }), undefined);
    assert.match(
      ending({ facts: { modelType: 'mistral', architectures: ['MistralForCausalLM'] } }) ?? '',
      /^NxD Inference/,
    );
    assert.match(
      ending({ route: 'torch-neuronx', workload: 'training', target: 'trn1', sdk: '2.29.1' }) ?? '',
      /^PyTorch\/XLA training ends/,
    );
  });
});

describe('what a route needs', () => {
  it('is said as a sentence', () => {
    assert.match(
      documented({ target: 'inf2', route: 'optimum-neuron' })?.remedy ?? '',
      /^The route needs an environment of its own/,
    );
  });
});
