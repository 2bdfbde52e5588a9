import type { TensorFact } from '../../model/facts';
import type { Graph } from '../../onnx/graph';
import type { Dynamics, OpenSize } from '../../onnx/infer/dynamic';
import type { Inference } from '../../onnx/infer/engine';
import { tensorType } from '../../onnx/infer/value';
import { onnxRule } from '../define';
import { tensorLocations } from '../locations';
import { counted, listed, sentences, show } from '../words';

/** Graph inputs whose shape the file leaves open and no pin fixes. */
export const dynamicDimension = onnxRule(
  {
    id: 'onnx/dynamic-dimension',
    phase: 'proof-of-concept',
    page: {
      title: 'Dynamic dimension of a graph input',
      what: 'Reports dimensions of graph inputs that are symbolic or not stored, and inputs without a shape, in one finding for each file, with the pins that would fix them and the number of values that depend on them. A dimension that a pin fixes (by symbol, or by INPUT:AXIS) is no finding.',
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
  function* ({ reading, inference, dynamics, knowledge }) {
    const { open } = dynamics;
    const rankless = inputsWithoutRank(reading.model.graph, inference);
    if (open.length === 0 && rankless.length === 0) return;
    const inputs = [...new Set([...open.flatMap((size) => size.inputs.map(({ name }) => name)), ...rankless])];
    const batchOnly = rankless.length === 0 && open.every((size) => size.inputs.every(({ axis }) => axis === 0));
    yield {
      key: 'inputs',
      severity: 'warning',
      confidence: 'documented',
      action: actionOf(open),
      message: messageOf(dynamics, reading.facts.inputs, inputs),
      why: 'A compiled graph has fixed shapes, so each size needs a graph of its own or padding; the compiler refuses dynamic dimensions, bounded ones included.',
      remedy: remedyOf(open, rankless, batchOnly),
      neuronError: 'NCC_EMOD025',
      sources: [
        ...(knowledge.errorCode('NCC_EMOD025')?.sources ?? ['ncc-emod025']),
        ...(batchOnly ? ['trace-api'] : []),
      ],
      ...tensorLocations(reading.path, inputs),
      ...(open.length > 0 && { pins: open.map(({ pin }) => pin) }),
    };
  },
);

/** Tensor inputs whose rank is stored nowhere. */
function inputsWithoutRank(graph: Graph, { main }: Inference): string[] {
  return graph.inputs.flatMap(({ name }) => {
    const value = main.values.get(name) ?? null;
    const isTensor = value?.type === null || value?.type?.kind === 'tensor' || value?.type?.kind === 'sparse-tensor';
    return isTensor && (tensorType(value)?.dims ?? null) === null ? [name] : [];
  });
}

function actionOf(open: readonly OpenSize[]): string {
  if (open.length === 0) return 'Export the model with shapes for its inputs';
  return `Pin ${listed(
    open.map(({ pin }) => show(pin)),
    4,
  )}`;
}

function messageOf(
  { open, values, dynamic }: Dynamics,
  facts: readonly TensorFact[],
  inputs: readonly string[],
): string {
  const described = listed(
    inputs.map((name) => describe(name, facts.find((fact) => fact.name === name)?.dims ?? null)),
    4,
  );
  if (open.length === 0)
    return `Inputs without a shape leave ${dynamic} of ${counted(values, 'value')} dynamic: ${described}.`;
  const pins = listed(
    open.map(({ pin }) => show(pin)),
    4,
  );
  return `${pins} ${open.length === 1 ? 'leaves' : 'leave'} ${dynamic} of ${counted(values, 'value')} dynamic: ${described}.`;
}

/** "input_ids [batch, sequence]"; a size without a symbol is "?". */
function describe(name: string, dims: TensorFact['dims']): string {
  if (dims === null) return `${show(name)} (rank unknown)`;
  const sizes = dims.map((dim) => (dim === null || dim === '' || dim === -1 ? '?' : show(String(dim))));
  return `${show(name)} [${sizes.join(', ')}]`;
}

function remedyOf(open: readonly OpenSize[], rankless: readonly string[], batchOnly: boolean): string {
  const pins = open.map(({ pin }) => `"${show(pin)}"`);
  return sentences(
    pins.length === 0
      ? ''
      : `Write the sizes of ${listed(pins, 4)} under pins in neuron-migration.yaml, or pass --pin NAME=N; for several sizes compile buckets and pad inputs up to the next`,
    rankless.length > 0 ? 'Export inputs of unknown rank again with their shapes' : '',
    batchOnly
      ? 'On the trace route (torch-neuronx 2.9) torch_neuronx.dynamic_batch also serves multiples of the traced batch size'
      : '',
  );
}
