import type { OtherReading } from '../../formats/reading';
import { sequenceDrafts } from '../config/sequence-length';
import type { WorkspaceRule } from '../rule';
import { numberOf, type Setting, settingOf } from './command';
import { configOf, isConfig } from './configs';
import { exportOf, exportOfCall } from './optimum-export';
import { vllmLaunches } from './vllm';

/** A sequence length that something is started or exported with. */
interface Started {
  readonly setting: Setting;
  readonly model: string | null;
}

/** Sequence lengths of launches and exports against the positions of the model. */
export const launchSequenceLength: WorkspaceRule = {
  id: 'launch/sequence-length',
  phase: 'proof-of-concept',
  page: {
    title: 'Sequence length of a launch beyond the positions of the model',
    what: 'Compares --max-model-len of vLLM and --sequence_length of Optimum Neuron exports with the positions of the config that the model leads to in the workspace (max_position_embeddings; in the RoBERTa family less the padding token and those before it). A length that equals deployment.sequenceLength is judged at the config.',
    why: 'A longer sequence makes the gather from a position table run out of bounds, which the compiler refuses since SDK 2.29 (NCC_EVRF056). Computed positions compile, but the model was not trained for them.',
    fix: 'Start with at most as many positions as the model has, and split or truncate longer inputs.',
    example: {
      before: 'optimum-cli export neuron --model ./bert --batch_size 1 --sequence_length 1024 out/   # 512 positions',
      after: 'optimum-cli export neuron --model ./bert --batch_size 1 --sequence_length 512 out/',
      language: 'sh',
    },
    sources: ['ncc-evrf056', 'compiler-2.29'],
    since: '0.1.0',
  },
  *checkWorkspace(context) {
    const configs = context.readings.filter(isConfig);
    if (configs.length === 0) return;
    for (const reading of context.readings) {
      if (!('mentions' in reading)) continue;
      const { path } = reading;
      for (const { setting, model } of startedIn(reading)) {
        const length = numberOf(setting);
        const config = configOf(model, path, configs);
        if (length === null || config === null || length === context.settings.deployment.sequenceLength) continue;
        const { written } = setting;
        const location = { path, range: setting.range };
        for (const draft of sequenceDrafts(context, {
          reading: config,
          length,
          given: written,
          setting: written,
          location,
        }))
          yield { ...draft, key: `${config.path} ${length}`, artifact: path };
      }
    }
  },
};

function startedIn({ mentions }: OtherReading): Started[] {
  const served = vllmLaunches(mentions).flatMap((launch): Started[] => {
    const setting = settingOf(launch.settings, 'max-model-len');
    return setting === null ? [] : [{ setting, model: launch.model }];
  });
  const exported = [...mentions.commands.map(exportOf), ...mentions.calls.map(exportOfCall)].flatMap(
    (one): Started[] => {
      const setting = one === null ? null : settingOf(one.settings, 'sequence-length');
      return one === null || setting === null ? [] : [{ setting, model: one.model }];
    },
  );
  return [...served, ...exported];
}
