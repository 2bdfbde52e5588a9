import { mentionRule } from '../define';
import { show } from '../words';
import { askedFor, textLocations } from './asked';

/** Limits and requests of a Neuron resource that Kubernetes would not take. */
export const limitsAndRequests = mentionRule(
  {
    id: 'deploy/limits-and-requests',
    phase: 'integration',
    page: {
      title: 'Limits and requests of Neuron devices that differ',
      what: 'Reports a Neuron resource (or EFA interfaces) that a container requests without a limit, or with a limit of another number.',
      why: 'Devices cannot be overcommitted: Kubernetes takes a request for them only beside an equal limit, and rejects the pod otherwise.',
      fix: 'Write the number under limits; under requests write the same one, or leave it out.',
      example: {
        before: 'limits:\n  aws.amazon.com/neuron: 2\nrequests:\n  aws.amazon.com/neuron: 1',
        after: 'limits:\n  aws.amazon.com/neuron: 2',
        language: 'yaml',
      },
      sources: ['k8s-devices'],
      since: '0.1.0',
    },
  },
  function* ({ reading, knowledge }) {
    for (const { name, claim, scope, mentions } of askedFor(reading, knowledge)) {
      if (claim === null || claim.counts === 'gpus') continue;
      const request = mentions.find(({ list }) => list === 'requests');
      const limit = mentions.find(({ list }) => list === 'limits');
      if (request === undefined || (limit !== undefined && (limit.quantity === null || request.quantity === null)))
        continue;
      if (limit !== undefined && limit.quantity === request.quantity) continue;
      yield {
        key: `${name} ${scope}`,
        severity: 'warning',
        confidence: 'inferred',
        action: 'Set limits and requests of devices to the same number',
        message:
          limit === undefined
            ? `${show(name)} is requested without a limit, which Kubernetes does not take.`
            : `${show(name)} is ${limit.quantity} in limits and ${request.quantity} in requests, which Kubernetes does not take.`,
        why: 'Devices cannot be overcommitted: a request for them needs an equal limit, and a limit alone counts as the request.',
        remedy: `Write ${show(name)} under limits, and under requests the same number or nothing.`,
        sources: ['k8s-devices'],
        ...textLocations(
          reading.path,
          mentions.map(({ range }) => range),
        ),
      };
    }
  },
);
