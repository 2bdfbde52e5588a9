import { config, read, type Situation } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

/** Llama 2 13B in half precision. */
export const LLAMA_13B = {
  modelType: 'llama',
  architectures: ['LlamaForCausalLM'],
  torchDtype: 'float16',
  hiddenSize: 5120,
  layers: 40,
  attentionHeads: 40,
  keyValueHeads: 40,
  parameters: 13_015_864_320,
};
const PHI3 = { modelType: 'phi3', architectures: ['Phi3ForCausalLM'] };
const GEMMA3 = { modelType: 'gemma3', architectures: ['Gemma3ForCausalLM'] };
const QWEN3_MOE = { modelType: 'qwen3_moe', architectures: ['Qwen3MoeForCausalLM'] };
const BERT = { modelType: 'bert', architectures: ['BertModel'] };
/** `model_index.json` of a pipeline. */
export const pipeline = (name: string) =>
  read(
    'model_index.json',
    JSON.stringify({
      _class_name: name,
      _diffusers_version: '0.30.0',
      unet: ['diffusers', 'UNet2DConditionModel'],
      vae: ['diffusers', 'AutoencoderKL'],
    }),
  );
const STABLE_DIFFUSION = await pipeline('StableDiffusionPipeline');
const STABLE_DIFFUSION_3 = await pipeline('StableDiffusion3Pipeline');
const FLUX = await pipeline('FluxPipeline');
const on = (instance: string, tensorParallel: number): Situation => ({
  reading: config(LLAMA_13B),
  deployment: { instance, tensorParallel, batchSize: 1, sequenceLength: 512, dtype: 'float16' },
});

export const CONFIG_FIXTURES: Readonly<Record<string, Fixture>> = {
  'config/device-memory': {
    bad: on('inf2.8xlarge', 1),
    severity: 'warning',
    says: 'needs 26 GB of device memory on each core as planned, and the core has 16 GB',
    good: on('inf2.8xlarge', 2),
  },
  'config/host-memory': {
    bad: on('inf2.xlarge', 2),
    severity: 'warning',
    says: 'inf2.xlarge has 16 GB of host memory (RAM) for the 26 GB of weights',
    good: on('inf2.8xlarge', 2),
  },
  'config/weight-dtype': {
    bad: { reading: config({ ...LLAMA_13B, torchDtype: 'float32' }) },
    severity: 'info',
    says: 'llama (LlamaForCausalLM) is stored in float32',
    good: { reading: config(LLAMA_13B) },
  },
  'config/sliding-window': {
    bad: {
      reading: config(PHI3, { sliding_window: 2047 }),
      deployment: { route: 'optimum-neuron', sequenceLength: 4096 },
    },
    severity: 'warning',
    says: 'Optimum Neuron does not apply the sliding_window of 2047 tokens of phi3 (Phi3ForCausalLM)',
    good: {
      reading: config(PHI3, { sliding_window: 2047 }),
      deployment: { route: 'optimum-neuron', sequenceLength: 2047 },
    },
  },
  'config/head-size': {
    bad: { reading: config({ ...GEMMA3, headDim: 256 }), target: 'trn2' },
    severity: 'info',
    says: 'have size 256 (head_dim), above the 128',
    good: { reading: config({ ...GEMMA3, headDim: 128 }), target: 'trn2' },
  },
  'config/attention-implementation': {
    bad: {
      reading: config(BERT, { _attn_implementation: 'flash_attention_2' }),
      deployment: { route: 'torch-neuronx' },
    },
    severity: 'warning',
    says: 'asks for the attention implementation flash_attention_2 (_attn_implementation)',
    good: { reading: config(BERT, { _attn_implementation: 'sdpa' }), deployment: { route: 'torch-neuronx' } },
  },
  'config/remote-code': {
    bad: { reading: config(BERT, { auto_map: { AutoModel: 'modeling_own.OwnModel' } }) },
    severity: 'info',
    says: 'brings model code of its own (auto_map: modeling_own.OwnModel)',
    good: { reading: config(BERT, { auto_map: { AutoConfig: 'configuration_own.OwnConfig' } }) },
  },
  'config/pipeline-route': {
    bad: { reading: STABLE_DIFFUSION_3, deployment: { route: 'optimum-neuron' } },
    severity: 'warning',
    says: 'Optimum Neuron does not list the pipeline StableDiffusion3Pipeline.',
    good: { reading: STABLE_DIFFUSION, workload: 'training' },
  },
  'config/pipeline-device-memory': {
    bad: { reading: FLUX, deployment: { route: 'optimum-neuron', instance: 'inf2.8xlarge' } },
    severity: 'warning',
    says: 'FluxPipeline is documented with 8 cores, whose device memory its models share, and 2 cores are planned.',
    good: { reading: FLUX, deployment: { route: 'optimum-neuron', instance: 'inf2.24xlarge', tensorParallel: 8 } },
  },
  'config/pipeline-host-memory': {
    bad: { reading: STABLE_DIFFUSION, deployment: { instance: 'inf2.xlarge' } },
    severity: 'warning',
    says: 'Compiling StableDiffusionPipeline takes about 35 GB of host memory (RAM), and inf2.xlarge has 16 GB.',
    good: { reading: STABLE_DIFFUSION, deployment: { instance: 'inf2.8xlarge' } },
  },
  'config/planned-limits': {
    bad: { reading: config(QWEN3_MOE), target: 'trn2', deployment: { route: 'nxd-inference', batchSize: 1 } },
    severity: 'warning',
    says: 'The planned batch size 1 is below what the documents cover for qwen3_moe (Qwen3MoeForCausalLM).',
    good: { reading: config(QWEN3_MOE), target: 'trn2', deployment: { route: 'nxd-inference', batchSize: 16 } },
  },
  'config/tied-embeddings': {
    bad: {
      reading: config(LLAMA_13B, { tie_word_embeddings: true }),
      target: 'trn2',
      deployment: { route: 'nxd-inference' },
    },
    severity: 'info',
    says: 'has tied embeddings (tie_word_embeddings), which NxD Inference loads from a local folder only',
    good: {
      reading: config(LLAMA_13B, { tie_word_embeddings: true }),
      target: 'trn2',
      deployment: { route: 'vllm-neuron' },
    },
  },
};
