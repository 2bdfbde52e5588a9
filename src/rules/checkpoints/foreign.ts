/** Model files of other tools: what has to be had instead. */
import { formatRule } from './file-format';

const PHASE = 'proof-of-concept';
const SINCE = '0.1.0';

export const ggufCheckpoint = formatRule(
  {
    id: 'checkpoint/gguf',
    phase: PHASE,
    page: {
      title: 'GGUF checkpoint',
      what: 'Reports GGUF files (llama.cpp, Ollama). Their header is read: architecture, types of quantization, parameters, context length. Beside a checkpoint that Neuron routes load it is a note.',
      why: 'No Neuron document describes a route that reads GGUF. NxD Inference documents that it loads safetensors and PyTorch files and that weights in other formats must be converted; vLLM Neuron describes the loading of safetensors.',
      fix: 'Download the original checkpoint of the model (safetensors, BF16). Converting back from a quantized GGUF file keeps its losses.',
      example: {
        before: 'models/llama-3.1-8b-instruct.Q4_K_M.gguf',
        after: 'models/Llama-3.1-8B-Instruct/config.json\nmodels/Llama-3.1-8B-Instruct/model.safetensors.index.json',
        language: 'text',
      },
      sources: ['nxdi-checkpoints', 'vllm-checkpoints', 'optimum-training-code'],
      since: SINCE,
    },
  },
  ['gguf'],
  () => ({
    noun: 'GGUF file',
    action: 'Take the original checkpoint instead of GGUF',
    says: 'cannot be loaded by a documented Neuron route',
  }),
);

export const tensorrtEngine = formatRule(
  {
    id: 'checkpoint/tensorrt-engine',
    phase: PHASE,
    page: {
      title: 'TensorRT engine',
      what: 'Reports TensorRT engines (.engine, .trt, .plan). They are recognised by name and first bytes and never opened.',
      why: 'An engine is machine code for one NVIDIA GPU. Neither the Neuron compiler nor the runtime can do anything with it, and it cannot be turned back into a graph.',
      fix: 'Go back to the PyTorch or ONNX model that the engine was built from, or to the Hugging Face checkpoint, and compile that for Neuron.',
      example: {
        before: 'trtexec --onnx=model.onnx --saveEngine=model.engine',
        after: 'python trace.py   # torch_neuronx.trace(model, example), then torch.jit.save',
        language: 'sh',
      },
      sources: ['neuronx-cc-about', 'onnx-faq'],
      since: SINCE,
    },
  },
  ['tensorrt-engine'],
  () => ({
    noun: 'TensorRT engine',
    action: 'Go back to the model behind the TensorRT engine',
    says: 'is compiled for an NVIDIA GPU and cannot run on Neuron',
  }),
);

export const torchscript = formatRule(
  {
    id: 'checkpoint/torchscript',
    phase: PHASE,
    page: {
      title: 'TorchScript archive',
      what: 'Reports archives of torch.jit.save that no Neuron compiler wrote. Which one it is shows in the names of the code inside; the code itself is not read.',
      why: 'Such an archive holds a graph with the device, types and shapes of the time when it was traced or scripted. Neuron routes trace or compile a module in Python; the TorchScript archive is what torch_neuronx.trace writes, not what it takes.',
      fix: 'Compile from the Python source and the weights of the model.',
      example: {
        before: 'model = torch.jit.load("model_gpu.pt")',
        after:
          'model = build_model()\nmodel.load_state_dict(torch.load("weights.pt", weights_only=True))\nneuron_model = torch_neuronx.trace(model.eval(), example)',
        language: 'python',
      },
      sources: ['trace-api', 'torchneuron-overview'],
      since: SINCE,
    },
  },
  ['torchscript'],
  ({ facts }) =>
    facts.compiledBy === 'torch_neuronx'
      ? null
      : {
          noun: 'TorchScript archive',
          action: 'Compile from the Python source of the TorchScript archive',
          says:
            facts.compiledBy === 'torch_neuron'
              ? 'is compiled for Inf1 (torch_neuron) and does not run on other chips'
              : 'is not compiled for Neuron',
        },
);

