import type { InstanceClaim, Knowledge } from '../neuron/knowledge';
import type { StarterSubject } from './subject';

/** Where a pod runs. */
export interface PodPlace {
  /** Null: no document gives the sizes of the target. */
  readonly instance: string | null;
  /** Neuron devices (chips) that the container asks for; null likewise. */
  readonly devices: number | null;
  /** Whether it leaves devices of the node to others. */
  readonly partial: boolean;
  readonly checks: readonly string[];
  /** Ids in the knowledge base. */
  readonly sources: readonly string[];
}

/** Numbers of devices that the Neuron scheduler extension gives out on Trn1, as the knowledge of the rule deploy/contiguous-devices says. */
const TRN1_SETS: readonly number[] = [1, 4, 8, 16];

/** The planned instance where it has the cores, else the smallest documented one that has; devices for so many cores. */
export function podPlace({ target, deployment }: StarterSubject, degree: number, knowledge: Knowledge): PodPlace {
  const { label } = knowledge.target(target);
  const planned = knowledge.plannedInstance(deployment);
  const own = planned?.target === target ? planned : null;
  const fits = (each: InstanceClaim) => each.logicalCores >= degree;
  const chosen = own !== null && fits(own) ? own : (knowledge.instances(target).find(fits) ?? null);
  if (chosen === null)
    return {
      instance: null,
      devices: null,
      partial: false,
      checks: [
        `No document that was read gives the instance sizes of ${label}${knowledge.instances(target).length === 0 ? '' : ` with ${degree} cores`}: fill in the instance type and the number of Neuron devices.`,
      ],
      sources: [],
    };
  const devices = devicesFor(degree, chosen);
  const why =
    own === null
      ? `${chosen.id} is the smallest documented ${label} instance with ${degree === 1 ? 'a core' : `${degree} cores`} (logical NeuronCores as they come); whether memory suffices is not considered here. Plan deployment.instance.`
      : chosen === own
        ? null
        : `The planned ${own.id} has ${own.logicalCores} cores, and ${degree} are needed: ${chosen.id} stands here instead.`;
  return {
    instance: chosen.id,
    devices,
    partial: devices > 1 && devices < chosen.chips,
    checks: why === null ? [] : [why],
    sources: chosen.sources,
  };
}

function devicesFor(degree: number, { target, chips, logicalCores }: InstanceClaim): number {
  const needed = Math.ceil(degree / (logicalCores / chips));
  return target === 'trn1' ? (TRN1_SETS.find((count) => count >= needed) ?? chips) : needed;
}
