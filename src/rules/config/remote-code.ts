import { isDataObject } from '../../text/data';
import { configRule } from '../define';
import { show } from '../words';
import { plannedClaims } from './claims';
import { isGenerative, modelName } from './model-kind';

/** Routes that run the class of the repository itself. */
const RUNS_OWN = ['torchneuron', 'torch-neuronx'];

/** Model code that the checkpoint brings along (`auto_map`). */
export const remoteCode = configRule(
  {
    id: 'config/remote-code',
    phase: 'proof-of-concept',
    page: {
      title: 'Model code in the repository of the checkpoint',
      what: 'Notes configs that map their classes to code of the checkpoint’s repository (auto_map, trust_remote_code).',
      why: 'Libraries with classes of their own (vLLM Neuron, NxD Inference, Optimum Neuron for language models) do not run that code: what it changes is lost where the library has the model, and where it has not the class must be ported. A PyTorch route runs the code itself, so every call in it has to compile, and none may ask for CUDA.',
      fix: 'Compare the code with the class of transformers that has the same name; where they differ, port the difference or take a checkpoint that transformers loads without remote code.',
      example: {
        before: '"auto_map": { "AutoModelForCausalLM": "modeling_custom.CustomForCausalLM" }',
        after: '"architectures": ["LlamaForCausalLM"]   # the same weights, converted',
        language: 'json',
      },
      sources: ['vllm-migration', 'torchneuron-resources-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    const { auto_map: map } = reading.document;
    if (!isDataObject(map)) return;
    const [, code] = Object.entries(map).find(([name, at]) => /^AutoModel/.test(name) && typeof at === 'string') ?? [];
    if (typeof code !== 'string') return;
    const { route } = settings.deployment;
    const own = route === undefined ? !isGenerative(reading) : RUNS_OWN.includes(route);
    const [claim] = plannedClaims(context);
    const range = reading.rangeOf(['auto_map']);
    yield {
      key: 'auto-map',
      severity: 'info',
      confidence: 'inferred',
      action: 'Compare the code of the checkpoint with the class that will run',
      message: `${modelName(reading.facts)} brings model code of its own (auto_map: ${show(code)}).`,
      why: own
        ? 'A PyTorch route runs that code itself: every call in it has to compile, and none may ask for CUDA.'
        : claim === undefined
          ? 'Serving libraries implement models themselves and do not run that code: a model that they do not list has to be ported.'
          : 'Serving libraries implement models themselves and do not run that code: what it changes against the library’s class is lost.',
      remedy: own
        ? 'Audit the code for CUDA calls and custom kernels, then compile the forward pass.'
        : 'Compare the code with the class of transformers, and port what differs.',
      sources: own ? ['torchneuron-resources-2.33'] : ['vllm-migration'],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);
