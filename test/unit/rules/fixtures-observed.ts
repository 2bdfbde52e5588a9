import { read } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

const analyzed = (unsupported: string) =>
  read('analyze.json', `{ "supported_operators": { "aten::relu": 2 }, "unsupported_operators": [${unsupported}] }`);

export const OBSERVED_FIXTURES: Readonly<Record<string, Fixture>> = {
  'observed/compiler-error': {
    bad: { reading: await read('log-neuron-cc.log', 'x [ERROR] [NCC_EVRF013] TopK does not support int32 input\n') },
    severity: 'blocker',
    says: 'NCC_EVRF013: TopK does not support int32 input.',
    good: { reading: await read('log-neuron-cc.log', 'Compiler status PASS\n') },
  },
  'observed/unsupported-operator': {
    bad: { reading: await analyzed('{ "kind": "aten::fft_fft", "failureAt": "neuronx-cc" }') },
    severity: 'blocker',
    says: 'aten::fft_fft unsupported, failing at neuronx-cc',
    good: { reading: await analyzed('') },
  },
};
