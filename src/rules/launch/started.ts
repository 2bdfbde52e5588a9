import type { OtherReading } from '../../formats/reading';
import type { Route } from '../../model/target';
import type { WorkspaceContext } from '../rule';
import { numberOf, optionName, optionsOf, programOf, type Setting, settingOf, textOf } from './command';
import { exportOf, exportOfCall } from './optimum-export';
import { servingRoute, vllmLaunches } from './vllm';

/** The command line of NxD Inference, by itself or as a module. */
const DEMO = /^(?:neuronx_distributed_inference\.)?inference_demo$/;

/** A tensor parallel degree that something is started with. */
export interface Started {
  readonly setting: Setting;
  readonly model: string | null;
  readonly route: Route;
  /** How many replicas of the model are started, each on cores of its own. */
  readonly replicas: number;
}

/** What a file starts or exports with a tensor parallel degree. */
export function startedIn(reading: OtherReading, context: WorkspaceContext): Started[] {
  const { mentions } = reading;
  const served = vllmLaunches(mentions).flatMap((launch): Started[] => {
    const setting = settingOf(launch.settings, 'tensor-parallel-size');
    const replicas = numberOf(settingOf(launch.settings, 'data-parallel-size-local', 'data-parallel-size')) ?? 1;
    // Of several nodes nobody knows how many replicas each has.
    const here = settingOf(launch.settings, 'data-parallel-address', 'nnodes') === null ? Math.max(1, replicas) : 1;
    if (setting === null) return [];
    return [{ setting, model: launch.model, route: servingRoute(context, launch), replicas: here }];
  });
  const exported = [...mentions.commands.map(exportOf), ...mentions.calls.map(exportOfCall)].flatMap(
    (one): Started[] => {
      const setting = one === null ? null : settingOf(one.settings, 'tensor-parallel-size', 'num-cores');
      return one === null || setting === null
        ? []
        : [{ setting, model: one.model, route: 'optimum-neuron', replicas: 1 }];
    },
  );
  const configured = mentions.calls.flatMap(({ kind, name, arguments: given }): Started[] => {
    const argument = given.find((one) => one.name === 'tp_degree');
    if (kind !== 'call' || argument === undefined || !/^neuronx_distributed_inference\..*NeuronConfig$/.test(name))
      return [];
    const { value, range } = argument;
    return [
      {
        setting: { name: optionName('tp_degree'), written: 'tp_degree', value, range },
        model: null,
        route: 'nxd-inference',
        replicas: 1,
      },
    ];
  });
  const demonstrated = mentions.commands.flatMap((command): Started[] => {
    const { name, behind } = programOf(command);
    if (!DEMO.test(name)) return [];
    const settings = optionsOf(command.words, behind);
    const setting = settingOf(settings, 'tp-degree');
    const model = textOf(settingOf(settings, 'model-path'));
    return setting === null ? [] : [{ setting, model, route: 'nxd-inference', replicas: 1 }];
  });
  return [...served, ...exported, ...configured, ...demonstrated];
}
