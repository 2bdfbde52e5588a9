import type { OtherReading } from '../../formats/reading';
import type { Target } from '../../model/target';
import type { Knowledge } from '../../neuron/knowledge';
import { kindRule } from '../define';
import { type Asked, askedFor, mayRunOn, subject, textLocations, within, written } from './asked';

/** What the scheduler extension gives out on Trn1.32xlarge and Trn1n.32xlarge. */
const TRN1_SETS: readonly number[] = [1, 4, 8, 16];

/** Several devices of one node, which have to be neighbours. */
export const contiguousDevices = kindRule(
  {
    id: 'deploy/contiguous-devices',
    phase: 'integration',
    page: {
      title: 'Several Neuron devices of one node',
      what: 'Reports containers that ask for more than one Neuron device or core, but not for all of a node, without a scheduler of their own (schedulerName); on Trn1 also numbers of devices that the Neuron scheduler extension does not give out.',
      why: 'The runtime needs devices and cores that lie next to each other. The device plugin alone does not see to that; the Neuron scheduler extension does, and on Trn1.32xlarge it gives out 1, 4, 8 or 16 devices.',
      fix: 'Install the Neuron scheduler extension and name its scheduler in the pod (schedulerName: my-scheduler on Amazon EKS), or use the Neuron DRA driver on Trn2. On Trn1 ask for 1, 4, 8 or 16 devices.',
      example: {
        before: 'spec:\n  containers:\n    - resources:\n        limits:\n          aws.amazon.com/neuron: 4',
        after:
          'spec:\n  schedulerName: my-scheduler\n  containers:\n    - resources:\n        limits:\n          aws.amazon.com/neuron: 4',
        language: 'yaml',
      },
      sources: ['scheduler-extension', 'container-faq', 'container-troubleshooting'],
      since: '0.1.0',
    },
  },
  ['kubernetes', 'helm'],
  function* ({ reading, target, knowledge }) {
    const asked = askedFor(reading, knowledge).filter(
      ({ name, claim, quantity, scope }) =>
        mayRunOn(reading, scope, target) &&
        (claim?.counts === 'chips' || claim?.counts === 'cores') &&
        name.startsWith('aws.amazon.com/') &&
        (quantity ?? 0) > 1,
    );
    const odd = target === 'trn1' ? asked.filter((each) => isOddSet(each, reading)) : [];
    if (odd.length > 0)
      yield {
        key: 'set',
        severity: 'warning',
        confidence: 'documented',
        action: 'Ask for 1, 4, 8 or 16 devices on Trn1',
        message: `${subject(odd.map(written), 'is no number', 'are no numbers')} of devices that the Neuron scheduler extension gives out on Trn1.`,
        why: 'On trn1.32xlarge and trn1n.32xlarge it gives out 1, 4, 8 or 16 devices, which form a torus; a pod that asks for another number is not scheduled.',
        remedy: 'Ask for 4, 8 or 16 devices, or use Inf2, where any number will do.',
        sources: ['scheduler-extension'],
        ...textLocations(
          reading.path,
          odd.flatMap(({ mentions }) => mentions.map(({ range }) => range)),
        ),
      };
    const loose = asked.filter((each) => !hasScheduler(each, reading) && !odd.includes(each));
    // What is a whole node on one target may be a part of one on another: said of all alike where it matters here.
    if (loose.every((each) => isWholeNode(each, target, knowledge))) return;
    yield {
      key: 'scheduler',
      severity: 'info',
      confidence: 'documented',
      action: 'Schedule several Neuron devices with the Neuron scheduler extension',
      message: `${subject(loose.map(written), 'needs', 'need')} devices that lie next to each other, which the device plugin alone does not see to.`,
      why: 'The Neuron scheduler extension is required for pods with more than one Neuron device or core; without it the runtime may end with "Neuron cores are not contiguous".',
      remedy:
        'Install the extension (scheduler.enabled=true in the Neuron Helm chart) and set schedulerName: my-scheduler in the pod; on Trn2 the Neuron DRA driver does the same.',
      sources: ['scheduler-extension', 'container-troubleshooting'],
      ...textLocations(
        reading.path,
        loose.flatMap(({ mentions }) => mentions.map(({ range }) => range)),
      ),
    };
  },
);

/** Where the pod selects an instance, it must be one of those that have the rule. */
function isOddSet({ claim, quantity, scope }: Asked, { mentions }: OtherReading): boolean {
  if (claim?.counts !== 'chips' || quantity === null || TRN1_SETS.includes(quantity)) return false;
  const types = mentions.instances.filter((instance) => within(scope, instance.scope)).map(({ type }) => type);
  return types.length === 0 || types.some((type) => /^trn1n?\.32xlarge$/.test(type));
}

/** All devices of a node are neighbours. */
function isWholeNode({ claim, quantity }: Asked, target: Target, knowledge: Knowledge): boolean {
  return knowledge
    .instances(target)
    .filter(({ confidence }) => confidence === 'documented')
    .some(({ chips, cores, logicalCores }) =>
      claim?.counts === 'chips' ? quantity === chips : quantity === cores || quantity === logicalCores,
    );
}

function hasScheduler({ scope }: Asked, { mentions }: OtherReading): boolean {
  return mentions.placements.some(
    (placement) =>
      placement.kind === 'scheduler' && placement.value !== 'default-scheduler' && within(scope, placement.scope),
  );
}
