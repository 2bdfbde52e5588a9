import { bitsPerElement } from '../../onnx/dtypes';
import type { Graph } from '../../onnx/graph';
import type { Inference } from '../../onnx/infer/engine';
import { staticSize, tensorType } from '../../onnx/infer/value';
import { onnxRule } from '../define';
import { logicalCoresFlag } from '../flags';
import { graphRoute } from '../route';
import { sentences } from '../words';

const GIB = 1024 ** 3;

/** Graphs whose weights, inputs and outputs alone are larger than the memory of one core. */
export const graphMemory = onnxRule(
  {
    id: 'onnx/device-memory',
    phase: 'scale-out',
    page: {
      title: 'Graph larger than the memory of a core',
      what: 'Adds up the weights of an ONNX model as they are stored, its inputs and its outputs, and compares them with the device memory of one core, because one compiled graph runs on one core. It is a lower bound: activations and compiled code come on top. Sizes that are not fixed count as nothing.',
      why: 'What does not fit ends in NCC_EOOM001 or NCC_EOOM002 when it is compiled, or fails when it is loaded: 16 GB for a core of Inf2 and Trn1, 24 GB for one of Trn2 with LNC 2.',
      fix: 'Store the weights in bfloat16, lower the batch size, or split the model: tensor parallelism with the Neuron libraries, or parts that run on several cores one after another.',
      example: {
        before: 'model = Model.from_pretrained(path)                       # float32',
        after: 'model = Model.from_pretrained(path, dtype=torch.bfloat16)   # half the memory',
        language: 'python',
      },
      sources: ['ncc-eoom001', 'ncc-eoom002'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, inference, target, settings, knowledge } = context;
    const cores = knowledge.tensorParallel(target, graphRoute(context)?.route ?? null, settings.sdk);
    if (cores === null || logicalCoresFlag(settings.deployment)?.value === '1') return;
    const { graph } = reading.model;
    const weights = graph.initializers.reduce((sum, { dtype, dims }) => sum + bytesOf(dtype, staticSize(dims)), 0);
    const edges = edgeBytes(graph, inference);
    if (weights + edges <= cores.coreMemory * GIB) return;
    const { label } = knowledge.target(target);
    yield {
      key: 'memory',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Make the graph fit into the memory of a core',
      message: `Weights (${gigabytes(weights)}), inputs and outputs (${gigabytes(edges)}) of this graph exceed the ${cores.coreMemory} GB that one core of ${label} has.`,
      why: sentences(
        'One compiled graph runs on one core, and activations and compiled code come on top',
        'The compiler stops with NCC_EOOM001 or NCC_EOOM002 where it does not fit',
      ),
      remedy:
        'Store the weights in bfloat16 or lower the batch size; otherwise split the model by tensor parallelism with the Neuron libraries, or into parts for several cores.',
      neuronError: 'NCC_EOOM001',
      sources: [...new Set(['ncc-eoom001', ...cores.sources])],
      locations: [{ path: reading.path }],
    };
  },
);

/** Bytes of the inputs and outputs whose sizes are known. */
function edgeBytes(graph: Graph, { main }: Inference): number {
  const given = new Set(graph.initializers.map(({ name }) => name));
  const names = [...graph.inputs, ...graph.outputs].map(({ name }) => name).filter((name) => !given.has(name));
  return [...new Set(names)].reduce((sum, name) => {
    const type = tensorType(main.values.get(name));
    return sum + bytesOf(type?.dtype ?? 0, type?.dims == null ? null : staticSize(type.dims));
  }, 0);
}

/** A size that no file can hold is a fault of the file, and no memory that anything takes. */
function bytesOf(dtype: number, elements: number | null): number {
  return elements === null || !Number.isSafeInteger(elements)
    ? 0
    : Math.ceil((elements * (bitsPerElement(dtype) ?? 0)) / 8);
}

/** "1.5 GB", in the GiB that the documents count memory in. */
function gigabytes(bytes: number): string {
  return `${Math.round((bytes / GIB) * 10) / 10} GB`;
}
