import type { CallMention } from '../../../formats/mentions';
import { mentionRule } from '../../define';
import { listed, sentences } from '../../words';
import { placesAt } from '../places';
import { knowsNeuron } from './aware';

/** Modules that are CUDA kernels or write them, and what does their work on Neuron. */
const KERNELS: readonly { readonly module: RegExp; readonly name: string; readonly instead: string }[] = [
  { module: /^triton(?:\.|$)/, name: 'Triton', instead: 'Triton kernels are rewritten with NKI' },
  {
    module: /^torch\.utils\.cpp_extension(?:\.|$)/,
    name: 'torch.utils.cpp_extension',
    instead: 'CUDA extensions are rewritten with NKI',
  },
  { module: /^cupy(?:\.|$)/, name: 'CuPy', instead: 'Arrays of CuPy become PyTorch tensors or NumPy arrays' },
  {
    module: /^(?:numba\.cuda|pycuda)(?:\.|$)/,
    name: 'Numba CUDA or PyCUDA',
    instead: 'CUDA kernels are rewritten with NKI',
  },
  {
    module: /^flash_attn(?:\.|$)/,
    name: 'flash_attn',
    instead: 'Use scaled_dot_product_attention, or the attention kernels of the NKI library',
  },
  { module: /^xformers(?:\.|$)/, name: 'xformers', instead: 'Use scaled_dot_product_attention in place of xformers' },
  { module: /^apex(?:\.|$)/, name: 'apex', instead: 'Use the optimizers and norms of PyTorch in place of apex' },
  {
    module: /^transformer_engine(?:\.|$)/,
    name: 'transformer_engine',
    instead: 'Use plain PyTorch layers in BF16 in place of Transformer Engine',
  },
  {
    module: /^(?:mamba_ssm|causal_conv1d)(?:\.|$)/,
    name: 'mamba_ssm or causal_conv1d',
    instead: 'State space models need a plain PyTorch scan or an NKI kernel',
  },
  {
    module: /^(?:tensorrt|torch_tensorrt|torch2trt|tensorrt_llm)(?:\.|$)/,
    name: 'TensorRT',
    instead: 'Compile the PyTorch model for Neuron in place of a TensorRT engine',
  },
  {
    module: /^(?:bitsandbytes|auto_gptq|gptqmodel|awq|exllamav2)(?:\.|$)/,
    name: 'bitsandbytes, GPTQ or AWQ kernels',
    instead: 'Start from the BF16 checkpoint and quantize with a method of the route',
  },
  { module: /^(?:cudf|cuml)(?:\.|$)/, name: 'RAPIDS', instead: 'Prepare data on the CPU' },
  {
    module: /^(?:pynvml|nvidia)(?:\.|$)/,
    name: 'NVIDIA libraries',
    instead: 'Use neuron-monitor for the load of devices',
  },
];

/** Code that is written for CUDA, below PyTorch. */
export const customKernel = mentionRule(
  {
    id: 'code/custom-kernel',
    phase: 'integration',
    fix: 'config',
    page: {
      title: 'CUDA kernels in code',
      what: 'Reports imports of Triton, CUDA extensions of PyTorch, CuPy, flash_attn, xformers, apex, TensorRT, bitsandbytes and their like in Python and notebooks, one finding a file. Imports inside try are optional and left alone, and so is code that imports libraries of Neuron.',
      why: 'They are compiled for NVIDIA GPUs. The compiler of Neuron takes what PyTorch traces; kernels of your own are written with NKI.',
      fix: 'Replace the kernel by plain PyTorch, by a kernel of the NKI library, or write it with NKI.',
      example: {
        before: 'from flash_attn import flash_attn_func\nout = flash_attn_func(q, k, v, causal=True)',
        after: 'out = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)',
        language: 'python',
      },
      sources: ['cuda-kernels', 'nki-about'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    if (knowsNeuron(reading)) return;
    const uses = reading.mentions.calls.filter(
      ({ kind, name }) => kind === 'import' || /^(?:triton|torch\.utils\.cpp_extension)\./.test(name),
    );
    const found = KERNELS.map((kernel) => ({
      kernel,
      uses: uses.filter(({ name }: CallMention) => kernel.module.test(name)),
    }));
    const used = found.filter((one) => one.uses.length > 0);
    if (used.length === 0) return;
    const modules = [...new Set(used.flatMap((one) => one.uses.map(({ name }) => moduleName(name))))];
    yield {
      key: 'kernels',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Replace CUDA kernels',
      message: `The code uses ${listed(modules, 6)}, which ${modules.length === 1 ? 'is' : 'are'} made of CUDA kernels that do not run on Neuron.`,
      why: 'The kernels are compiled for NVIDIA GPUs; on Neuron kernels are written with NKI.',
      remedy: sentences(...used.map(({ kernel }) => kernel.instead)),
      sources: ['cuda-kernels', 'nki-about'],
      ...placesAt(
        reading.path,
        used.flatMap((one) => one.uses.map(({ range }) => range)),
      ),
    };
  },
);

function moduleName(name: string): string {
  return name.startsWith('torch.utils.cpp_extension') ? 'torch.utils.cpp_extension' : (name.split('.')[0] ?? name);
}
