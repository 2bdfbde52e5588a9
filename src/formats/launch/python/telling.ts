import type { CallMention } from '../../mentions';

/** Words of which a source must hold one to be parsed. */
const WORDS =
  /cuda|neuron|nccl|triton|flash_attn|flashinfer|flash_attention|attn_implementation|xformers|bitsandbytes|_bnb_|paged_adam|load_in_[48]bit|deepspeed|vllm|sglang|lmdeploy|onnxruntime|tensorrt|sagemaker|\bapex\b|cupy|pynvml|torch\.compile|torch_xla|gptq|\bawq\b|transformer_engine|nvidia|unsloth|mamba_ssm|causal_conv1d|exllama|autocast|torchrun|horovod|megatron|\bnemo\b|cudf|cuml|grouped_gemm|megablocks/i;

/** Modules whose members decide something wherever they are used. */
const MODULES = new RegExp(
  `^(?:${[
    'torch\\.(?:cuda|backends\\.(?:cuda|cudnn)|utils\\.cpp_extension|amp|compile|neuron|distributed\\.init_process_group|set_default_device)',
    'torch_neuronx|torch_neuron|torch_xla|neuronx_distributed|neuronx_distributed_inference|neuronx_distributed_training|neuronxcc|nki|optimum\\.neuron|vllm_neuron|transformers_neuronx',
    'vllm|sglang|lmdeploy|deepspeed|horovod|megatron|nemo|accelerate|unsloth',
    'bitsandbytes|auto_gptq|gptqmodel|awq|exllamav2|flash_attn|flashinfer|xformers|apex|triton|transformer_engine|mamba_ssm|causal_conv1d|grouped_gemm|megablocks',
    'cupy|numba\\.cuda|pycuda|pynvml|cudf|cuml|nvidia|onnxruntime|tensorrt|torch_tensorrt|torch2trt|tensorrt_llm|sagemaker',
  ].join('|')})(?:\\.|$)`,
);

/** Methods that move a model or tensor to a CUDA device, or change its type. */
const METHODS: ReadonlySet<string> = new Set(['.cuda', '.double']);

/** Arguments that choose device, type, attention, quantization or hardware. */
const ARGUMENTS: ReadonlySet<string> = new Set(
  (
    'device device_map torch_dtype attn_implementation use_flash_attention_2 load_in_4bit load_in_8bit quantization_config ' +
    'instance_type image_uri providers optim ddp_backend'
  ).split(' '),
);

/** Whether a source may tell anything; cheap, asked before it is parsed. */
export function mayTellPython(text: string): boolean {
  return WORDS.test(text);
}

export function isTellingImport(name: string): boolean {
  return MODULES.test(name);
}

export function isTellingName(name: string): boolean {
  return MODULES.test(name);
}

export function isTellingCall({ name, arguments: given }: CallMention): boolean {
  if (MODULES.test(name) || METHODS.has(name)) return true;
  return given.some(
    (argument) => (argument.name !== null && ARGUMENTS.has(argument.name)) || isCudaDevice(argument.value),
  );
}

/** "cuda", "cuda:0". */
export function isCudaDevice(value: unknown): boolean {
  return typeof value === 'string' && /^cuda(?::\d+)?$/.test(value);
}
