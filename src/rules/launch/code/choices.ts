import type { CallMention } from '../../../formats/mentions';
import type { TextRange } from '../../../model/finding';
import { mentionRule } from '../../define';
import type { Draft } from '../../rule';
import { listed } from '../../words';
import { placesAt } from '../places';
import { argumentOf, knowsNeuron } from './aware';

interface Choice {
  readonly key: string;
  readonly action: string;
  /** What of a call is such a choice, as it is shown; null where it is none. */
  readonly shown: (call: CallMention) => string | null;
  readonly message: (shown: string) => string;
  readonly why: string;
  readonly remedy: string;
  readonly sources: readonly string[];
}

const CHOICES: readonly Choice[] = [
  {
    key: 'attention',
    action: 'Choose an attention that runs on Neuron',
    shown: (call) => {
      const named = argumentOf(call, 'attn_implementation');
      if (typeof named === 'string' && /^flash_attention_[23]$/.test(named)) return `attn_implementation="${named}"`;
      return argumentOf(call, 'use_flash_attention_2') === true ? 'use_flash_attention_2=True' : null;
    },
    message: (shown) => `${shown} needs the package flash-attn, which is made of CUDA kernels.`,
    why: 'Libraries of Neuron bring attention kernels of their own; a traced or compiled model keeps plain attention.',
    remedy:
      'Use attn_implementation="sdpa" or "eager"; the training classes of Optimum Neuron take flash_attention_2 as the name of their own kernel.',
    sources: ['cuda-faq', 'nki-attention-cte'],
  },
  {
    key: 'quantization',
    action: 'Replace quantization by CUDA kernels',
    shown: ({ name, ...call }) => {
      const last = name.slice(name.lastIndexOf('.') + 1);
      if (/^(?:BitsAndBytesConfig|GPTQConfig|AwqConfig)$/.test(last)) return last;
      const bits = ['load_in_4bit', 'load_in_8bit'].find((one) => argumentOf({ name, ...call }, one) === true);
      return bits === undefined ? null : `${bits}=True`;
    },
    message: (shown) => `${shown} quantizes with CUDA kernels (bitsandbytes, GPTQ, AWQ), which Neuron does not have.`,
    why: 'NxD Inference quantizes checkpoints itself (INT8, FP8), and vLLM Neuron takes static FP8 of ModelOpt.',
    remedy: 'Load the model in BF16, and quantize with a method of the route if the memory asks for it.',
    sources: ['nxdi-weight-quantization', 'vllm-features-quantization'],
  },
  {
    key: 'optimizer',
    action: 'Choose an optimizer of PyTorch',
    shown: (call) => {
      const optimizer = argumentOf(call, 'optim');
      return typeof optimizer === 'string' && /^paged_|_bnb_|_8bit$|_apex_/.test(optimizer)
        ? `optim="${optimizer}"`
        : null;
    },
    message: (shown) => `${shown} is an optimizer of bitsandbytes or apex, which is made of CUDA kernels.`,
    why: 'A Neuron instance has no CUDA device.',
    remedy: 'Use optim="adamw_torch"; Optimum Neuron spreads the optimizer states with ZeRO-1.',
    sources: ['cuda-faq', 'optimum-distributed-training'],
  },
  {
    key: 'backend',
    action: 'Choose the collective backend of Neuron',
    shown: (call) => {
      const init = /(?:^|\.)init_process_group$|^deepspeed\.init_distributed$/.test(call.name);
      const backend = init
        ? (argumentOf(call, 'backend', 0) ?? argumentOf(call, 'dist_backend', 0))
        : argumentOf(call, 'ddp_backend');
      return typeof backend === 'string' && /nccl/.test(backend) ? `the backend "${backend}"` : null;
    },
    message: (shown) => `The process group is made with ${shown}, which needs NVIDIA GPUs.`,
    why: 'Collectives between NeuronCores go through the backend of the framework: "xla" with PyTorch/XLA, "neuron" with TorchNeuron.',
    remedy: 'Choose the backend by the route, or leave it to the library that launches the job.',
    sources: ['xla-process-group', 'torchneuron-overview'],
  },
  {
    key: 'compile',
    action: 'Compile with the backend of Neuron',
    shown: (call) => {
      if (call.name !== 'torch.compile' || call.arguments.some(({ name }) => name === '**')) return null;
      const given = call.arguments.find(({ name }) => name === 'backend');
      if (given === undefined) return 'torch.compile without a backend';
      const backend = given.value;
      const foreign =
        typeof backend === 'string' && /^(?:inductor|cudagraphs|onnxrt|tensorrt|torch_tensorrt)$/.test(backend);
      return foreign ? `torch.compile(backend="${backend}")` : null;
    },
    message: (shown) => `The code calls ${shown}, which compiles for GPUs and CPUs.`,
    why: 'The default of torch.compile is Inductor. TorchNeuron (Trn2, Trn3) has a backend of its own, which compiles whole graphs for static shapes.',
    remedy:
      'Use torch.compile(model, backend="neuron") with TorchNeuron; on Inf2 and Trn1 trace the model with torch_neuronx.trace.',
    sources: ['torchneuron-overview', 'torchneuron-compile-2.33'],
  },
  {
    key: 'providers',
    action: 'Replace the execution providers of ONNX Runtime',
    shown: (call) => {
      const providers = argumentOf(call, 'providers', 2);
      const names = Array.isArray(providers)
        ? providers.map((one: unknown) => (Array.isArray(one) ? one[0] : one))
        : [];
      const found = names.filter(
        (one): one is string =>
          typeof one === 'string' && /^(?:CUDA|Tensorrt|ROCM|NvTensorRTRTX)ExecutionProvider$/.test(one),
      );
      return found.length === 0 ? null : listed(found);
    },
    message: (shown) =>
      `ONNX Runtime is asked for ${shown}, which needs an NVIDIA GPU; there is no provider for Neuron.`,
    why: 'Neuron does not run ONNX files: the model is rebuilt in PyTorch and compiled. With a CPU provider behind it the session runs on the CPU without an error.',
    remedy: 'Compile the PyTorch model that the ONNX file came from.',
    sources: ['onnx-faq', 'onnx-faq-2.33'],
  },
];

