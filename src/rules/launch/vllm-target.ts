import type { Summary } from '../../formats/reading';
import { compareSdk } from '../../neuron/version';
import type { WorkspaceRule } from '../rule';
import { sentences } from '../words';
import { placesAt } from './places';
import { vllmLaunches } from './vllm';

/** The first release without NxD Inference on Inf2 and Trn1. */
const LEFT = '2.29.0';

/** vLLM on a target that its Neuron plugin does not cover, where no config of a model says so already. */
export const vllmTarget: WorkspaceRule = {
  id: 'launch/vllm-target',
  phase: 'proof-of-concept',
  page: {
    title: 'vLLM on a target that its Neuron plugin does not cover',
    what: 'Reports starts of vLLM for Inf2 and Trn1 from SDK 2.29 on, in workspaces without a model config, without another planned route and without Optimum Neuron. Where there is a config, the finding about its route says it.',
    why: 'NxD Inference, which served under vLLM there, left Inf2 and Trn1 after SDK 2.28; vLLM Neuron begins with Trn2. Optimum Neuron has a platform for vLLM on Inf2 and Trn1, with the packages of an older release.',
    fix: 'Serve on Trn2 or Trn3 with vLLM Neuron, or on Inf2 and Trn1 with Optimum Neuron (deployment.route: optimum-neuron).',
    example: {
      before: 'targets: [inf2]',
      after: 'targets: [trn2]\ndeployment:\n  route: vllm-neuron',
      language: 'yaml',
    },
    sources: ['nxdi-2.29', 'vllm-setup-2.33', 'optimum-vllm'],
    since: '0.1.0',
  },
  *checkWorkspace({ readings, target, settings, knowledge }) {
    const { route } = settings.deployment;
    if ((target !== 'inf2' && target !== 'trn1') || compareSdk(settings.sdk, LEFT) < 0) return;
    if (route !== undefined && route !== 'vllm-neuron') return;
    if (readings.some((reading) => reading.kind === 'hf-config' || hasOptimum(reading))) return;
    const { label } = knowledge.target(target);
    const optimum = knowledge.route('optimum-neuron', target, settings.sdk);
    for (const reading of readings) {
      const launches = 'mentions' in reading ? vllmLaunches(reading.mentions) : [];
      if (launches.length === 0) continue;
      yield {
        key: 'vllm',
        artifact: reading.path,
        severity: 'warning',
        confidence: 'inferred',
        action: 'Choose a target or a route for vLLM',
        message: `vLLM is started here, and no library of Neuron SDK ${settings.sdk} serves under it on ${label}: vLLM Neuron needs Trn2 or Trn3.`,
        why: 'NxD Inference left Inf2 and Trn1 after SDK 2.28. Optimum Neuron, a third party, has a platform for vLLM there.',
        remedy: sentences(
          'Plan for Trn2 or Trn3 with vLLM Neuron, or write deployment.route: optimum-neuron',
          optimum === null ? '' : `Optimum Neuron needs ${optimum.needs}`,
        ),
        sources: ['nxdi-2.29', 'vllm-setup-2.33', 'optimum-vllm'],
        ...placesAt(
          reading.path,
          launches.map(({ range }) => range),
        ),
      };
    }
  },
};

/** Whether Optimum Neuron, whose platform serves under vLLM there, is at hand. */
function hasOptimum(reading: Summary): boolean {
  if (!('mentions' in reading)) return false;
  const { packages, calls, images } = reading.mentions;
  return (
    packages.some(({ name }) => name === 'optimum-neuron') ||
    calls.some(({ name }) => name.startsWith('optimum.neuron')) ||
    images.some(({ name }) => /huggingface-vllm-inference-neuronx$|optimum-neuron-vllm$/.test(name))
  );
}
