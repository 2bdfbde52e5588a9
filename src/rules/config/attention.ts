import { routeLabel } from '../../routes/elsewhere';
import { configRule } from '../define';
import { show } from '../words';
import { libraryOf } from './library';

const KEYS = ['_attn_implementation', 'attn_implementation', '_attn_implementation_internal'] as const;
/** Kernels of packages that need CUDA. */
const CUDA = /^(flash_attention_[23]|flash_attn.*|xformers|kernels-community\/.*|sage_?attention.*)$/;
/** Routes that run the class of transformers, which honours the key. */
const HONOURS = ['torchneuron', 'torch-neuronx'];

/** An attention implementation that the config asks for and that needs CUDA. */
export const attentionImplementation = configRule(
  {
    id: 'config/attention-implementation',
    phase: 'integration',
    page: {
      title: 'Attention implementation that needs CUDA',
      what: 'Reports an attention implementation in the config (flash_attention_2, flash_attention_3, xformers, …) whose package needs CUDA: a warning on routes that run the classes of transformers, a note on libraries that choose their kernels themselves.',
      why: 'transformers imports the package that the key names and stops where it is missing; there is no build for Neuron. vLLM Neuron, NxD Inference and Optimum Neuron ignore the key for inference.',
      fix: 'Load the model with attn_implementation="sdpa" or "eager".',
      example: {
        before: '"_attn_implementation": "flash_attention_2"',
        after: '"_attn_implementation": "sdpa"',
        language: 'json',
      },
      sources: ['torchneuron-resources-2.33', 'trace-api'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const key = KEYS.find((name) => {
      const value = reading.document[name];
      return typeof value === 'string' && CUDA.test(value);
    });
    if (key === undefined) return;
    const value = String(reading.document[key]);
    const library = libraryOf(context);
    const first = knowledge.pytorchRoutes(target, settings.sdk, settings.workload)[0]?.route;
    const route = settings.deployment.route ?? library?.route ?? first;
    const honours = route !== undefined && HONOURS.includes(route);
    const range = reading.rangeOf([key]);
    yield {
      key: 'attention',
      severity: honours ? 'warning' : 'info',
      confidence: 'inferred',
      action: 'Load the model with an attention implementation of PyTorch',
      message: `The config asks for the attention implementation ${show(value)} (${key}), whose package needs CUDA.`,
      why: honours
        ? 'On this route the class of transformers runs, which imports that package and stops without it.'
        : `${route === undefined ? 'A library with classes of its own' : routeLabel(route, knowledge)} chooses its kernels itself and does not look at the key.`,
      remedy: 'Load the model with attn_implementation="sdpa" or "eager", and remove the key from the config.',
      sources: [route === 'torchneuron' ? 'torchneuron-resources-2.33' : 'trace-api'],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);
