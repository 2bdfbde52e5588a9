import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { Deployment } from '../../../src/model/settings';
import type { Target } from '../../../src/model/target';
import { config, drafts } from '../../support/rule-fixture';
import { LLAMA_13B, pipeline } from './fixtures-config';

describe('config/device-memory', () => {
  const LLAMA_70B: HfConfigFacts = {
    ...LLAMA_13B,
    hiddenSize: 8192,
    layers: 80,
    attentionHeads: 64,
    keyValueHeads: 8,
    parameters: 70_553_706_496,
  };
  const of = (facts: HfConfigFacts, deployment: Deployment, target: Target = 'inf2') =>
    drafts('config/device-memory', { reading: config(facts), target, deployment });

  it('adds a KV cache with copied heads to the weights', () => {
    const plan = { instance: 'inf2.48xlarge', tensorParallel: 24, sequenceLength: 8192, dtype: 'float16' };
    const [found] = of(LLAMA_70B, { ...plan, batchSize: 40 });
    assert.equal(found?.severity, 'warning');
    assert.match(
      found?.message ?? '',
      /needs 19 GB of device memory on each core as planned, and each of the 24 cores has 16 GB/,
    );
    assert.match(found?.why ?? '', /The KV cache takes 322 GB at batch size 40 and sequence length 8192/);
    assert.deepEqual(of(LLAMA_70B, { ...plan, batchSize: 8 }), []);
  });

  it('blocks what does not fit even with a byte for each weight', () => {
    const [found] = of(LLAMA_70B, { instance: 'inf2.8xlarge' });
    assert.equal(found?.severity, 'blocker');
    assert.equal(found?.neuronError, 'NCC_EOOM001');
    assert.match(found?.message ?? '', /needs 141 GB of device memory as planned, and inf2\.8xlarge has 32 GB/);
  });

  it('warns where activations hardly fit beside weights and cache', () => {
    const large = { ...LLAMA_70B, parameters: 405e9 };
    const plan = { route: 'nxd-inference', dtype: 'bfloat16' } as const;
    const [found] = of(large, { ...plan, tensorParallel: 32 }, 'trn2');
    assert.equal(found?.severity, 'warning');
    assert.match(found?.message ?? '', /fill 98 % of the device memory \(HBM\) as planned: each of the 32 cores/);
    assert.deepEqual(of(large, { ...plan, tensorParallel: 64 }, 'trn2'), []);
  });

  it('blocks what the route cannot quantize', () => {
    const severity = (route: 'vllm-neuron' | 'nxd-inference' | 'optimum-neuron', target: Target, rest: Deployment) =>
      of(LLAMA_70B, { route, dtype: 'bfloat16', ...rest }, target).map((draft) => draft.severity);
    assert.deepEqual(severity('vllm-neuron', 'trn2', { tensorParallel: 4 }), ['blocker']);
    assert.deepEqual(severity('nxd-inference', 'trn2', { tensorParallel: 4 }), ['warning']);
    const cache = { tensorParallel: 8, sequenceLength: 8192, batchSize: 40 };
    assert.deepEqual(severity('vllm-neuron', 'trn2', cache), ['warning'], 'the cache can be FP8');
    assert.deepEqual(severity('optimum-neuron', 'inf2', { ...cache, tensorParallel: 24 }), ['blocker']);
  });

  it('does not judge what it cannot count', () => {
    const { parameters: _, ...unknown } = LLAMA_70B;
    assert.deepEqual(of(unknown, { instance: 'inf2.8xlarge' }), []);
    const least = of({ ...unknown, vocabSize: 128256, intermediateSize: 28672 }, { instance: 'inf2.8xlarge' });
    assert.match(least[0]?.message ?? '', /needs at least 101 GB of device memory/);
    assert.deepEqual(of(LLAMA_70B, {}), []);
    assert.deepEqual(of(LLAMA_70B, { tensorParallel: 8 }, 'trn3'), []);
    assert.deepEqual(of({ ...LLAMA_70B, quantMethod: 'awq' }, { instance: 'inf2.8xlarge' }), []);
  });

  it('counts gradients and optimizer states in training, on the cores that split the model', () => {
    const train = (facts: HfConfigFacts, tensorParallel: number) =>
      drafts('config/device-memory', {
        reading: config(facts),
        target: 'trn1',
        workload: 'training',
        deployment: { route: 'optimum-neuron', tensorParallel },
      });
    const mistral = { ...LLAMA_13B, modelType: 'mistral', architectures: ['MistralForCausalLM'] };
    assert.match(train(mistral, 8)[0]?.message ?? '', /takes about 104 GB of memory on each core.*no tensor parallel/);
    assert.match(train(LLAMA_13B, 2)[0]?.message ?? '', /at tensor parallel degree 2 takes about 52 GB/);
    assert.deepEqual(train(LLAMA_13B, 8), []);
  });
});

