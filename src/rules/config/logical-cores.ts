import { logicalCoresFlag } from '../flags';
import type { Rule } from '../rule';
import { show } from '../words';

/** A logical NeuronCore size that the target does not have. */
export const logicalCores: Rule = {
  id: 'target/logical-cores',
  phase: 'integration',
  fix: 'settings',
  page: {
    title: 'Logical NeuronCore size that the target does not have',
    what: 'Reports a planned compiler flag --lnc (or --logical-nc-config) whose value the target does not take: anything but 1 on Inf2 and Trn1, anything but 1 or 2 on Trn2 and Trn3.',
    why: 'Joining two physical cores to one logical core begins with Trn2. The compiler refuses other values (NCC_EARG001).',
    fix: 'Remove the flag on Inf2 and Trn1. On Trn2 and Trn3 use 1 or 2, and the same value for the runtime (NEURON_LOGICAL_NC_CONFIG).',
    example: {
      before: 'targets: [trn1]\ndeployment:\n  compilerFlags: ["--lnc=2"]',
      after: 'targets: [trn1]\ndeployment:\n  compilerFlags: []',
      language: 'yaml',
    },
    sources: ['ncc-earg001', 'lnc'],
    since: '0.1.0',
  },
  *check({ reading, target, settings, knowledge }) {
    const { core, label } = knowledge.target(target);
    const allowed = { v1: null, v2: ['1'], v3: ['1', '2'], v4: ['1', '2'] }[core];
    const planned = logicalCoresFlag(settings.deployment);
    if (allowed === null || planned === null || allowed.includes(planned.value)) return;
    const { flag, value } = planned;
    const error = knowledge.errorCode('NCC_EARG001');
    yield {
      key: 'lnc',
      severity: 'blocker',
      confidence: 'documented',
      action: `Plan a logical NeuronCore size that ${label} has`,
      message: `The planned flag ${flag}=${show(value)} asks for a logical NeuronCore size that ${label} does not have.`,
      why:
        core === 'v2'
          ? 'Logical NeuronCores of two physical cores begin with Trn2; the compiler refuses the flag elsewhere.'
          : 'A logical NeuronCore is one physical core or two.',
      remedy:
        core === 'v2'
          ? 'Remove the flag from deployment.compilerFlags, and NEURON_LOGICAL_NC_CONFIG from the environment.'
          : 'Set the flag and NEURON_LOGICAL_NC_CONFIG to 1 or 2, both to the same value.',
      neuronError: 'NCC_EARG001',
      sources: [...new Set(['lnc', ...(error?.sources ?? ['ncc-earg001'])])],
      locations: [{ path: reading.path }],
    };
  },
};
