import type { CallMention } from '../../mentions';

/** Words of which a source must hold one to be parsed. */
const WORDS =
  /cuda|neuron|nccl|triton|flash_attn|flash_attention|attn_implementation|xformers|bitsandbytes|load_in_[48]bit|float64|deepspeed|vllm|onnxruntime|tensorrt|sagemaker|\bapex\b|cupy|numba|pynvml|torch\.compile|device_map|torch_xla|gptq|\bawq\b|transformer_engine|nvidia|unsloth|mamba_ssm|causal_conv1d|exllama|autocast|torchrun/i;

/** Modules whose members decide something wherever they are used. */
const MODULES =
  /^(?:torch\.(?:cuda|backends\.(?:cuda|cudnn)|utils\.cpp_extension|amp|compile|neuron|float64|double|complex128|distributed\.init_process_group|set_default_device)|torch_neuronx|torch_neuron|torch_xla|neuronx_distributed|neuronx_distributed_inference|neuronx_distributed_training|neuronxcc|nki|optimum\.neuron|vllm|vllm_neuron|sglang|deepspeed|accelerate|bitsandbytes|flash_attn|xformers|apex|triton|cupy|numba\.cuda|pycuda|pynvml|onnxruntime|tensorrt|torch_tensorrt|torch2trt|tensorrt_llm|sagemaker|auto_gptq|gptqmodel|awq|exllamav2|transformer_engine|unsloth|mamba_ssm|causal_conv1d|transformers_neuronx|cudf|cuml|nvidia)(?:\.|$)/;

/** Methods that move a model or tensor to a CUDA device, or change its type. */
const METHODS: ReadonlySet<string> = new Set(['.cuda', '.double']);

/** Arguments that choose device, type, attention, quantization or hardware. */
const ARGUMENTS: ReadonlySet<string> = new Set(
  (
    'device device_map torch_dtype attn_implementation use_flash_attention_2 load_in_4bit load_in_8bit quantization_config ' +
    'instance_type image_uri providers'
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
