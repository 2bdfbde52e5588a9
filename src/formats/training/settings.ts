/** What trainers call the settings that decide a migration. */
import { type DataObject, type DataPath, valueAt } from '../../text/data';
import type { Trainer } from './tools';

export const SETTING_NAMES = [
  'model',
  'optimizer',
  'precision',
  'fp16',
  'bf16',
  'fp8',
  'load4bit',
  'load8bit',
  'quantization',
  'adapter',
  'attention',
  'flashAttention',
  'deepspeed',
  'device',
  'backend',
  'distributed',
  'tensorParallel',
  'pipelineParallel',
  'sequenceLength',
  'microBatchSize',
  'gradientAccumulation',
  'xformers',
  'transformerEngine',
  'fp8Format',
  'unsloth',
  'liger',
  'kernels',
  'megatronAmp',
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];

export interface Setting {
  readonly value: string | number | boolean;
  readonly path: DataPath;
}

export type Settings = ReadonlyMap<SettingName, Setting>;

type Table = Partial<Record<SettingName, readonly DataPath[]>>;

const TABLES: Readonly<Record<Trainer, Table>> = {
  axolotl: {
    model: [['base_model']],
    optimizer: [['optimizer']],
    fp16: [['fp16'], ['float16']],
    bf16: [['bf16'], ['bfloat16']],
    fp8: [['fp8']],
    load4bit: [['load_in_4bit']],
    load8bit: [['load_in_8bit']],
    quantization: [
      ['quantization', 'weight_dtype'],
      ['qat', 'weight_dtype'],
    ],
    adapter: [['adapter']],
    attention: [['attn_implementation']],
    flashAttention: [['flash_attention'], ['flash_attn']],
    xformers: [['xformers_attention']],
    deepspeed: [['deepspeed']],
    tensorParallel: [['tensor_parallel_size']],
    sequenceLength: [['sequence_len']],
    microBatchSize: [['micro_batch_size']],
    gradientAccumulation: [['gradient_accumulation_steps']],
    unsloth: [['unsloth_lora_mlp'], ['unsloth_lora_qkv'], ['unsloth_cross_entropy_loss']],
    liger: [['liger_rms_norm'], ['liger_rope'], ['liger_fused_linear_cross_entropy']],
    kernels: [['lora_mlp_kernel'], ['lora_qkv_kernel'], ['lora_o_kernel']],
  },
  'LLaMA-Factory': {
    model: [['model_name_or_path'], ['model']],
    optimizer: [['optim']],
    fp16: [['fp16']],
    bf16: [['bf16']],
    fp8: [['fp8']],
    quantization: [['quantization_method'], ['quantization_bit'], ['quant_config', 'name']],
    adapter: [['finetuning_type'], ['peft_config', 'name']],
    attention: [['flash_attn']],
    deepspeed: [['deepspeed'], ['dist_config', 'config_file']],
    sequenceLength: [['cutoff_len']],
    microBatchSize: [['per_device_train_batch_size'], ['micro_batch_size']],
    gradientAccumulation: [['gradient_accumulation_steps']],
    unsloth: [['use_unsloth']],
    liger: [['enable_liger_kernel']],
    tensorParallel: [['tensor_model_parallel_size']],
    kernels: [['kernel_config', 'name']],
  },
  torchtune: {
    model: [['model', '_component_']],
    optimizer: [['optimizer', '_component_']],
    precision: [['dtype']],
    device: [['device']],
    quantization: [['quantizer', '_component_']],
    tensorParallel: [['tensor_parallel_dim']],
    sequenceLength: [['tokenizer', 'max_seq_len']],
    microBatchSize: [['batch_size']],
    gradientAccumulation: [['gradient_accumulation_steps']],
  },
  'GPT-NeoX': {
    optimizer: [['optimizer', 'type']],
    fp16: [
      ['fp16', 'enabled'],
      ['fp16', 'fp16'],
    ],
    bf16: [['bf16', 'enabled']],
    precision: [['precision'], ['fp16', 'type']],
    backend: [['distributed_backend'], ['distributed-backend']],
    deepspeed: [['zero_optimization', 'stage']],
    tensorParallel: [['model_parallel_size'], ['model-parallel-size']],
    pipelineParallel: [['pipe_parallel_size'], ['pipe-parallel-size']],
    sequenceLength: [['seq_length'], ['seq-length']],
    microBatchSize: [['train_micro_batch_size_per_gpu']],
    gradientAccumulation: [['gradient_accumulation_steps']],
    transformerEngine: [['te_columnparallel'], ['te_layernorm_mlp'], ['te_mha']],
    fp8Format: [['te_fp8_format']],
  },
  NeMo: {
    optimizer: [['model', 'optim', 'name']],
    precision: [['trainer', 'precision']],
    device: [['trainer', 'accelerator']],
    tensorParallel: [['model', 'tensor_model_parallel_size']],
    pipelineParallel: [['model', 'pipeline_model_parallel_size']],
    sequenceLength: [
      ['model', 'data', 'seq_length'],
      ['model', 'encoder_seq_length'],
    ],
    microBatchSize: [['model', 'micro_batch_size']],
    transformerEngine: [['model', 'transformer_engine']],
    fp8: [['model', 'fp8']],
    megatronAmp: [['model', 'megatron_amp_O2']],
  },
  Accelerate: {
    distributed: [['distributed_type']],
    precision: [['mixed_precision']],
    deepspeed: [
      ['deepspeed_config', 'zero_stage'],
      ['deepspeed_config', 'deepspeed_config_file'],
    ],
  },
  'NxD Training': {
    precision: [
      ['precision', 'type'],
      ['trainer', 'precision'],
    ],
    tensorParallel: [['distributed_strategy', 'tensor_model_parallel_size']],
    pipelineParallel: [['distributed_strategy', 'pipeline_model_parallel_size']],
    microBatchSize: [['data', 'micro_batch_size']],
    sequenceLength: [['data', 'seq_length']],
  },
};

/** The settings of a trainer's file that are stated as plain values, with their places. */
export function trainerSettings(trainer: Trainer, config: DataObject): Settings {
  const found = new Map<SettingName, Setting>();
  for (const name of SETTING_NAMES)
    for (const path of TABLES[trainer][name] ?? []) {
      const value = valueAt(config, path);
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      found.set(name, { value, path });
      break;
    }
  return found;
}