export const tensorflowModel = formatRule(
  {
    id: 'checkpoint/tensorflow',
    phase: PHASE,
    page: {
      title: 'TensorFlow model',
      what: 'Reports SavedModel folders (saved_model.pb), Keras files (.keras, model .h5) and TensorFlow Lite models. On Inf2 a SavedModel is a blocker from SDK 2.29 on.',
      why: 'Neuron has ended its support of TensorFlow: SDK 2.28 is the last release for Inf2, and no document speaks of TensorFlow on Trn2 and Trn3.',
      fix: 'Load the weights into the same architecture in PyTorch or JAX, and compile that.',
      example: {
        before: 'model.save("saved_model/")',
        after:
          'model = AutoModel.from_pretrained("tf_checkpoint/", from_tf=True)\nmodel.save_pretrained("checkpoint/", safe_serialization=True)',
        language: 'python',
      },
      sources: ['tensorflow-inf2-ended', 'tensorflow-tracing', 'setup-2.33'],
      since: SINCE,
    },
  },
  ['savedmodel', 'keras', 'tflite'],
  ({ kind }) => ({
    noun:
      kind === 'savedmodel'
        ? 'TensorFlow SavedModel'
        : kind === 'keras'
          ? 'Keras model (TensorFlow)'
          : 'TensorFlow Lite model',
    action: 'Rebuild the TensorFlow model in PyTorch or JAX',
    says: 'needs TensorFlow',
    unlessRead: ', for which Neuron has no current route',
  }),
);

export const openvinoModel = formatRule(
  {
    id: 'checkpoint/openvino',
    phase: PHASE,
    page: {
      title: 'OpenVINO model',
      what: 'Reports OpenVINO models (an .xml file that describes a network, with its weights in a .bin file).',
      why: 'The model was converted for Intel hardware. The Neuron compiler takes graphs from PyTorch and JAX, and no document describes a way from OpenVINO.',
      fix: 'Go back to the model that it was converted from.',
      example: {
        before: 'openvino_model.xml\nopenvino_model.bin',
        after: 'config.json\nmodel.safetensors',
        language: 'text',
      },
      sources: ['neuronx-cc-about', 'onnx-faq'],
      since: SINCE,
    },
  },
  ['openvino'],
  () => ({
    noun: 'OpenVINO model',
    action: 'Go back to the model behind the OpenVINO model',
    says: 'is converted for Intel hardware and cannot be compiled for Neuron',
  }),
);

export const nemoArchive = formatRule(
  {
    id: 'checkpoint/nemo',
    phase: PHASE,
    page: {
      title: 'NeMo archive',
      what: 'Reports checkpoints of NVIDIA NeMo (.nemo).',
      why: 'Neuron support of NeMo Megatron ended with SDK 2.23. Neuron routes load Hugging Face checkpoints.',
      fix: 'Export the model with the exporters of NeMo to the Hugging Face format.',
      example: {
        before: 'llama3-8b.nemo',
        after: 'Llama-3-8B/config.json\nLlama-3-8B/model.safetensors',
        language: 'text',
      },
      sources: ['nemo-ended', 'nxdi-checkpoints'],
      since: SINCE,
    },
  },
  ['nemo'],
  () => ({
    noun: 'NeMo archive',
    action: 'Export the NeMo checkpoint to the Hugging Face format',
    says: 'cannot be loaded by a Neuron route',
  }),
);

export const pickledWeights = formatRule(
  {
    id: 'checkpoint/pickle',
    phase: 'integration',
    page: {
      title: 'Weights in a pickle',
      what: 'Notes PyTorch checkpoints that are pickles (.bin, .pt, .pth, .ckpt), and pickles of models. They are recognised by their first bytes and never unpickled.',
      why: 'Unpickling can run code that somebody put into the file. It also reads whole tensors into the memory of the host, where safetensors can be read in slices; NxD Inference recommends safetensors for speed and host memory.',
      fix: 'Save the weights as safetensors once, on a machine where you trust the file.',
      example: {
        before: 'torch.save(model.state_dict(), "pytorch_model.bin")',
        after: 'from safetensors.torch import save_file\nsave_file(model.state_dict(), "model.safetensors")',
        language: 'python',
      },
      sources: ['nxdi-checkpoints', 'vllm-checkpoints'],
      since: SINCE,
    },
  },
  ['pytorch', 'pickle'],
  ({ kind, facts }) =>
    facts.format === 'torch.export'
      ? null
      : {
          noun: kind === 'pytorch' ? 'PyTorch checkpoint' : 'Python pickle',
          action: 'Save pickled weights as safetensors',
          says: 'is pickled, where safetensors is preferred',
        },
);