describe('config/planned-limits', () => {
  it('holds the plan against what the documents of the planned library state', () => {
    const of = (deployment: Deployment) =>
      drafts('config/planned-limits', {
        reading: config(
          { modelType: 'llava', architectures: ['LlavaForConditionalGeneration'] },
          { vision_config: { model_type: 'pixtral' } },
        ),
        target: 'trn2',
        deployment: { route: 'nxd-inference', ...deployment },
      }).map(({ key }) => key);
    assert.deepEqual(of({ batchSize: 64, sequenceLength: 16384 }), ['batchSize', 'sequenceLength']);
    assert.deepEqual(of({ batchSize: 32, sequenceLength: 10240 }), []);
    assert.deepEqual(of({}), []);
  });
});

describe('config/host-memory', () => {
  it('looks at the host of the planned instance of the target', () => {
    const of = (instance: string, target: Target = 'inf2') =>
      drafts('config/host-memory', { reading: config(LLAMA_13B), target, deployment: { instance } }).length;
    assert.equal(of('inf2.xlarge'), 1);
    assert.equal(of('trn1.2xlarge', 'trn1'), 1);
    assert.equal(of('inf2.8xlarge'), 0);
    assert.equal(of('inf2.xlarge', 'trn1'), 0);
    assert.equal(of('p5.48xlarge'), 0);
  });
});

describe('config/weight-dtype', () => {
  const of = (dtype: string) =>
    drafts('config/weight-dtype', { reading: config(LLAMA_13B), deployment: { dtype } }).map(({ key }) => key);

  it('takes what the libraries compute in, however it is spelled', () => {
    for (const dtype of ['bfloat16', 'torch.float16', 'auto', 'BF16']) assert.deepEqual(of(dtype), []);
    assert.deepEqual(of('float32'), ['float32']);
    for (const dtype of ['float64', 'int8', 'float8_e4m3fn']) assert.deepEqual(of(dtype), ['other']);
  });
});

describe('config/sliding-window', () => {
  it('speaks only of windows that are used, and where the class does not know them', () => {
    const of = (modelType: string, cls: string, target: Target, sdk: string, document: Record<string, unknown>) =>
      drafts('config/sliding-window', {
        reading: config({ modelType, architectures: [cls], maxPositions: 32768 }, document),
        target,
        sdk,
        deployment: { route: 'nxd-inference' },
      }).length;
    const qwen = (document: Record<string, unknown>) => of('qwen2', 'Qwen2ForCausalLM', 'trn2', '2.31.0', document);
    assert.equal(qwen({ sliding_window: 4096 }), 1);
    const phi = config(
      { modelType: 'phi3', architectures: ['Phi3ForCausalLM'], maxPositions: 4096 },
      { sliding_window: 2047 },
    );
    const severity = (deployment: Deployment) =>
      drafts('config/sliding-window', { reading: phi, deployment: { route: 'optimum-neuron', ...deployment } })[0]
        ?.severity;
    assert.equal(severity({}), 'info');
    assert.equal(severity({ sequenceLength: 4096 }), 'warning');
    const foreign = config(
      { modelType: 'gpt_oss', architectures: ['GptOssForCausalLM'], maxPositions: 131072 },
      { sliding_window: 128 },
    );
    assert.deepEqual(
      drafts('config/sliding-window', { reading: foreign, deployment: { route: 'optimum-neuron' } }),
      [],
      'the library has no class of the model',
    );
    assert.equal(qwen({ sliding_window: 4096, use_sliding_window: false }), 0);
    assert.equal(qwen({ sliding_window: null }), 0);
    assert.equal(qwen({ sliding_window: 32768 }), 0);
    const mistral = (target: Target) => of('mistral', 'MistralForCausalLM', target, '2.28.0', { sliding_window: 4096 });
    assert.equal(mistral('trn1'), 1);
    assert.equal(mistral('inf2'), 0);
  });
});

