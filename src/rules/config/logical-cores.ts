import { flagValue } from '../flags';
import type { Rule } from '../rule';
import { show } from '../words';

/** Spellings of the flag that joins physical cores to logical ones. */
const FLAGS = ['--lnc', '--logical-nc-config'];

/** A logical NeuronCore size that the target does not have. */
export const logicalCores: Rule = {
  id: 'target/logical-cores',
  phase: 'integration',
  page: {
    title: 'Logical NeuronCore size that the target does not have',
    what: 'Reports a planned compiler flag --lnc (or --logical-nc-config) whose value the target does not take: anything but 1 on Inf2 and Trn1, anything but 1 or 2 on Trn2.',
    why: 'Joining two physical cores to one logical core begins with Trn2. The compiler refuses other values (NCC_EARG001).',
    fix: 'Remove the flag on Inf2 and Trn1. On Trn2 use 1 or 2, and the same value for the runtime (NEURON_LOGICAL_NC_CONFIG).',
    example: {
      before: 'targets: [trn1]\ndeployment:\n  compilerFlags: ["--lnc=2"]',
      after: 'targets: [trn1]\ndeployment:\n  compilerFlags: []',
      language: 'yaml',
    },
    sources: ['ncc-earg001'],
    since: '0.1.0',
  },
  *check({ reading, target, settings, knowledge }) {
    const { core, label } = knowledge.target(target);
    const allowed = { v1: null, v2: ['1'], v3: ['1', '2'], v4: null }[core];
    const flag = FLAGS.find((name) => flagValue(settings.deployment, name) !== null);
    const value = flag === undefined ? null : flagValue(settings.deployment, flag);
    if (allowed === null || value === null || allowed.includes(value)) return;
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
          : 'A logical NeuronCore on Trn2 is one physical core or two.',
      remedy:
        core === 'v2'
          ? 'Remove the flag from deployment.compilerFlags, and NEURON_LOGICAL_NC_CONFIG from the environment.'
          : 'Set the flag and NEURON_LOGICAL_NC_CONFIG to 1 or 2, both to the same value.',
      neuronError: 'NCC_EARG001',
      sources: error?.sources ?? ['ncc-earg001'],
      locations: [{ path: reading.path }],
    };
  },
};
