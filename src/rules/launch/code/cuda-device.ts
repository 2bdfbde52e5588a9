import type { CallMention } from '../../../formats/mentions';
import { mentionRule } from '../../define';
import { listed } from '../../words';
import { placesAt } from '../places';
import { knowsNeuron } from './aware';

/** Uses that do nothing, or say no, where there is no CUDA device. */
const HARMLESS =
  /^torch\.cuda\.(?:is_available|device_count|manual_seed(?:_all)?|empty_cache|is_initialized|is_bf16_supported|OutOfMemoryError|_lazy_call|memory_allocated|max_memory_allocated|reset_peak_memory_stats|synchronize|ipc_collect|get_rng_state\w*|set_rng_state\w*)$/;
const BACKENDS = /^torch\.backends\.(?:cuda|cudnn)/;

/** Devices of CUDA in code that does not know Neuron. */
export const cudaDevice = mentionRule(
  {
    id: 'code/cuda-device',
    phase: 'integration',
    fix: 'config',
    page: {
      title: 'Code that runs on a CUDA device',
      what: 'Reports .cuda(), .to("cuda"), device="cuda" and torch.cuda in Python and notebooks, one finding a file. Where the code only asks torch.cuda.is_available() it is a note: it would fall back to the CPU without an error. Code that imports libraries of Neuron is left alone.',
      why: 'A Neuron instance has no CUDA device. With PyTorch/XLA a model is traced or moved to an XLA device, with TorchNeuron to the device "neuron"; vLLM Neuron and Optimum Neuron place it themselves.',
      fix: 'Choose the device by the route: torch_neuronx.trace for inference on Inf2 and Trn1, the device "neuron" with TorchNeuron on Trn2 and Trn3.',
      example: {
        before: 'model = model.to("cuda")',
        after: 'model = model.to("neuron")   # TorchNeuron on Trn2 and Trn3',
        language: 'python',
      },
      sources: ['torchneuron-overview', 'trace-api'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    if (knowsNeuron(reading)) return;
    const uses = reading.mentions.calls.filter(({ kind }) => kind !== 'import').filter(onCuda);
    const needing = uses.filter(({ name }) => !HARMLESS.test(name) && !BACKENDS.test(name));
    const asks = uses.filter(({ name }) => name === 'torch.cuda.is_available');
    const found = needing.length > 0 ? needing : asks;
    if (found.length === 0) return;
    const names = [...new Set(found.map(written))];
    yield {
      key: needing.length > 0 ? 'cuda' : 'fallback',
      severity: needing.length > 0 ? 'warning' : 'info',
      confidence: 'inferred',
      action: 'Choose the device by the route to Neuron',
      message:
        needing.length > 0
          ? `The code runs on a CUDA device: ${listed(names, 6)}.`
          : 'The code asks torch.cuda.is_available(), which is false on Neuron: what depends on it takes the CPU without an error.',
      why: 'A Neuron instance has no CUDA device; calls that need one fail.',
      remedy:
        'With TorchNeuron (Trn2, Trn3) use the device "neuron"; for a traced model leave it on the CPU and call torch_neuronx.trace; vLLM Neuron and Optimum Neuron place models themselves.',
      sources: ['torchneuron-overview', 'trace-api'],
      ...placesAt(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

function onCuda({ name, arguments: given }: CallMention): boolean {
  return (
    name === '.cuda' ||
    /^torch\.cuda(?:\.|$)/.test(name) ||
    BACKENDS.test(name) ||
    given.some(({ value }) => isCuda(value))
  );
}

function isCuda(value: unknown): boolean {
  return typeof value === 'string' && /^cuda(?::\d+)?$/.test(value);
}

function written({ name, arguments: given }: CallMention): string {
  if (name === '.cuda' || name.startsWith('torch.cuda')) return name === '.cuda' ? '.cuda()' : name;
  const argument = given.find(({ value }) => isCuda(value));
  const shown =
    argument?.name == null ? `"${String(argument?.value)}"` : `${argument.name}="${String(argument.value)}"`;
  return `${name}(${shown})`;
}
