import type { OtherReading } from '../../formats/reading';
import type { Settings } from '../../model/settings';
import type { Target } from '../../model/target';
import type { InstanceClaim, Knowledge } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import { counted } from '../words';
import { type Asked, askedFor, textLocations, within, written } from './asked';

/** A container that asks for more devices or cores than the instance has. */
export const moreThanInstance = mentionRule(
  {
    id: 'deploy/more-than-instance',
    phase: 'integration',
    page: {
      title: 'More Neuron devices than the instance has',
      what: 'Compares aws.amazon.com/neuron and aws.amazon.com/neuroncore of a container with the instance type that its pod selects; where it selects none, with the planned instance (deployment.instance).',
      why: 'All devices of a container come from one node. A pod that asks for more than any node has stays Pending.',
      fix: 'Ask for at most the chips or NeuronCores of the instance, or select a larger one.',
      example: {
        before:
          'nodeSelector:\n  node.kubernetes.io/instance-type: inf2.xlarge   # 1 chip\n…\n    aws.amazon.com/neuron: 6',
        after:
          'nodeSelector:\n  node.kubernetes.io/instance-type: inf2.24xlarge   # 6 chips\n…\n    aws.amazon.com/neuron: 6',
        language: 'yaml',
      },
      sources: ['container-devices', 'inf2-instances', 'trn1-instances', 'trn2-instances'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, settings, knowledge }) {
    const seen = new Set<string>();
    for (const asked of askedFor(reading, knowledge)) {
      const counts = asked.claim?.counts;
      if (asked.quantity === null || (counts !== 'chips' && counts !== 'cores')) continue;
      const largest = largestInstance(reading, asked, { target, settings, knowledge });
      if (largest === null) continue;
      const { instance, selected } = largest;
      const there = counts === 'chips' ? instance.chips : instance.cores;
      if (asked.quantity <= there) continue;
      const key = `${asked.name}/${asked.quantity}/${instance.id}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const sure = instance.confidence === 'documented';
      yield {
        key,
        severity: sure ? 'blocker' : 'warning',
        confidence: sure ? 'documented' : 'inferred',
        action: 'Ask for no more Neuron devices than the instance has',
        message: `${written(asked)} is more than the ${counted(there, counts === 'chips' ? 'chip' : 'NeuronCore')} of ${instance.id}.`,
        why: `All devices of a container come from one node, and ${selected ? 'the pod selects' : 'the plan names'} ${instance.id}; the pod stays Pending.`,
        remedy: `Ask for at most ${there}, or ${selected ? 'select' : 'plan'} a larger instance.`,
        sources: [...instance.sources, ...(asked.claim?.sources ?? [])],
        ...textLocations(
          reading.path,
          asked.mentions.map(({ range }) => range),
        ),
      };
    }
  },
);

interface Place {
  readonly target: Target;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
}

/** The largest of the instances that the pod selects, else the planned one; null where none is known or none is of the target. */
function largestInstance(
  { mentions }: OtherReading,
  asked: Asked,
  { target, settings, knowledge }: Place,
): { readonly instance: InstanceClaim; readonly selected: boolean } | null {
  const types = mentions.instances.filter(({ scope }) => within(asked.scope, scope)).map(({ type }) => type);
  const planned = settings.deployment.instance?.trim().toLowerCase();
  const names = types.length > 0 || planned === undefined ? types : [planned];
  const claims = names.map((type) => knowledge.instance(type));
  // One of them that is not known may be large enough.
  if (claims.some((claim) => claim === null)) return null;
  const own = claims.filter((claim) => claim !== null).filter((claim) => claim.target === target);
  const [instance] = own.sort((a, b) => b.chips - a.chips);
  return instance === undefined ? null : { instance, selected: types.length > 0 };
}
