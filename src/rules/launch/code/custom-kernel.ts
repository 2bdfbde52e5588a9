import type { CallMention } from '../../../formats/mentions';
import type { Knowledge } from '../../../neuron/knowledge';
import { mentionRule } from '../../define';
import { adviceFor, listed, sentences } from '../../words';
import { placesAt } from '../places';
import { knowsNeuron } from './aware';

/** What is known of a module that is made for GPUs. */
interface GpuModule {
  /** As the code names it. */
  readonly name: string;
  readonly what: string;
  readonly remedy: string;
  readonly sources: readonly string[];
}

/** Packages whose modules have other names than they. */
const PACKAGES: readonly (readonly [module: RegExp, name: string])[] = [
  [/^awq(?:\.|$)/, 'autoawq'],
  [/^numba\.cuda(?:\.|$)/, 'numba-cuda'],
  [/^nvidia\.dali(?:\.|$)/, 'nvidia-dali'],
  [/^nemo(?:\.|$)/, 'nemo-toolkit'],
  [/^megatron(?:\.|$)/, 'megatron-core'],
];
/** Telling modules that are for any device. */
const ANY_DEVICE = /^(?:torch|vllm|accelerate|sagemaker|onnxruntime)(?:\.|$)/;
const EXTENSION = /^torch\.utils\.cpp_extension(?:\.|$)/;

/** Code that stands on packages of GPUs, below PyTorch or beside it. */
export const customKernel = mentionRule(
  {
    id: 'code/custom-kernel',
    phase: 'integration',
    fix: 'config',
    page: {
      title: 'Code that stands on CUDA kernels',
      what: 'Reports imports of packages that are made for GPUs (Triton, flash_attn, xformers, apex, bitsandbytes, DeepSpeed, TensorRT, CuPy …) and CUDA extensions of PyTorch (torch.utils.cpp_extension) in Python and notebooks, one finding a file. Imports inside try are optional and left alone, and so is code that imports libraries of Neuron.',
      why: 'They are compiled for NVIDIA GPUs. The compiler of Neuron takes what PyTorch traces; kernels of your own are written with NKI.',
      fix: 'Replace the package by plain PyTorch, by a kernel of the NKI library, or write the kernel with NKI.',
      example: {
        before: 'from flash_attn import flash_attn_func\nout = flash_attn_func(q, k, v, causal=True)',
        after: 'out = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)',
        language: 'python',
      },
      sources: ['cuda-faq', 'cuda-kernels', 'nki-about'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge, settings }) {
    if (knowsNeuron(reading)) return;
    const found = reading.mentions.calls.flatMap((call) => {
      const module = gpuModule(call, knowledge, settings.sdk);
      return module === null ? [] : [{ module, range: call.range }];
    });
    const modules = [...new Map(found.map(({ module }) => [module.name, module])).values()];
    if (modules.length === 0) return;
    yield {
      key: 'kernels',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Replace packages and kernels for GPUs',
      message: `The code uses ${listed(
        modules.map(({ name }) => name),
        6,
      )}, which ${modules.length === 1 ? 'is' : 'are'} made for NVIDIA GPUs.`,
      why: sentences(...modules.map(({ name, what }) => `${name} ${what}`)),
      remedy: sentences(...modules.map(({ name, remedy }) => adviceFor(name, remedy))),
      sources: [...new Set([...modules.flatMap(({ sources }) => sources), 'nki-about'])],
      ...placesAt(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

function gpuModule({ kind, name }: CallMention, knowledge: Knowledge, sdk: string): GpuModule | null {
  if (EXTENSION.test(name))
    return {
      name: 'torch.utils.cpp_extension',
      what: 'builds CUDA code into PyTorch',
      remedy: 'Rewrite the kernels with NKI, or in plain PyTorch.',
      sources: ['cuda-kernels'],
    };
  // Kernels of Triton are decorated functions, wherever the module was imported.
  if ((kind !== 'import' && !name.startsWith('triton.')) || ANY_DEVICE.test(name)) return null;
  const root = name.split('.', 1)[0] ?? name;
  const known = PACKAGES.find(([module]) => module.test(name))?.[1] ?? root.toLowerCase().replaceAll('_', '-');
  const claim = knowledge.gpuPackage(known, [], sdk);
  // Others are for GPUs only in some builds, or have a part on the host.
  if (claim === null || claim.severity !== 'warning' || claim.id === 'tensorflow') return null;
  return {
    name: root === 'numba' ? 'numba.cuda' : root,
    what: claim.what,
    remedy: claim.remedy,
    sources: claim.sources,
  };
}
