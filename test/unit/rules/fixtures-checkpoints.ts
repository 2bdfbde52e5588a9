import { entry, ggufFile, joined, safetensorsFile, tensorsFile, zipOf } from '../../support/checkpoint-builder';
import { config, read } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

const json = (path: string, value: unknown) => read(path, JSON.stringify(value));
const weights = await read('model.safetensors', tensorsFile({ w: 'BF16 2 2' }));
const float8 = await read('model.safetensors', tensorsFile({ w: 'F8_E4M3 2 2' }));
const gguf = await read('m.gguf', ggufFile({ metadata: [entry.text('general.architecture', 'llama')] }));
const adapterConfig = { peft_type: 'LORA', base_model_name_or_path: 'meta-llama/Llama-3.1-8B', r: 16 };
const adapter = await json('adapter_config.json', adapterConfig);
const generation = (value: unknown) => json('generation_config.json', value);
const index = await json('model.safetensors.index.json', {
  metadata: { total_size: 8 },
  weight_map: { a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' },
});
const llama = config({
  modelType: 'llama',
  architectures: ['LlamaForCausalLM'],
  hiddenSize: 16,
  torchDtype: 'bfloat16',
});
const genai = (providers: unknown) =>
  json('genai_config.json', {
    model: { type: 'phi3', decoder: { filename: 'm.onnx', session_options: { provider_options: providers } } },
  });

export const CHECKPOINT_FIXTURES: Readonly<Record<string, Fixture>> = {
  'checkpoint/gguf': {
    bad: { reading: gguf },
    severity: 'warning',
    says: 'The GGUF file m.gguf cannot be loaded by a documented Neuron route.',
    good: { reading: gguf, others: [weights] },
  },
  'checkpoint/tensorrt-engine': {
    bad: { reading: await read('m.engine', joined('ftrt', new Uint8Array(8))) },
    severity: 'warning',
    says: 'The TensorRT engine m.engine is compiled for an NVIDIA GPU',
    good: { reading: weights },
  },
  'checkpoint/torchscript': {
    bad: { reading: await read('m.pt', zipOf('m/data.pkl', 'm/code/__torch__.py')) },
    severity: 'warning',
    says: 'The TorchScript archive m.pt is not compiled for Neuron.',
    good: { reading: await read('m.pt', zipOf('m/data.pkl', 'm/code/__torch__/torch_neuronx/xla_impl/trace.py')) },
  },
  'checkpoint/tensorflow': {
    bad: { reading: await read('saved_model.pb', new Uint8Array([8, 1])) },
    severity: 'blocker',
    says: 'The TensorFlow SavedModel saved_model.pb needs TensorFlow',
    good: { reading: await read('saved_model.pb', new Uint8Array([8, 1])), sdk: '2.28.0' },
  },
  'checkpoint/openvino': {
    bad: { reading: await read('m.xml', '<net name="m" version="11">') },
    severity: 'warning',
    says: 'The OpenVINO model m.xml is converted for Intel hardware',
    good: { reading: weights },
  },
  'checkpoint/nemo': {
    bad: { reading: await read('m.nemo', joined(new Uint8Array(257), 'ustar')) },
    severity: 'warning',
    says: 'The NeMo archive m.nemo cannot be loaded',
    good: { reading: weights },
  },
  'checkpoint/pickle': {
    bad: { reading: await read('pytorch_model.bin', zipOf('archive/data.pkl')) },
    severity: 'info',
    says: 'The PyTorch checkpoint pytorch_model.bin is pickled',
    good: { reading: weights },
  },
  'checkpoint/missing-shards': {
    bad: { reading: index },
    severity: 'info',
    says: 'None of the 2 shards of the checkpoint is in its folder',
    good: { reading: weights },
  },
  'checkpoint/damaged': {
    bad: {
      reading: await read(
        'm.safetensors',
        safetensorsFile({ a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }, 10),
      ),
    },
    severity: 'warning',
    says: 'the file ends 6 bytes too early',
    good: { reading: weights },
  },
  'checkpoint/weight-dtypes': {
    bad: { reading: float8, target: 'trn2' },
    severity: 'warning',
    says: '1 tensor of the checkpoint is F8_E4M3 (FLOAT8E4M3FN), a type that the target does not compute in',
    good: { reading: float8, target: 'trn3' },
  },
  'checkpoint/modelopt-quantization': {
    bad: {
      reading: await json('hf_quant_config.json', { quantization: { quant_algo: 'NVFP4' } }),
      others: [llama],
      target: 'trn2',
    },
    severity: 'blocker',
    says: 'vLLM Neuron refuses modelopt NVFP4 weights on Trn2.',
    good: {
      reading: await json('hf_quant_config.json', { quantization: { quant_algo: 'FP8' } }),
      others: [llama],
      target: 'trn2',
    },
  },
  'checkpoint/adapter': {
    bad: { reading: adapter, target: 'trn2', deployment: { route: 'vllm-neuron' } },
    severity: 'warning',
    says: 'vLLM Neuron serves the LoRA adapter of meta-llama/Llama-3.1-8B',
    good: { reading: adapter, target: 'trn2', deployment: { route: 'nxd-inference' } },
  },
  'checkpoint/generation-settings': {
    bad: { reading: await generation({ num_beams: 4 }), target: 'trn2', deployment: { route: 'nxd-inference' } },
    severity: 'warning',
    says: 'num_beams 4 asks for beam search, which NxD Inference does not support.',
    good: { reading: await generation({ num_beams: 1 }), target: 'trn2', deployment: { route: 'nxd-inference' } },
  },
  'checkpoint/token-limit': {
    bad: {
      reading: await json('sentence_bert_config.json', { max_seq_length: 256 }),
      deployment: { sequenceLength: 512 },
    },
    severity: 'info',
    says: 'The planned sequence length 512 is above max_seq_length 256',
    good: {
      reading: await json('tokenizer_config.json', { model_max_length: 512 }),
      deployment: { sequenceLength: 512 },
    },
  },
  'checkpoint/genai-config': {
    bad: { reading: await genai([{ cuda: {} }]) },
    severity: 'warning',
    says: 'the execution provider cuda, which needs an NVIDIA GPU',
    good: { reading: await genai([]) },
  },
  'checkpoint/config-contradiction': {
    bad: {
      reading: llama,
      others: [await read('model.safetensors', tensorsFile({ 'model.embed_tokens.weight': 'BF16 10 8' }))],
    },
    severity: 'warning',
    says: 'hidden size 16 for an embedding of 8',
    good: {
      reading: llama,
      others: [await read('model.safetensors', tensorsFile({ 'model.embed_tokens.weight': 'BF16 10 16' }))],
    },
  },
  'checkpoint/sentence-transformers': {
    bad: { reading: await json('modules.json', [{ type: 'sentence_transformers.models.Transformer' }]) },
    severity: 'info',
    says: 'Optimum Neuron documents sentence-transformers models (Transformer).',
    good: { reading: await json('modules.json', [{ type: 'sentence_transformers.models.WordEmbeddings' }]) },
  },
};