/** Arguments that choose something which only GPUs have. */
export const gpuChoices = mentionRule(
  {
    id: 'code/gpu-choice',
    phase: 'integration',
    fix: 'config',
    page: {
      title: 'Arguments that only GPUs can serve',
      what: 'Reports attn_implementation="flash_attention_2", quantization with bitsandbytes, GPTQ or AWQ, optimizers of bitsandbytes and apex, process groups with the backend nccl, torch.compile with a backend for GPUs, and CUDA execution providers of ONNX Runtime in Python and notebooks. Code that imports libraries of Neuron is left alone.',
      why: 'Each of them is implemented by CUDA code.',
      fix: 'Choose what the route to Neuron has in its place.',
      example: {
        before: 'AutoModel.from_pretrained(name, attn_implementation="flash_attention_2", load_in_4bit=True)',
        after: 'AutoModel.from_pretrained(name, attn_implementation="sdpa", dtype=torch.bfloat16)',
        language: 'python',
      },
      sources: [...new Set(CHOICES.flatMap(({ sources }) => sources))],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    if (knowsNeuron(reading)) return;
    const calls = reading.mentions.calls.filter(({ kind }) => kind === 'call');
    for (const choice of CHOICES) yield* chosen(reading.path, choice, calls);
  },
);

function* chosen(path: string, choice: Choice, calls: readonly CallMention[]): Iterable<Draft> {
  const names: string[] = [];
  const ranges: TextRange[] = [];
  for (const call of calls) {
    const shown = choice.shown(call);
    if (shown === null) continue;
    names.push(shown);
    ranges.push(call.range);
  }
  if (ranges.length === 0) return;
  yield {
    key: choice.key,
    severity: 'warning',
    confidence: 'inferred',
    action: choice.action,
    message: choice.message(listed([...new Set(names)])),
    why: choice.why,
    remedy: choice.remedy,
    sources: choice.sources,
    ...placesAt(path, ranges),
  };
}
