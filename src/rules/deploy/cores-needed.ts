import type { CommandMention, VariableMention, Word } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import type { Target } from '../../model/target';
import type { Knowledge } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import { counted, show } from '../words';
import { type Asked, askedFor, coresPerChip, mayRunOn, textLocations, within, written } from './asked';

/** Flags whose value is a number of processes or shards with a NeuronCore each. */
const FLAGS =
  /^(?:--tensor[-_]parallel[-_](?:size|degree)|-tp|--tp|--tp[-_](?:size|degree)|--nproc[-_]per[-_]node)(?:=(\d{1,6}))?$/;

/** Of these, the flags that count the processes of one node; a tensor parallel group may span nodes. */
const OF_ONE_NODE = /^--nproc/;
/** Parts of objects that join containers of several nodes to one program. */
const JOINED = /\/(?:leaderWorkerTemplate|headGroupSpec|workerGroupSpecs|mpiReplicaSpecs|worker)(?:\/|$)/i;

/** More NeuronCores than the container asked for. */
export const coresNeeded = mentionRule(
  {
    id: 'deploy/cores-needed',
    phase: 'integration',
    page: {
      title: 'More NeuronCores than the container asks for',
      what: 'Compares what a container asks for (aws.amazon.com/neuron, aws.amazon.com/neuroncore) with what its command and environment need: the tensor parallel degree, the processes of torchrun, NEURON_RT_NUM_CORES and NEURON_RT_VISIBLE_CORES.',
      why: 'Each rank of tensor parallelism takes a NeuronCore, and a container has only the cores of its devices. On Trn2 two physical cores count as one unless the logical NeuronCore size (LNC) is 1.',
      fix: 'Ask for enough chips, or lower the degree or the variable.',
      example: {
        before: 'args: ["--tensor-parallel-size", "8"]\nresources:\n  limits:\n    aws.amazon.com/neuron: 1',
        after:
          'args: ["--tensor-parallel-size", "8"]\nresources:\n  limits:\n    aws.amazon.com/neuron: 4   # Inf2: 2 NeuronCores each',
        language: 'yaml',
      },
      sources: ['container-cores', 'nrt-configuration', 'lnc'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    for (const asked of askedFor(reading, knowledge)) {
      if (!mayRunOn(reading, asked.scope, target)) continue;
      const there = coresOf(asked, target, knowledge);
      if (there === null) continue;
      for (const { words, cores, range } of needsOf(reading, asked.scope)) {
        if (cores <= there.logical) continue;
        const certain = cores > there.cores;
        yield {
          key: `${words} ${asked.scope}`,
          severity: certain ? 'blocker' : 'warning',
          confidence: certain ? 'documented' : 'inferred',
          action: 'Ask for as many NeuronCores as the program takes',
          message: `${show(words)} needs ${counted(cores, 'NeuronCore')}, and ${written(asked)} gives ${certain ? there.cores : `${there.logical} logical ones`}.`,
          why: certain
            ? 'A container has the NeuronCores of the devices that it asks for; the runtime cannot reserve more.'
            : 'By default two physical NeuronCores count as one logical core (LNC 2), and each rank takes a logical core.',
          remedy: certain
            ? 'Ask for more devices, or lower the number.'
            : 'Ask for more devices, lower the number, or set the logical NeuronCore size (LNC) to 1 on the node and in the compiler.',
          sources: certain ? ['container-cores', 'nrt-configuration'] : ['lnc', 'container-cores'],
          ...textLocations(reading.path, [range, ...asked.mentions.map((mention) => mention.range)]),
        };
      }
    }
  },
);

function coresOf({ claim, quantity }: Asked, target: Target, knowledge: Knowledge) {
  if (quantity === null || quantity === 0) return null;
  if (claim?.counts === 'cores') return { cores: quantity, logical: quantity };
  const chip = claim?.counts === 'chips' ? coresPerChip(target, knowledge) : null;
  return chip === null ? null : { cores: chip.cores * quantity, logical: chip.logical * quantity };
}

interface Need {
  /** "--tensor-parallel-size 8", "NEURON_RT_NUM_CORES=8". */
  readonly words: string;
  readonly cores: number;
  readonly range: TextRange;
}

/** What the programs of a container need. */
function needsOf({ mentions }: OtherReading, scope: string): Need[] {
  return [
    ...mentions.commands
      .filter((command) => within(command.scope, scope))
      .flatMap(ofCommand)
      .filter(({ words }) => OF_ONE_NODE.test(words) || !JOINED.test(scope)),
    ...mentions.variables.filter((variable) => within(variable.scope, scope)).flatMap(ofVariable),
  ];
}

function ofCommand({ words }: CommandMention): Need[] {
  return words.flatMap((word, at): Need[] => {
    const [flag, value] = FLAGS.exec(word.text) ?? [];
    if (flag === undefined) return [];
    const next: Word | undefined = words[at + 1];
    const number = value ?? (next?.literal && /^\d{1,6}$/.test(next.text) ? next.text : null);
    if (number === null) return [];
    const end = value === undefined ? (next ?? word) : word;
    const name = flag.split('=')[0] ?? flag;
    return [
      { words: `${name} ${number}`, cores: Number(number), range: { start: word.range.start, end: end.range.end } },
    ];
  });
}

function ofVariable({ name, value, range }: VariableMention): Need[] {
  const cores =
    name === 'NEURON_RT_NUM_CORES' ? Number(value) : name === 'NEURON_RT_VISIBLE_CORES' ? highest(value ?? '') + 1 : 0;
  return Number.isInteger(cores) && cores > 0 ? [{ words: `${name}=${value}`, cores, range }] : [];
}

/** The highest index of "3", "0-7" and "0,1,4-5". */
function highest(list: string): number {
  const parts = /^[\d,\s-]{1,500}$/.test(list)
    ? list.split(/[,-]/).map((part) => Number(part.trim() || Number.NaN))
    : [];
  return parts.length === 0 ? Number.NaN : Math.max(...parts);
}
