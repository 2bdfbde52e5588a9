import { read } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

const yaml = (text: string) => read('config.yaml', text);
const deepspeed = (value: unknown) => read('ds_config.json', JSON.stringify(value));
const triton = (text: string) => read('model/config.pbtxt', text);

const LORA = 'base_model: a/b\nmicro_batch_size: 1\nsequence_len: 2048\nadapter: lora\n';
const lora = await yaml(LORA);
const accelerate = await yaml(
  'compute_environment: X\ndistributed_type: FSDP\nnum_processes: 8\nmixed_precision: bf16\n',
);
const python = await triton('backend: "python"\nmax_batch_size: 8\ninstance_group [ { kind: KIND_MODEL } ]\n');

const XLA = 'import torch_xla.core.xla_model as xm\nloss.backward()\n';

export const TRAINING_FIXTURES: Readonly<Record<string, Fixture>> = {
  'training/trainer': {
    bad: { reading: lora, target: 'trn2' },
    severity: 'warning',
    says: 'No Neuron document mentions axolotl, the trainer that this file (base_model) is for.',
    good: { reading: accelerate, target: 'trn2' },
  },
  'training/ended-library': {
    bad: { reading: await read('train.py', `${XLA}xm.optimizer_step(optimizer)\n`), target: 'trn1' },
    severity: 'blocker',
    says: 'trains with torch_xla: PyTorch/XLA (torch-xla) is no longer supported for training since SDK 2.30',
    good: {
      reading: await read('infer.py', 'import torch_xla.core.xla_model as xm\nxm.mark_step()\n'),
      target: 'trn1',
    },
  },
  'training/deepspeed': {
    bad: { reading: await deepspeed({ zero_optimization: { stage: 3 }, bf16: { enabled: true } }), target: 'trn2' },
    severity: 'warning',
    says: 'DeepSpeed with ZeRO stage 3 (zero_optimization.stage) is set up, and no Neuron document names DeepSpeed.',
    good: { reading: lora, target: 'trn2' },
  },
  'training/bitsandbytes': {
    bad: {
      reading: await yaml(`${LORA.replace('lora', 'qlora')}load_in_4bit: true\noptimizer: paged_adamw_32bit\n`),
      target: 'trn1',
    },
    severity: 'warning',
    says: 'load_in_4bit, adapter qlora and optimizer paged_adamw_32bit need bitsandbytes (QLoRA)',
    good: { reading: await yaml(`${LORA}load_in_4bit: false\noptimizer: adamw_torch\n`), target: 'trn1' },
  },
  'training/gpu-kernels': {
    bad: {
      reading: await yaml(`${LORA}attn_implementation: flash_attention_2\nliger_rms_norm: true\n`),
      target: 'trn2',
    },
    severity: 'warning',
    says: 'attn_implementation flash_attention_2 and liger_rms_norm select kernels for GPUs',
    good: { reading: await yaml(`${LORA}attn_implementation: sdpa\n`), target: 'trn2' },
  },
  'training/cuda-device': {
    bad: {
      reading: await yaml('model:\n  _component_: torchtune.models.llama3.llama3_8b\ndevice: cuda\n'),
      target: 'trn2',
    },
    severity: 'warning',
    says: 'device cuda names a CUDA device, which a Neuron instance does not have.',
    good: {
      reading: await yaml('model:\n  _component_: torchtune.models.llama3.llama3_8b\ndevice: cpu\n'),
      target: 'trn2',
    },
  },
  'training/fp16': {
    bad: { reading: await deepspeed({ zero_optimization: { stage: 0 }, fp16: { enabled: true } }), target: 'trn1' },
    severity: 'info',
    says: 'The config trains in FP16 (fp16.enabled), which needs a scaled loss',
    good: { reading: await deepspeed({ zero_optimization: { stage: 0 }, bf16: { enabled: true } }), target: 'trn1' },
  },
  'serving/triton-backend': {
    bad: { reading: await triton('name: "bert"\nplatform: "tensorrt_plan"\ninstance_group [ { kind: KIND_GPU } ]\n') },
    severity: 'warning',
    says: 'The Triton model bert uses the platform tensorrt_plan on KIND_GPU, which does not run on NeuronCores.',
    good: { reading: python },
  },
  'serving/triton-batch': {
    bad: { reading: python, deployment: { batchSize: 4 } },
    severity: 'warning',
    says: 'Triton may send batches of max_batch_size 8 to a model that is compiled for 4.',
    good: { reading: python, deployment: { batchSize: 8 } },
  },
};
