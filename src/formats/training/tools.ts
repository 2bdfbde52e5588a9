/** Which trainer a YAML file is written for, by its keys. */
import { type DataObject, isDataObject, valueAt } from '../../text/data';

export const TRAINERS = [
  'axolotl',
  'LLaMA-Factory',
  'torchtune',
  'GPT-NeoX',
  'NeMo',
  'Accelerate',
  'NxD Training',
] as const;
export type Trainer = (typeof TRAINERS)[number];

/** Parts of texts of which one at least stands in every such file: others are not parsed. */
const MARKERS = [
  'base_model',
  'torchtune',
  'model_name_or_path',
  'kernel_config',
  'peft_config',
  'pipe_parallel_size',
  'pipe-parallel-size',
  'train_micro_batch_size_per_gpu',
  'data_path',
  'data-path',
  'attention_config',
  'attention-config',
  'text_gen_type',
  'checkpoint_factor',
  'model_parallel_size',
  'base_results_dir',
  'results_dir',
  'exp_manager',
  'launcher_scripts',
  'megatron',
  'nemo',
  'NeMo',
  'dgrad',
  'distributed_type',
  'vocab_file',
  'vocab-file',
  'global_num_gpus',
  'finetuning_type',
] as const;

export function mayBeTrainer(text: string): boolean {
  return MARKERS.some((marker) => text.includes(marker));
}

/** The trainer; null where the keys are those of none. `text`: of the whole file, for words that only a template or a comment holds. */
export function trainerOf(config: DataObject, text: string): Trainer | null {
  for (const [trainer, isOf] of RECOGNISERS) if (isOf(config, text)) return trainer;
  return null;
}

const has = (config: DataObject, ...keys: string[]) => keys.filter((key) => Object.hasOwn(config, key)).length;

const RECOGNISERS: readonly (readonly [Trainer, (config: DataObject, text: string) => boolean])[] = [
  [
    'Accelerate',
    (config) => has(config, 'compute_environment', 'distributed_type', 'num_processes', 'num_machines') >= 3,
  ],
  [
    'NxD Training',
    (config, text) =>
      has(config, 'distributed_strategy', 'data', 'model', 'trainer') >= 3 && /\bneuron|nxd|hf_llama|xla/i.test(text),
  ],
  [
    'axolotl',
    (config) =>
      has(config, 'base_model') === 1 &&
      has(
        config,
        'micro_batch_size',
        'sequence_len',
        'datasets',
        'num_epochs',
        'adapter',
        'sample_packing',
        'lora_r',
      ) >= 2,
  ],
  ['LLaMA-Factory', isLlamaFactory],
  ['torchtune', isTorchtune],
  ['GPT-NeoX', isNeox],
  ['NeMo', isNemo],
];

function isLlamaFactory(config: DataObject): boolean {
  if (has(config, 'model_name_or_path') === 1)
    return (
      has(
        config,
        'stage',
        'finetuning_type',
        'template',
        'cutoff_len',
        'adapter_name_or_path',
        'infer_backend',
        'export_dir',
      ) >= 1
    );
  // The second version of the tool.
  return (
    typeof config.model === 'string' &&
    has(
      config,
      'model_class',
      'kernel_config',
      'dist_config',
      'peft_config',
      'train_dataset',
      'sample_backend',
      'quant_config',
    ) >= 1
  );
}

/** Its parts are named by `_component_: torchtune.…`. */
function isTorchtune(config: DataObject): boolean {
  return Object.values(config).some((part) => {
    const component = isDataObject(part) ? part._component_ : undefined;
    return typeof component === 'string' && component.startsWith('torchtune.');
  });
}

/** Keys of GPT-NeoX, which are spelled with "_" or "-". */
const NEOX = [
  'pipe_parallel_size',
  'model_parallel_size',
  'gpt_j_residual',
  'pos_emb',
  'no_weight_tying',
  'checkpoint_factor',
  'data_impl',
  'attention_config',
  'text_gen_type',
  'sparsity_config',
  'merge_file',
  'vocab_file',
  'tensorboard_dir',
  'train_data_paths',
  'data_path',
  'global_num_gpus',
  'output_layer_parallelism',
];

function isNeox(config: DataObject): boolean {
  const keys = new Set(Object.keys(config).map((key) => key.replaceAll('-', '_')));
  const found = NEOX.filter((key) => keys.has(key)).length;
  const small =
    keys.size <= 3 && (keys.has('attention_config') || keys.has('text_gen_type') || keys.has('sparsity_config'));
  return found >= 2 || small || (keys.has('text_gen_type') && keys.has('maximum_tokens'));
}

/** Parts of NeMo's trainers, launcher and overlap settings. */
function isNemo(config: DataObject, text: string): boolean {
  const { run, trainer, model } = config;
  if (
    isDataObject(trainer) &&
    has(config, 'model', 'exp_manager', 'inference', 'restore_from_path', 'gpt_model_file', 'indexing') >= 1
  ) {
    const lightning = has(trainer, 'devices', 'num_nodes', 'precision', 'accelerator') >= 2;
    if (lightning && /nemo|megatron|exp_manager|base_results_dir|indexing/i.test(text)) return true;
  }
  if (isDataObject(run) && /base_results_dir|launcher_scripts|nemo|megatron|bignlp/i.test(text)) return true;
  if (isDataObject(run) && has(run, 'name', 'results_dir', 'time_limit', 'dependency') >= 3) return true;
  if (isDataObject(model) && typeof valueAt(model, ['tensor_model_parallel_size']) === 'number') return true;
  if (has(config, 'tensor_model_parallel_size', 'pipeline_model_parallel_size') === 2) return true;
  if (has(config, 'qkv_dgrad', 'fc1_dgrad', 'qkv_fprop', 'proj_fprop') >= 2) return true;
  if (has(config, 'gpus_per_task', 'gpus_per_node', 'srun_args', 'partition') >= 3) return true;
  return /(?:_target_|cls): nemo\.collections\./.test(text);
}
