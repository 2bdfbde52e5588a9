import { mentionRule } from '../define';
import { show } from '../words';
import { environmentsOf, isForNeuron, requirement, textLocations } from './environment';

/** vLLM without the plugin for Neuron. */
export const vllm = mentionRule(
  {
    id: 'package/vllm-plugin',
    phase: 'proof-of-concept',
    page: {
      title: 'vLLM without its Neuron plugin',
      what: 'Reports vllm in an environment that has none of vllm-neuron, NxD Inference and Optimum Neuron.',
      why: 'vLLM finds Neuron devices through a plugin only; the wheel on PyPI is built for CUDA. The plugin vllm-neuron brings the version of vLLM that it is for.',
      fix: 'Install vllm-neuron from the Neuron index on Trn2 and Trn3, and leave vllm to it.',
      example: {
        before: 'vllm==0.24.0',
        after: '--extra-index-url https://pip.repos.neuron.amazonaws.com\nvllm-neuron',
        language: 'text',
      },
      sources: ['vllm-setup', 'vllm-setup-2.33', 'optimum-vllm'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target }) {
    const found = environmentsOf(reading).flatMap((environment) =>
      isForNeuron(environment) ? [] : environment.packages.filter(({ name, locked }) => name === 'vllm' && !locked),
    );
    const [first] = found;
    if (first === undefined) return;
    const plugin = target === 'trn2' || target === 'trn3';
    yield {
      key: 'vllm',
      severity: 'warning',
      confidence: plugin ? 'documented' : 'inferred',
      action: 'Serve with a vLLM that knows Neuron',
      message: `${show(requirement(first))} is installed without a plugin for Neuron, so vLLM finds no Neuron device.`,
      why: 'The wheel of vLLM is built for CUDA; Neuron is a platform plugin of its own.',
      remedy: plugin
        ? 'Install vllm-neuron from the Neuron index and leave vllm to it.'
        : 'vLLM Neuron supports Trn2 and Trn3 only: use optimum-neuron[neuronx,vllm], or NxD Inference of SDK 2.28.',
      sources: plugin ? ['vllm-setup', 'vllm-setup-2.33'] : ['optimum-vllm', 'nxdi-2.29', 'vllm-setup-2.33'],
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);