describe('config/documented-route', () => {
  const of = (target: Target, sdk: string, deployment: Deployment = {}) =>
    drafts('config/documented-route', { reading: config(LLAMA_13B), target, sdk, deployment })[0];

  it('warns where only a third party still serves language models', () => {
    for (const target of ['inf2', 'trn1'] as const) {
      const found = of(target, '2.33.1');
      assert.equal(found?.severity, 'warning');
      assert.match(found?.message ?? '', /^No library of Neuron SDK 2\.33\.1 serves language models on/);
      assert.match(
        found?.remedy ?? '',
        /SDK 2\.26\.1.*Install optimum-neuron==0\.4\.\*.*NxD Inference needs SDK 2\.28/,
      );
      assert.equal(of(target, '2.28.0')?.severity, 'info');
    }
  });

  it('notes the planned route', () => {
    assert.equal(of('inf2', '2.33.1', { route: 'optimum-neuron' })?.severity, 'info');
    assert.equal(of('trn2', '2.33.1')?.severity, 'info');
  });
});

describe('config/model-type-without-route', () => {
  it('blocks where a document says that the planned library lacks the model', () => {
    const of = (modelType: string, cls: string) =>
      drafts('config/model-type-without-route', {
        reading: config({ modelType, architectures: [cls] }),
        target: 'trn2',
        deployment: { route: 'nxd-inference' },
      })[0];
    const bloom = of('bloom', 'BloomForCausalLM');
    assert.deepEqual([bloom?.severity, bloom?.confidence], ['blocker', 'documented']);
    assert.match(bloom?.why ?? '', /lists BLOOM as not supported/);
    const falcon = of('falcon', 'FalconForCausalLM');
    assert.deepEqual([falcon?.severity, falcon?.confidence], ['warning', 'undocumented']);
  });
});

describe('config/pipeline-route', () => {
  it('tells pipelines that a route lists from those whose models are compiled one by one, and routes that are not there', async () => {
    const of = async (name: string, target: Target, deployment: Deployment = {}) => {
      const [found] = drafts('config/pipeline-route', { reading: await pipeline(name), target, deployment });
      return `${found?.severity}: ${found?.message}`;
    };
    assert.match(await of('StableDiffusionPipeline', 'inf2'), /^info: .*documented route: torch_neuronx\.trace/);
    assert.match(await of('FluxPipeline', 'inf2'), /^info: .*documented route: Optimum Neuron/);
    assert.match(await of('WanPipeline', 'trn2'), /^info: .*documented route: vLLM Neuron/);
    assert.match(await of('StableDiffusion3Pipeline', 'trn2'), /^info: No document names .*TorchNeuron/);
    assert.match(
      await of('StableDiffusionXLPipeline', 'trn2', { route: 'optimum-neuron' }),
      /^warning: Optimum Neuron is not there for StableDiffusionXLPipeline on Trn2/,
    );
    assert.match(await of('FluxPipeline', 'inf2', { route: 'nxd-inference' }), /^blocker: NxD Inference is not there/);
  });
});
