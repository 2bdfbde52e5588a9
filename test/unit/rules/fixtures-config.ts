import { config, type Situation } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

/** Llama 2 13B in half precision. */
export const LLAMA_13B = {
  modelType: 'llama',
  architectures: ['LlamaForCausalLM'],
  torchDtype: 'float16',
  hiddenSize: 5120,
  layers: 40,
  attentionHeads: 40,
  keyValueHeads: 40,
  parameters: 13_015_864_320,
};
const on = (instance: string, tensorParallel: number): Situation => ({
  reading: config(LLAMA_13B),
  deployment: { instance, tensorParallel, batchSize: 1, sequenceLength: 512, dtype: 'float16' },
});

export const CONFIG_FIXTURES: Readonly<Record<string, Fixture>> = {
  'config/device-memory': {
    bad: on('inf2.8xlarge', 1),
    severity: 'warning',
    says: 'needs 26 GB on each core of device memory as planned, more than 1 core of 16 GB',
    good: on('inf2.8xlarge', 2),
  },
  'config/host-memory': {
    bad: on('inf2.xlarge', 2),
    severity: 'warning',
    says: 'inf2.xlarge has 16 GB of host memory (RAM) for the 26 GB of weights',
    good: on('inf2.8xlarge', 2),
  },
};
