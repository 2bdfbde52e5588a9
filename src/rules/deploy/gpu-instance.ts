import type { InstanceMention } from '../../formats/mentions';
import type { Edit } from '../../model/finding';
import type { Settings } from '../../model/settings';
import type { Knowledge } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import { listed, sentences } from '../words';
import { nameWithin, targetOf, textLocations, typesOf } from './asked';

/** Instance types with accelerators of other vendors. */
export const gpuInstance = mentionRule(
  {
    id: 'deploy/gpu-instance',
    phase: 'integration',
    page: {
      title: 'GPU instance',
      what: 'Reports instance types with GPUs or other accelerators (p*, g*, dl*) in manifests, templates, Terraform and SageMaker definitions, and lists the documented Neuron instances of the selected targets.',
      why: 'Code that was compiled for NeuronCores runs on Inferentia and Trainium instances only.',
      fix: 'Choose a Neuron instance by the NeuronCores and the memory that the model needs. There is no fixed counterpart to a GPU instance.',
      example: { before: 'instanceType: g5.12xlarge', after: 'instanceType: inf2.24xlarge', language: 'yaml' },
      sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, knowledge }) {
    const found = reading.mentions.instances.filter(({ type }) => targetOf(type) === null);
    if (found.length === 0) return;
    const types = typesOf(found);
    const edit = asPlanned(reading.path, found, settings, knowledge);
    yield {
      key: 'instance',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Choose Neuron instances',
      message: `${listed(types)} ${types.length === 1 ? 'is an instance type' : 'are instance types'} without Neuron devices.`,
      why: 'A compiled model runs on Inferentia and Trainium instances only.',
      remedy: `${candidates(settings, knowledge)} Choose by NeuronCores and memory; no instance is the fixed counterpart of a GPU instance.`,
      sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'],
      ...(edit && { edit }),
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

/** Of all selected targets, so that the sentence is the same whichever is judged. */
export function candidates({ targets }: Pick<Settings, 'targets'>, knowledge: Knowledge): string {
  const lists: string[] = [];
  const nameless: string[] = [];
  for (const target of targets) {
    const { label } = knowledge.target(target);
    const types = knowledge.instances(target).map(({ id }) => id);
    if (types.length === 0) nameless.push(label);
    else lists.push(`${listed(types, 6, 'or')} (${label})`);
  }
  return sentences(
    lists.length === 0 ? null : `Neuron instances that the documents name: ${lists.join('; ')}`,
    nameless.length === 0 ? null : `Of ${listed(nameless)} the documents name no instance types`,
  );
}

/** The instance that the plan names in place of every other; null where it names none of a selected target. */
function asPlanned(
  path: string,
  found: readonly InstanceMention[],
  { deployment, targets }: Settings,
  knowledge: Knowledge,
): Edit | null {
  const planned = knowledge.plannedInstance(deployment);
  if (planned === null || !targets.includes(planned.target)) return null;
  const changes = found.flatMap(({ type, range: whole }) => {
    const range = nameWithin(whole, type);
    return range === null ? [] : [{ path, range, before: type, after: planned.id }];
  });
  const types = [...new Set(found.map(({ type }) => type))];
  const title = `Replace ${listed(types)} by ${planned.id}, the planned instance`;
  return changes.length === found.length ? { title, changes } : null;
}
