import type { InstanceMention, ResourceMention, VariableMention } from '../../formats/mentions';
import { coresPerChip, targetOf } from '../deploy/asked';
import { candidates } from '../deploy/gpu-instance';
import { gpuReplacement } from '../deploy/gpu-resource';
import { counted, listed, sentences, show } from '../words';
import { type Answer, alike, type CounterpartContext } from './types';

/** What to ask for instead of GPUs, or what a Neuron resource counts. */
export function resourceAnswer(mention: ResourceMention, context: CounterpartContext): Answer | null {
  const { name } = mention;
  const claim = context.knowledge.resource(name);
  if (claim === null) return null;
  const subject = show(name);
  if (claim.counts === 'gpus') {
    const { remedy, sources } = gpuReplacement({ name, mentions: [mention] });
    return { subject, words: [remedy], sources: [...new Set([...sources, ...claim.sources])] };
  }
  if (claim.counts === 'interfaces') {
    const words = ['It counts network interfaces and keeps its name on Neuron instances.'];
    return { subject, words, sources: claim.sources };
  }
  const ended =
    claim.ended === undefined ? [] : [`It ended with SDK ${claim.ended}; write ${claim.successor ?? 'another'}.`];
  const counts =
    claim.counts === 'chips'
      ? `It counts Neuron devices (chips). NeuronCores of each: ${chips(context)}.`
      : `It counts NeuronCores. A chip has: ${chips(context)}.`;
  return { subject, words: [...ended, counts], sources: claim.sources };
}

/** "2 on Inf2 and Trn1, 8 (by default as 4 logical ones) on Trn2". */
function chips({ settings, knowledge }: CounterpartContext): string {
  const groups = alike(
    settings.targets,
    (target) => coresPerChip(target, knowledge),
    ({ cores, logical }) => `${cores} ${logical}`,
  );
  return groups
    .map(({ targets, said: { cores, logical } }) => {
      const on = listed(targets.map((target) => knowledge.target(target).label));
      return `${cores}${logical === cores ? '' : ` (by default as ${logical} logical ones)`} on ${on}`;
    })
    .join(', ');
}

/** What a Neuron instance has, or which Neuron instances there are instead of another. */
export function instanceAnswer({ type }: InstanceMention, context: CounterpartContext): Answer | null {
  const { settings, knowledge } = context;
  const subject = show(type);
  const claim = knowledge.instance(type.trim().toLowerCase());
  if (claim === null) {
    if (targetOf(type) !== null) return null;
    const words = [candidates(settings, knowledge), 'Choose by NeuronCores and memory: there is no fixed counterpart.'];
    return { subject, words, sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'] };
  }
  const { chips: count, cores, logicalCores, deviceMemory, hostMemory } = claim;
  const logical = logicalCores === cores ? '' : `, by default as ${logicalCores} logical ones`;
  return {
    subject,
    words: [
      `It has ${counted(count, 'Neuron device')} with ${counted(cores, 'NeuronCore')}${logical}.`,
      ...(deviceMemory === null ? [] : [`Device memory: ${deviceMemory} GiB.`]),
      ...(hostMemory === null ? [] : [`Host memory: ${hostMemory} GiB.`]),
    ],
    sources: claim.sources,
  };
}

/** What an environment variable does on Neuron, or which one does it there. */
export function variableAnswer({ name }: VariableMention, { settings, knowledge }: CounterpartContext): Answer | null {
  const claim = knowledge.variable(name, settings.sdk);
  if (claim === null) return null;
  const instead = claim.replacedBy === null ? [] : [`The variable on Neuron is ${claim.replacedBy}.`];
  return {
    subject: show(name),
    words: [...instead, sentences(claim.what), claim.remedy],
    sources: claim.sources,
  };
}
