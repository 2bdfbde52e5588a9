import type { CallMention, CommandMention, Mentions } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import type { Route } from '../../model/target';
import { compareSdk } from '../../neuron/version';
import { isDataObject } from '../../text/data';
import type { RuleContext } from '../rule';
import { optionName, optionsOf, programOf, type Setting, settingOf } from './command';

/** One start of vLLM: `vllm serve …`, its server module, or an engine in Python. */
export interface VllmLaunch {
  readonly settings: readonly Setting[];
  /** The model as it is named; null where it is not known. */
  readonly model: string | null;
  /** Of the program, or of the call's name. */
  readonly range: TextRange;
  readonly scope: string | undefined;
}

const SHORT = {
  '-tp': 'tensor-parallel-size',
  '-pp': 'pipeline-parallel-size',
  '-dp': 'data-parallel-size',
  '-q': 'quantization',
};
const SERVERS = /^vllm\.entrypoints\.(?:openai\.)?api_server$|^vllm\.entrypoints\.api_server$/;
const ENGINES = /^vllm\.(?:[\w.]+\.)?(?:LLM|AsyncLLMEngine|EngineArgs|AsyncEngineArgs)$/;
/** Options that no other server has; arguments of a container that has vLLM as its entry point hold at least one. */
const TELLING =
  /^--(?:tensor-parallel-size|max-model-len|max-num-seqs|served-model-name|gpu-memory-utilization)(?:=|$)/;

export function vllmLaunches(mentions: Mentions): VllmLaunch[] {
  return [...mentions.commands.flatMap(fromCommand), ...mentions.calls.flatMap(fromCall)];
}

function fromCommand(command: CommandMention): VllmLaunch[] {
  const { words, range, scope } = command;
  const { name, behind } = programOf(command);
  const serves = name === 'vllm' && /^(?:serve|bench|run-batch|chat)$/.test(words[behind]?.text ?? '');
  const listed = name.startsWith('--') && words.some(({ text }) => TELLING.test(text));
  if (!serves && !listed && !SERVERS.test(name)) return [];
  const from = listed ? 0 : serves ? behind + 1 : behind;
  const settings = optionsOf(words, from, SHORT);
  const first = words[from];
  const positional = serves && first !== undefined && !first.text.startsWith('-') && first.literal ? first.text : null;
  const option = settingOf(settings, 'model')?.value;
  return [
    {
      settings,
      model: typeof option === 'string' ? option : positional,
      range: listed ? range : (words[behind - 1]?.range ?? range),
      scope,
    },
  ];
}

function fromCall({ kind, name, arguments: given, range, scope }: CallMention): VllmLaunch[] {
  if (kind !== 'call' || !ENGINES.test(name)) return [];
  const settings = given.flatMap(({ name: written, value, range: at }): Setting[] =>
    written === null || written.startsWith('*') ? [] : [{ name: optionName(written), written, value, range: at }],
  );
  const first = given[0]?.name === null ? given[0].value : undefined;
  const model = settingOf(settings, 'model')?.value ?? first;
  return [{ settings, model: typeof model === 'string' ? model : null, range, scope }];
}

/** The settings of Neuron among `additional_config`: parsed where they are JSON; null where there are none or they cannot be read. */
export function additionalConfig(launch: VllmLaunch): Readonly<Record<string, unknown>> | null {
  const value = settingOf(launch.settings, 'additional-config')?.value;
  return asObject(typeof value === 'string' ? parsed(value) : value);
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return isDataObject(value) ? value : null;
}

/** The value of a JSON text; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The library that serves under vLLM: the planned route, else the one whose settings are given, else what the release has for the target. */
export function servingRoute(
  { settings, target }: Pick<RuleContext, 'settings' | 'target'>,
  launch: VllmLaunch,
): Route {
  const { route } = settings.deployment;
  if (route === 'vllm-neuron' || route === 'nxd-inference' || route === 'optimum-neuron') return route;
  const config = additionalConfig(launch) ?? {};
  if ('override_neuron_config' in config || 'override-neuron-config' in config) return 'nxd-inference';
  if (compareSdk(settings.sdk, target === 'inf2' || target === 'trn1' ? '2.29.0' : '2.31.0') < 0)
    return 'nxd-inference';
  return target === 'inf2' || target === 'trn1' ? 'optimum-neuron' : 'vllm-neuron';
}

/** Every start of vLLM in a file. */
export function launchesIn({ mentions }: OtherReading): VllmLaunch[] {
  return vllmLaunches(mentions);
}
