import type { TensorFact } from '../../model/facts';
import { onnxRule } from '../define';
import { tensorLocations } from '../locations';
import type { Draft } from '../rule';
import { listed, sentences, show } from '../words';

/** One axis of a graph input without a fixed size. */
interface OpenAxis {
  readonly input: string;
  /** Null where not even the rank is stored. */
  readonly axis: number | null;
}

/** Graph inputs whose shape the file leaves open and no pin fixes. */
export const dynamicDimension = onnxRule(
  {
    id: 'onnx/dynamic-dimension',
    phase: 'proof-of-concept',
    page: {
      title: 'Dynamic dimension of a graph input',
      what: 'Reports dimensions of graph inputs that are symbolic or not stored, one finding for each symbol, and inputs without a shape. A dimension that a pin fixes (by symbol, or by INPUT:AXIS) is no finding.',
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
    const inputs = reading.facts.inputs.filter(({ name }) => tensors.has(name) && !defaults.has(name));
    const sources = knowledge.errorCode('NCC_EMOD025')?.sources ?? ['ncc-emod025'];
    for (const [symbol, axes] of openAxes(inputs, settings.pins)) {
      yield {
        ...words(symbol, axes),
        severity: 'warning',
        confidence: 'documented',
        why: 'A compiled graph has fixed shapes, so each size needs a graph of its own or padding; the compiler refuses dynamic dimensions, bounded ones included.',
        remedy: remedy(symbol, axes),
        neuronError: 'NCC_EMOD025',
        sources: [...sources, ...(isBatch(axes) ? ['trace-api'] : [])],
        ...tensorLocations(
          reading.path,
          axes.map(({ input }) => input),
        ),
      };
    }
  },
);

/** Open axes by symbol; those without one under "INPUT:AXIS" of the first, input by input. */
function openAxes(
  inputs: readonly TensorFact[],
  pins: Readonly<Record<string, number>>,
): Map<string | null, OpenAxis[]> {
  const pinned = (name: string) => Object.hasOwn(pins, name);
  const groups = new Map<string | null, OpenAxis[]>();
  const add = (symbol: string | null, open: OpenAxis) => groups.set(symbol, [...(groups.get(symbol) ?? []), open]);
  for (const { name, dims } of inputs) {
    if (dims === null) add(null, { input: name, axis: null });
    for (const [axis, dim] of (dims ?? []).entries()) {
      if (pinned(`${name}:${axis}`)) continue;
      if (typeof dim === 'string' && dim !== '') {
        if (!pinned(dim)) add(dim, { input: name, axis });
        // Some exporters store -1 for a size that is not known.
      } else if (typeof dim !== 'number' || dim < 0) add(null, { input: name, axis });
    }
  }
  return groups;
}

function words(symbol: string | null, axes: readonly OpenAxis[]): Pick<Draft, 'key' | 'action' | 'message'> {
  const places = listed(
    axes.map(({ input, axis }) => (axis === null ? `${show(input)} (rank unknown)` : `${show(input)} axis ${axis}`)),
    4,
  );
  if (symbol === null)
    return {
      key: '',
      action: 'Fix the sizes that inputs leave open',
      message: `The file leaves dimensions of graph inputs open, so they are dynamic: ${places}.`,
    };
  return {
    key: symbol,
    action: `Fix the dynamic dimension ${show(symbol)}`,
    message: `The dimension ${show(symbol)} of the graph inputs is dynamic: ${places}.`,
  };
}

function remedy(symbol: string | null, axes: readonly OpenAxis[]): string {
  const first = axes.find(({ axis }) => axis !== null);
  const pin = symbol ?? (first === undefined ? null : `${first.input}:${first.axis}`);
  return sentences(
    pin === null
      ? 'Export the model with shapes for its inputs'
      : `Pin a size ("${show(pin)}" under pins in neuron-migration.yaml, or --pin), or compile buckets of a few sizes and pad inputs up to the next`,
    isBatch(axes)
      ? 'On the trace route (torch-neuronx 2.9) torch_neuronx.dynamic_batch also serves multiples of the traced batch size'
      : '',
  );
}

/** Dimension 0 of each input: the one that torch_neuronx.dynamic_batch can leave open. */
function isBatch(axes: readonly OpenAxis[]): boolean {
  return axes.every(({ axis }) => axis === 0);
}
