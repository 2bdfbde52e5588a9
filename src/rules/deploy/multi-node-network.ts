import type { OtherReading } from '../../formats/reading';
import { isDataObject, valueAt } from '../../text/data';
import { kindRule } from '../define';
import { counted } from '../words';
import { type Asked, askedFor, mayRunOn, textLocations, within } from './asked';

/** Training over several nodes without network interfaces for it. */
export const multiNodeNetwork = kindRule(
  {
    id: 'deploy/multi-node-network',
    phase: 'scale-out',
    page: {
      title: 'Distributed job without EFA',
      what: 'Reports jobs of several Neuron workers (PyTorchJob, MPIJob, LeaderWorkerSet) whose containers ask for no vpc.amazonaws.com/efa and no resource claim.',
      why: 'Distributed training on Trainium does not run without EFA: all interfaces of the instance must be attached to the container. Nodes of one UltraServer reach each other over NeuronLink.',
      fix: 'Install the EFA device plugin and ask for the EFA interfaces of the instance beside the Neuron devices.',
      example: {
        before: 'limits:\n  aws.amazon.com/neuron: 16',
        after: 'limits:\n  aws.amazon.com/neuron: 16\n  vpc.amazonaws.com/efa: 16',
        language: 'yaml',
      },
      sources: ['container-faq', 'neuron-dra'],
      since: '0.1.0',
    },
  },
  ['kubernetes', 'helm'],
  function* ({ reading, target, knowledge }) {
    if (target === 'inf1' || target === 'inf2') return;
    const asked = askedFor(reading, knowledge);
    const found = asked.flatMap((each) => {
      const counts = each.claim?.counts;
      if ((counts !== 'chips' && counts !== 'cores') || !mayRunOn(reading, each.scope, target)) return [];
      const nodes = nodesOf(each, reading);
      return nodes > 1 && !hasNetwork(each, asked) ? [{ each, nodes }] : [];
    });
    const [first] = found;
    if (first === undefined) return;
    yield {
      key: 'efa',
      severity: 'warning',
      confidence: 'documented',
      action: 'Attach EFA interfaces to distributed jobs',
      message: `${first.each.name} on ${counted(first.nodes, 'node')} goes without vpc.amazonaws.com/efa.`,
      why: 'Distributed training on Trainium does not run without EFA: all interfaces of the instance must be attached to the container. Only nodes of one UltraServer reach each other over NeuronLink.',
      remedy:
        'Install the EFA device plugin and ask for all EFA interfaces of the instance (vpc.amazonaws.com/efa) beside the Neuron devices.',
      sources: ['container-faq', 'neuron-dra'],
      ...textLocations(
        reading.path,
        found.flatMap(({ each }) => each.mentions.map(({ range }) => range)),
      ),
    };
  },
);

function hasNetwork({ scope }: Asked, asked: readonly Asked[]): boolean {
  const pod = scope.replace(/\/containers\/\d+$/, '');
  return asked.some(
    (other) =>
      within(other.scope, pod) &&
      (other.claim?.counts === 'interfaces' || other.mentions.some(({ list }) => list.startsWith('claim'))),
  );
}

/** Nodes that the job around a container takes; 1 where it does not say. */
function nodesOf({ scope }: Asked, { documents }: OtherReading): number {
  const [index = '', ...steps] = scope.split('/');
  const value = documents[Number(index)]?.value;
  const worker = steps.findIndex((step) => /^worker$/i.test(step));
  const group = steps.indexOf('leaderWorkerTemplate');
  const count =
    worker >= 0
      ? valueAt(value, [...steps.slice(0, worker + 1), 'replicas'])
      : group >= 0
        ? valueAt(value, [...steps.slice(0, group + 1), 'size'])
        : isDataObject(value) && value.kind === 'TrainJob'
          ? valueAt(value, ['spec', 'trainer', 'numNodes'])
          : 1;
  return typeof count === 'number' ? count : 1;
}
