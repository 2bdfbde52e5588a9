import type { TextRange } from '../../model/finding';
import { compareSdk } from '../../neuron/version';
import { mentionRule } from '../define';
import { listed, show } from '../words';
import { settingOf } from './command';
import { placesAt } from './places';
import { additionalConfig, launchesIn } from './vllm';

/** Variables that ask for the fork, or for V0 itself. */
const VARIABLES: ReadonlyMap<string, RegExp> = new Map([
  ['VLLM_TARGET_DEVICE', /^neuron$/],
  ['VLLM_USE_V1', /^(?:0|false)$/i],
]);

/** It chose the library under the fork. Guides to NxD Inference on V1 still set it, where it does nothing: alone it decides nothing. */
const FRAMEWORK = 'VLLM_NEURON_FRAMEWORK';

/** Options, variables and arguments of the fork of vLLM V0. */
export const vllmV0 = mentionRule(
  {
    id: 'launch/vllm-v0',
    phase: 'integration',
    page: {
      title: 'Launch of the retired vLLM V0 fork',
      what: 'Reports what belongs to the Neuron fork of vLLM V0: --device neuron, --override-neuron-config, VLLM_NEURON_FRAMEWORK, VLLM_TARGET_DEVICE=neuron and VLLM_USE_V1=0, on a command line, in Python or in an environment.',
      why: 'From SDK 2.28 on vLLM V0, its Neuron forks and the images built on them are not supported. The plugins for vLLM V1 find the hardware themselves and take their settings from --additional-config.',
      fix: 'Remove --device neuron and the variables. Move what stood in --override-neuron-config to --additional-config: under "neuron_config" with the names of vLLM Neuron, or under "override_neuron_config" where vLLM runs on NxD Inference.',
      example: {
        before:
          'VLLM_NEURON_FRAMEWORK=neuronx-distributed-inference vllm serve m --device neuron \\\n  --override-neuron-config \'{"context_encoding_buckets": [128, 256]}\'',
        after: 'vllm serve m --additional-config \'{"neuron_config": {"num_batched_tokens_buckets": [128, 256]}}\'',
        language: 'sh',
      },
      sources: ['vllm-v0-ended', 'vllm-migration'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings }) {
    if (compareSdk(settings.sdk, '2.28.0') < 0) return;
    const found: { readonly what: string; readonly range: TextRange }[] = [];
    for (const launch of launchesIn(reading)) {
      const device = settingOf(launch.settings, 'device');
      if (device?.value === 'neuron') found.push({ what: `${shownName(device.written)} neuron`, range: device.range });
      const override = settingOf(launch.settings, 'override-neuron-config');
      if (override !== null) found.push({ what: shownName(override.written), range: override.range });
    }
    for (const { name, value, range } of reading.mentions.variables) {
      if (VARIABLES.get(name)?.test(value ?? '') === true) found.push({ what: `${name}=${value ?? ''}`, range });
    }
    const frameworks = reading.mentions.variables.filter(({ name }) => name === FRAMEWORK);
    const decided = found.length > 0;
    // Where vLLM V1 on NxD Inference has its settings already, the variable is left over and harmless.
    if (!decided && launchesIn(reading).some((launch) => hasOverride(additionalConfig(launch)))) return;
    for (const { value, range } of frameworks) found.push({ what: `${FRAMEWORK}=${show(value ?? '')}`, range });
    if (found.length === 0) return;
    const names = [...new Set(found.map(({ what }) => what))];
    yield {
      key: 'v0',
      severity: decided ? 'blocker' : 'warning',
      confidence: 'documented',
      action: 'Move the launch of vLLM to the plugin for V1',
      message: `${listed(names)} ${names.length === 1 ? 'belongs' : 'belong'} to the Neuron fork of vLLM V0, which is not supported from SDK 2.28 on; the plugin for V1 takes its settings from --additional-config.`,
      why: 'The plugin finds the Neuron devices and registers itself; the options of the fork are not there any more.',
      remedy:
        'Remove --device neuron and the variables, and move the contents of --override-neuron-config to --additional-config: nested under "neuron_config" for vLLM Neuron, where fields have new names (context_encoding_buckets is num_batched_tokens_buckets), or under "override_neuron_config" for vLLM on NxD Inference.',
      sources: ['vllm-v0-ended', 'vllm-migration'],
      ...placesAt(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

/** Options and arguments of calls alike, as the command line has them. */
function shownName(written: string): string {
  return `--${written.replace(/^-+/, '').replaceAll('_', '-')}`;
}

function hasOverride(config: Readonly<Record<string, unknown>> | null): boolean {
  return config !== null && ('override_neuron_config' in config || 'override-neuron-config' in config);
}
