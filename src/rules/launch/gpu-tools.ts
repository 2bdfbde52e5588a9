import type { CommandMention } from '../../formats/mentions';
import type { TextRange } from '../../model/finding';
import { mentionRule } from '../define';
import type { Draft } from '../rule';
import { listed } from '../words';
import { optionsOf, programOf, settingOf } from './command';
import { placesAt } from './places';

/** What a program of GPUs is, and what takes its place. */
interface Counterpart {
  readonly what: string;
  readonly instead: string;
  readonly sources: readonly string[];
  /** Whether the launch itself rests on it; a look at the devices does not. */
  readonly decides: boolean;
}

const LOOKS: Counterpart = {
  what: 'shows NVIDIA GPUs',
  instead: 'neuron-ls lists the devices, neuron-top and neuron-monitor show their load',
  sources: ['neuron-top', 'neuron-ls'],
  decides: false,
};
const PROFILES: Counterpart = {
  what: 'profiles CUDA programs',
  instead: 'Neuron Explorer captures profiles of NeuronCores',
  sources: ['profiler-variables'],
  decides: false,
};
const ENGINES: Counterpart = {
  what: 'builds or runs TensorRT engines, which run on NVIDIA GPUs only',
  instead: 'compile the PyTorch model for Neuron; an engine cannot be converted',
  sources: ['neuronx-cc-about'],
  decides: true,
};

const PROGRAMS: ReadonlyMap<string, Counterpart> = new Map<string, Counterpart>([
  ['nvidia-smi', LOOKS],
  ['nvtop', LOOKS],
  ['gpustat', LOOKS],
  ['nsys', PROFILES],
  ['ncu', PROFILES],
  ['nvprof', PROFILES],
  ['trtexec', ENGINES],
  ['trtllm-build', ENGINES],
  ['trtllm-serve', ENGINES],
  ['polygraphy', ENGINES],
  ['nvcc', { what: 'compiles CUDA kernels', instead: 'write kernels with NKI', sources: ['nki-about'], decides: true }],
  [
    'sglang.launch_server',
    {
      what: 'serves on GPUs; no Neuron document names SGLang',
      instead: 'vLLM Neuron serves language models on Trn2 and Trn3',
      sources: ['vllm-recipes-2.33'],
      decides: true,
    },
  ],
]);

/** Programs that need an NVIDIA GPU, and containers that are given one. */
export const gpuTools = mentionRule(
  {
    id: 'launch/gpu-program',
    phase: 'integration',
    page: {
      title: 'Program that needs an NVIDIA GPU',
      what: 'Reports commands of the CUDA world in scripts, images and manifests: nvidia-smi, nsys, trtexec, trtllm-build, nvcc and their like, torchrun --nproc_per_node=gpu, and docker run --gpus.',
      why: 'None of them finds a GPU on a Neuron instance. Some have a counterpart, engines of TensorRT have none.',
      fix: 'Use the counterpart that the finding names, or remove the command.',
      example: {
        before: 'nvidia-smi && docker run --gpus all image',
        after: 'neuron-ls && docker run --device=/dev/neuron0 image',
        language: 'sh',
      },
      sources: ['neuron-top', 'neuron-ls', 'run-container', 'neuronx-cc-about', 'nki-about'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const { commands } = reading.mentions;
    const groups = new Map<Counterpart, { name: string; range: TextRange }[]>();
    for (const command of commands) {
      const { name, behind } = programOf(command);
      const counterpart = PROGRAMS.get(name);
      const range = command.words[behind - 1]?.range ?? command.range;
      if (counterpart !== undefined) groups.set(counterpart, [...(groups.get(counterpart) ?? []), { name, range }]);
    }
    for (const [counterpart, found] of groups) {
      const names = [...new Set(found.map(({ name }) => name))];
      yield {
        key: names[0] ?? '',
        severity: counterpart.decides ? 'warning' : 'info',
        confidence: 'inferred',
        action: `Replace ${listed(names)}`,
        message: `${listed(names)} ${counterpart.what}; on Neuron ${counterpart.instead}.`,
        why: 'A Neuron instance has no NVIDIA GPU and no CUDA driver.',
        remedy: counterpart.decides
          ? 'Plan the counterpart before the launch moves.'
          : 'Replace the command, or remove it.',
        sources: counterpart.sources,
        ...placesAt(
          reading.path,
          found.map(({ range }) => range),
        ),
      };
    }
    yield* docker(reading.path, commands);
    yield* perGpu(reading.path, commands);
  },
);

function* docker(path: string, commands: readonly CommandMention[]): Iterable<Draft> {
  const ranges = commands.flatMap((command) => {
    const { name } = programOf(command);
    if (!/^(?:docker|nvidia-docker|podman|nerdctl)$/.test(name)) return [];
    const options = optionsOf(command.words, 1);
    const gpus = settingOf(options, 'gpus');
    const runtime = settingOf(options, 'runtime');
    if (name === 'nvidia-docker') return [command.words[0]?.range ?? command.range];
    return [...(gpus === null ? [] : [gpus.range]), ...(runtime?.value === 'nvidia' ? [runtime.range] : [])];
  });
  if (ranges.length === 0) return;
  yield {
    key: 'docker',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Hand Neuron devices to the container',
    message: 'The container is given NVIDIA GPUs (--gpus, the nvidia runtime), which a Neuron instance does not have.',
    why: 'A container reaches Neuron through its device files.',
    remedy: 'Replace it by --device=/dev/neuron0, one for each device that the container uses.',
    sources: ['run-container'],
    ...placesAt(path, ranges),
  };
}

function* perGpu(path: string, commands: readonly CommandMention[]): Iterable<Draft> {
  const ranges = commands.flatMap((command) => {
    const { name, behind } = programOf(command);
    if (!/^(?:torchrun|torch\.distributed\.(?:run|launch))$/.test(name)) return [];
    const option = settingOf(optionsOf(command.words, behind), 'nproc-per-node');
    return option?.value === 'gpu' || option?.value === 'cuda' ? [option.range] : [];
  });
  if (ranges.length === 0) return;
  yield {
    key: 'nproc-per-node',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Start one process for each NeuronCore',
    message: '--nproc_per_node=gpu starts one process for each CUDA device, of which a Neuron instance has none.',
    why: 'Neuron counts workers in NeuronCores: 32 on trn1.32xlarge, 64 logical ones on trn2.48xlarge.',
    remedy: 'Give the number of NeuronCores that the job uses.',
    sources: ['parallel-compile', 'trn1-instances', 'trn2-instances'],
    ...placesAt(path, ranges),
  };
}
