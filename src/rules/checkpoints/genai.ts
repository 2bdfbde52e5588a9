import type { TextRange } from '../../model/finding';
import { type DataDocument, isDataObject, valueAt } from '../../text/data';
import { kindRule } from '../define';
import type { Draft } from '../rule';
import { listed, show } from '../words';
import { at } from './beside';

/** Execution providers that need hardware of another maker. */
const OTHER_HARDWARE: Readonly<Record<string, string>> = {
  cuda: 'an NVIDIA GPU',
  nvtensorrtrtx: 'an NVIDIA GPU',
  tensorrt: 'an NVIDIA GPU',
  dml: 'Windows with DirectX 12',
  rocm: 'an AMD GPU',
  qnn: 'a Qualcomm NPU',
  openvino: 'Intel hardware',
};

/** Models packed for ONNX Runtime GenAI, which has no execution provider for Neuron. */
export const genaiModel = kindRule(
  {
    id: 'checkpoint/genai-config',
    phase: 'proof-of-concept',
    page: {
      title: 'Model packed for ONNX Runtime GenAI',
      what: 'Reports genai_config.json of ONNX Runtime GenAI: a warning where its sessions are configured for hardware that a Neuron instance does not have (cuda, dml, …), else a note.',
      why: 'Neuron does not compile ONNX files directly, and no Neuron document names an execution provider of ONNX Runtime. On a Neuron instance such a model runs on the CPU only.',
      fix: 'Take the Hugging Face checkpoint that the model was exported from, and serve it on the route that documents it.',
      example: {
        before: '"provider_options": [ { "cuda": {} } ]',
        after: 'vllm serve meta-llama/Llama-3.1-8B-Instruct --tensor-parallel-size 8   # the checkpoint, on Trn2',
        language: 'text',
      },
      sources: ['onnx-faq', 'onnx-faq-2.33'],
      since: '0.1.0',
    },
  },
  ['genai-config'],
  function* ({ reading }): Iterable<Draft> {
    const { providers, modelType } = reading.facts;
    const names = Array.isArray(providers) ? providers.map(String) : [];
    const foreign = names.filter((name) => Object.hasOwn(OTHER_HARDWARE, name.toLowerCase()));
    const [first] = foreign;
    const model = typeof modelType === 'string' ? `The ${show(modelType)} model` : 'The model';
    const [document] = reading.documents;
    yield {
      key: 'genai',
      severity: first === undefined ? 'info' : 'warning',
      confidence: 'inferred',
      action: 'Serve the checkpoint behind the ONNX Runtime GenAI model',
      message:
        first === undefined
          ? `${model} is packed for ONNX Runtime GenAI, which has no documented execution provider for Neuron.`
          : `${model} is packed for ONNX Runtime GenAI with the execution provider ${listed(foreign.map(show))}, which needs ${OTHER_HARDWARE[first.toLowerCase()] ?? 'other hardware'}, not a Neuron instance.`,
      why: 'Neuron does not compile ONNX files directly, and no Neuron document names an execution provider of ONNX Runtime: on a Neuron instance the model runs on the CPU only.',
      remedy:
        'Take the Hugging Face checkpoint that the model was exported from, and serve it on the route that documents it.',
      sources: ['onnx-faq', 'onnx-faq-2.33'],
      locations: [
        at(reading.path, first === undefined ? document?.keyRangeOf(['model']) : providerRange(document, first)),
      ],
    };
  },
);

/** Where a provider is configured: in the session options of one of the parts. */
function providerRange(document: DataDocument | undefined, provider: string): TextRange | null {
  const model = valueAt(document?.value, ['model']);
  for (const part of isDataObject(model) ? Object.keys(model) : []) {
    const options = ['model', part, 'session_options', 'provider_options'];
    const list = valueAt(document?.value, options);
    for (const index of Array.isArray(list) ? list.keys() : []) {
      const range = document?.keyRangeOf([...options, index, provider]);
      if (range) return range;
    }
  }
  return document?.keyRangeOf(['model']) ?? null;
}
