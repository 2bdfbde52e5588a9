import type { TensorFact } from '../../model/facts';
import { onnxRule } from '../define';
import { tensorLocations } from '../locations';
import type { Draft } from '../rule';
import { counted, listed, sentences, show } from '../words';

/** An input that a compiled graph cannot take as it stands. */
interface OpenInput extends TensorFact {
  /** What a pin has to name: a symbol, or INPUT:AXIS where no symbol is stored. Empty where not even the rank is stored. */
  readonly pins: readonly string[];
  /** Dimension 0 alone is open: the one that torch_neuronx.dynamic_batch serves. */
  readonly batchOnly: boolean;
}

/** Graph inputs whose shape the file leaves open and no pin fixes. */
export const dynamicDimension = onnxRule(
  {
    id: 'onnx/dynamic-dimension',
    phase: 'proof-of-concept',
    page: {
      title: 'Dynamic dimension of a graph input',
      what: 'Reports dimensions of graph inputs that are symbolic or not stored, and inputs without a shape, in one finding for each file. A dimension that a pin fixes (by symbol, or by INPUT:AXIS) is no finding.',
      why: 'A compiled Neuron graph has one fixed shape; bounded dynamic dimensions are refused too (NCC_EMOD025). torch.compile with dynamic=True is refused, and TorchNeuron compiles again for each new shape.',
      fix: 'Choose the sizes that you serve. Pin one size, or compile one graph for each of a few sizes (buckets) and pad inputs up to the next. For dimension 0 the trace route has torch_neuronx.dynamic_batch. Write the sizes under "pins" in neuron-migration.yaml.',
      example: {
        before: 'torch.onnx.export(model, x, path, dynamic_axes={"input_ids": {0: "batch", 1: "sequence"}})',
        after:
          'buckets = [64, 128, 256]\ngraphs = {n: torch_neuronx.trace(model, ids(1, n)) for n in buckets}  # pad up to the next',
        language: 'python',
      },
      sources: ['ncc-emod025', 'trace-api'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, knowledge }) {
    const { graph } = reading.model;
    const defaults = new Set(graph.initializers.map(({ name }) => name));
    const tensors = new Set(graph.inputs.flatMap(({ name, type }) => (type === null || 'dtype' in type ? [name] : [])));
    const open = reading.facts.inputs
      .filter(({ name }) => tensors.has(name) && !defaults.has(name))
      .flatMap((input) => openInput(input, settings.pins));
    if (open.length === 0) return;
    const batchOnly = open.every((input) => input.batchOnly);
    yield {
      ...words(open),
      key: 'inputs',
      severity: 'warning',
      confidence: 'documented',
      why: 'A compiled graph has fixed shapes, so each size needs a graph of its own or padding; the compiler refuses dynamic dimensions, bounded ones included.',
      remedy: remedy(open, batchOnly),
      neuronError: 'NCC_EMOD025',
      sources: [
        ...(knowledge.errorCode('NCC_EMOD025')?.sources ?? ['ncc-emod025']),
        ...(batchOnly ? ['trace-api'] : []),
      ],
      ...tensorLocations(
        reading.path,
        open.map(({ name }) => name),
      ),
    };
  },
);

/** The input with what is open about it under the pins; nothing where all its sizes are fixed. */
function openInput(input: TensorFact, pins: Readonly<Record<string, number>>): OpenInput[] {
  const { name, dims } = input;
  if (dims === null) return [{ ...input, pins: [], batchOnly: false }];
  const isPinned = (pin: string) => Object.hasOwn(pins, pin);
  const open = dims.flatMap((dim, axis) => {
    // Some exporters store -1 for a size that is not known.
    if (typeof dim === 'number' && dim >= 0) return [];
    const pin = typeof dim === 'string' && dim !== '' ? dim : `${name}:${axis}`;
    return isPinned(pin) || isPinned(`${name}:${axis}`) ? [] : [{ axis, pin }];
  });
  if (open.length === 0) return [];
  return [{ ...input, pins: open.map(({ pin }) => pin), batchOnly: open.every(({ axis }) => axis === 0) }];
}

function words(open: readonly OpenInput[]): Pick<Draft, 'action' | 'message'> {
  const pins = pinsOf(open);
  const inputs = listed(open.map(describe), 4);
  return {
    action: pins.length === 0 ? 'Export the model with shapes for its inputs' : `Pin ${listed(pins.map(show), 4)}`,
    message: `${counted(open.length, 'graph input has', 'graph inputs have')} dynamic dimensions: ${inputs}.`,
  };
}

/** "input_ids [batch, sequence]"; a size without a symbol is "?". */
function describe({ name, dims }: OpenInput): string {
  if (dims === null) return `${show(name)} (rank unknown)`;
  const sizes = dims.map((dim) => (dim === null || dim === '' || dim === -1 ? '?' : show(String(dim))));
  return `${show(name)} [${sizes.join(', ')}]`;
}

function remedy(open: readonly OpenInput[], batchOnly: boolean): string {
  const pins = pinsOf(open).map((pin) => `"${show(pin)}"`);
  return sentences(
    pins.length === 0
      ? ''
      : `Write the sizes of ${listed(pins, 4)} under pins in neuron-migration.yaml, or pass --pin NAME=N; for several sizes compile buckets and pad inputs up to the next`,
    open.some(({ dims }) => dims === null) ? 'Export inputs of unknown rank again with their shapes' : '',
    batchOnly
      ? 'On the trace route (torch-neuronx 2.9) torch_neuronx.dynamic_batch also serves multiples of the traced batch size'
      : '',
  );
}

function pinsOf(open: readonly OpenInput[]): string[] {
  return [...new Set(open.flatMap(({ pins }) => pins))];
}
