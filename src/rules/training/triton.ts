import type { OtherReading } from '../../formats/reading';
import type { Location } from '../../model/finding';
import { kindRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed, sentences, show } from '../words';
import { placeOf } from './setting';

const BATCH = ['max_batch_size', 0] as const;

/** Backends that run a model themselves, with what they need. */
const BACKENDS: readonly (readonly [RegExp, string])[] = [
  [/^tensorrt(?:_plan|_llm|llm)?$/, 'runs TensorRT engines, which are compiled for NVIDIA GPUs'],
  [
    /^(?:onnxruntime(?:_onnx)?)$/,
    'runs ONNX models, for which ONNX Runtime has no execution provider on Neuron: they run on the CPU',
  ],
  [/^(?:pytorch|pytorch_libtorch)$/, 'loads TorchScript with LibTorch, which has no Neuron device: it runs on the CPU'],
  [
    /^(?:tensorflow|tensorflow_savedmodel|tensorflow_graphdef)$/,
    'runs TensorFlow models, for which Neuron has no current route',
  ],
  [/^openvino$/, 'runs OpenVINO models on Intel hardware'],
  [/^(?:dali|fil|fastertransformer|vllm_gpu)$/, 'works on NVIDIA GPUs'],
];

/** Models of Triton Inference Server that a backend for GPUs serves. */
export const tritonBackend = kindRule(
  {
    id: 'serving/triton-backend',
    phase: 'integration',
    page: {
      title: 'Triton model without a Neuron backend',
      what: 'Reports models of Triton Inference Server (config.pbtxt) with a backend that does not run on NeuronCores (TensorRT, ONNX Runtime, LibTorch, TensorFlow, OpenVINO, DALI), or with instances of the kind KIND_GPU.',
      why: 'Triton has no backend of its own for Neuron. Its Python backend documents models that are compiled for Inferentia: a model.py loads the compiled model and names the NeuronCores; the Neuron documents name Triton as a server around NxD Inference.',
      fix: 'Compile the model with torch_neuronx.trace, load it in a model.py of the Python backend, and set backend "python" and KIND_MODEL or KIND_CPU; or serve language models with vLLM Neuron.',
      example: {
        before: 'platform: "tensorrt_plan"\ninstance_group [ { kind: KIND_GPU } ]',
        after: 'backend: "python"\ninstance_group [ { kind: KIND_MODEL count: 2 } ]',
        language: 'text',
      },
      sources: ['triton-inferentia', 'neuron-inference-overview', 'cuda-faq'],
      since: '0.1.0',
    },
  },
  ['triton'],
  function* ({ reading }): Iterable<Draft> {
    const { backend, instanceKinds } = reading.facts;
    const gpu = Array.isArray(instanceKinds) && instanceKinds.includes('KIND_GPU');
    const name = typeof backend === 'string' ? backend : null;
    const known = name === null ? undefined : BACKENDS.find(([pattern]) => pattern.test(name));
    if (known === undefined && !gpu) return;
    const model =
      typeof reading.facts.name === 'string' && reading.facts.name !== ''
        ? `The Triton model ${show(reading.facts.name)}`
        : 'The Triton model';
    const field = reading.documents[0]?.rangeOf(['backend', 0]) ? 'backend' : 'platform';
    yield {
      key: 'backend',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Serve compiled models through the Python backend of Triton',
      message:
        known === undefined
          ? `${model} asks for instances on a GPU (KIND_GPU), which a Neuron instance does not have.`
          : `${model} uses the ${field} ${show(name ?? '')}${gpu ? ' on KIND_GPU' : ''}, which does not run on NeuronCores.`,
      why: sentences(
        known === undefined
          ? 'Triton places such instances on NVIDIA GPUs and refuses the model where there is none'
          : `This backend ${known[1]}`,
        'Triton has no backend of its own for Neuron; its Python backend documents models that were compiled for it',
      ),
      remedy:
        'Compile the model for Neuron, load it in a model.py of the Python backend, and set KIND_MODEL or KIND_CPU; serve language models with vLLM Neuron instead.',
      sources: ['triton-inferentia', 'neuron-inference-overview', 'cuda-faq'],
      locations: [...(known === undefined ? [] : [placeOf(reading, [field, 0])]), ...(gpu ? gpuPlaces(reading) : [])],
    };
  },
);

function gpuPlaces(reading: OtherReading): Location[] {
  const [document] = reading.documents;
  const places: Location[] = [];
  for (let i = 0; i < 20; i += 1) {
    const path = ['instance_group', i, 'kind', 0];
    const range = document?.rangeOf(path);
    if (!range) break;
    const value = document?.value as { instance_group?: readonly { kind?: readonly unknown[] }[] } | undefined;
    if (value?.instance_group?.[i]?.kind?.includes('KIND_GPU')) places.push(placeOf(reading, path));
  }
  return places;
}

/** Batches that Triton forms against the batch that the model is compiled for. */
export const tritonBatch = kindRule(
  {
    id: 'serving/triton-batch',
    phase: 'integration',
    page: {
      title: 'Triton batches that the compiled model does not take',
      what: 'Compares max_batch_size and the preferred sizes of dynamic batching in config.pbtxt with the planned batch size (deployment.batchSize).',
      why: 'A compiled graph takes one batch size. A batch of another size has to be padded or split in model.py, or the model compiled once more for it.',
      fix: 'Set max_batch_size to the compiled batch size, compile the sizes that are preferred, or pad in model.py.',
      example: {
        before: 'max_batch_size: 64   # deployment.batchSize: 8',
        after: 'max_batch_size: 8\ndynamic_batching { preferred_batch_size: [ 8 ] }',
        language: 'text',
      },
      sources: ['trace-api', 'ncc-emod025'],
      since: '0.1.0',
    },
  },
  ['triton'],
  function* ({ reading, settings }: RuleContext<OtherReading>): Iterable<Draft> {
    const planned = settings.deployment.batchSize;
    const { maxBatchSize, preferredBatchSizes } = reading.facts;
    if (planned === undefined || settings.workload !== 'inference' || reading.facts.models !== undefined) return;
    const preferred = (Array.isArray(preferredBatchSizes) ? preferredBatchSizes : []).filter(
      (size) => size !== planned,
    );
    const above = typeof maxBatchSize === 'number' && maxBatchSize > planned ? maxBatchSize : null;
    if (above === null && preferred.length === 0) return;
    const parts = [
      ...(above === null ? [] : [`max_batch_size ${above}`]),
      ...(preferred.length === 0 ? [] : [`preferred_batch_size ${listed(preferred.map(String))}`]),
    ];
    yield {
      key: 'batch',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Let Triton form the batches that the model is compiled for',
      message: `Triton may send batches of ${listed(parts)} to a model that is compiled for ${planned}.`,
      why: 'A compiled graph has fixed sizes, its batch among them; torch_neuronx.dynamic_batch splits larger batches, others have to be padded.',
      remedy: `Set max_batch_size to ${planned}, compile the preferred sizes too, or pad and split in model.py.`,
      sources: ['trace-api', 'ncc-emod025'],
      locations: [
        ...(above === null ? [] : [placeOf(reading, BATCH)]),
        ...(preferred.length === 0 ? [] : [placeOf(reading, ['dynamic_batching', 0, 'preferred_batch_size', 0])]),
      ],
    };
  },
);
