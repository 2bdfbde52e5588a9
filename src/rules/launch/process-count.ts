import { mentionRule } from '../define';
import { logicalCoresFlag } from '../flags';
import { counted } from '../words';
import { numberOf, optionsOf, programOf, settingOf } from './command';
import { placesAt } from './places';

const LAUNCHERS = /^(?:torchrun|torch\.distributed\.(?:run|launch)|accelerate)$/;

/** Processes on one machine against the NeuronCores of the planned instance. */
export const processCount = mentionRule(
  {
    id: 'launch/process-count',
    phase: 'scale-out',
    page: {
      title: 'More processes than NeuronCores',
      what: 'Compares --nproc_per_node of torchrun, and --num_processes of accelerate launch on one machine, with the NeuronCores of the planned instance (deployment.instance).',
      why: 'Each worker takes a NeuronCore of its own, and a core that is reserved by one process cannot be used by another.',
      fix: 'Start at most as many processes as the instance has cores: 32 on trn1.32xlarge, 64 logical ones on trn2.48xlarge.',
      example: {
        before: 'torchrun --nproc_per_node=8 train.py   # trn1.2xlarge, 2 cores',
        after: 'torchrun --nproc_per_node=2 train.py',
        language: 'sh',
      },
      sources: ['nrt-configuration', 'trn1-instances', 'trn2-instances', 'inf2-instances'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, settings, knowledge }) {
    const machine = knowledge.plannedInstance(settings.deployment);
    if (machine === null || machine.target !== target) return;
    const cores = logicalCoresFlag(settings.deployment)?.value === '1' ? machine.cores : machine.logicalCores;
    for (const command of reading.mentions.commands) {
      const { name, behind } = programOf(command);
      if (!LAUNCHERS.test(name)) continue;
      const options = optionsOf(command.words, behind);
      const single = (numberOf(settingOf(options, 'num-machines', 'nnodes')) ?? 1) === 1;
      const setting = settingOf(options, 'nproc-per-node') ?? (single ? settingOf(options, 'num-processes') : null);
      const processes = numberOf(setting);
      if (setting === null || processes === null || processes <= cores) continue;
      yield {
        key: `${setting.name} ${processes}`,
        severity: 'warning',
        confidence: 'inferred',
        action: 'Start one process for each NeuronCore',
        message: `${setting.written} starts ${counted(processes, 'process', 'processes')}, and the planned ${machine.id} has ${counted(cores, 'NeuronCore')}.`,
        why: 'Each worker reserves a NeuronCore, and none is left for the others.',
        remedy: `Start at most ${cores} on a machine, or plan a larger instance.`,
        sources: ['nrt-configuration', ...machine.sources],
        ...placesAt(reading.path, [setting.range]),
      };
    }
  },
);
