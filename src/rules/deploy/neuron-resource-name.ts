import { mentionRule } from '../define';
import { sentences, show } from '../words';
import { askedFor, nameWithin, textLocations } from './asked';

/** Names that mean a Neuron resource and are none. */
const MEANT = /neuron|inferentia|trainium/i;

/** A resource name that no Neuron plugin registers. */
export const neuronResourceName = mentionRule(
  {
    id: 'deploy/neuron-resource-name',
    phase: 'integration',
    page: {
      title: 'Neuron resource that does not exist',
      what: 'Reports resource names that mean Neuron devices but that the Neuron device plugin does not register: misspelled ones such as aws.amazon.com/neurons, and aws.amazon.com/neurondevice, which ended with SDK 2.22.',
      why: 'Kubernetes knows an extended resource only where a device plugin registers it. The Neuron device plugin registers aws.amazon.com/neuron and aws.amazon.com/neuroncore; a pod that asks for another name stays Pending.',
      fix: 'Write aws.amazon.com/neuron for chips, or aws.amazon.com/neuroncore for NeuronCores.',
      example: {
        before: 'limits:\n  aws.amazon.com/neurondevice: 1',
        after: 'limits:\n  aws.amazon.com/neuron: 1',
        language: 'yaml',
      },
      sources: ['k8s-plugins', 'containers-2.22'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge }) {
    const asked = askedFor(reading, knowledge).filter(({ name, claim, mentions }) =>
      claim === null
        ? MEANT.test(name) &&
          name.includes('/') &&
          mentions.every(({ list }) => list === 'limits' || list === 'requests')
        : claim.ended !== undefined,
    );
    for (const name of new Set(asked.map((each) => each.name))) {
      const own = asked.filter((each) => each.name === name);
      const claim = own[0]?.claim ?? null;
      const mentions = own.flatMap((each) => each.mentions);
      const after = claim?.successor ?? (/core/i.test(name) ? 'aws.amazon.com/neuroncore' : 'aws.amazon.com/neuron');
      const changes = mentions.flatMap(({ nameRange }) => {
        const range = nameWithin(nameRange, name);
        return range === null ? [] : [{ path: reading.path, range, before: name, after }];
      });
      yield {
        key: name,
        severity: 'blocker',
        confidence: 'documented',
        action: `Write ${after} for ${show(name)}`,
        message:
          claim === null
            ? `${show(name)} is no resource that the Neuron device plugin registers.`
            : `${show(name)} is a resource name that ended with SDK ${claim.ended}.`,
        why: sentences(
          'The Neuron device plugin registers aws.amazon.com/neuron and aws.amazon.com/neuroncore; a pod that asks for another name stays Pending',
        ),
        remedy: `Write ${after} instead${after.endsWith('core') ? ', which counts NeuronCores' : ', which counts chips'}.`,
        sources: claim === null ? ['k8s-plugins'] : [...claim.sources, 'k8s-plugins'],
        ...(changes.length === mentions.length && { edit: { title: `Replace ${show(name)} by ${after}`, changes } }),
        ...textLocations(
          reading.path,
          mentions.map(({ range }) => range),
        ),
      };
    }
  },
);
