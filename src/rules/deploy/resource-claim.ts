import { kindRule } from '../define';
import { textLocations } from './asked';

/** Claims of Neuron devices through Dynamic Resource Allocation. */
export const resourceClaim = kindRule(
  {
    id: 'deploy/resource-claim',
    phase: 'integration',
    fix: 'elsewhere',
    page: {
      title: 'Neuron devices by resource claim',
      what: 'Reports claims of the device class neuron.aws.com with what they need: the Neuron DRA driver, Kubernetes 1.34, Trainium instances.',
      why: 'The Neuron DRA driver serves Trainium instances from Kubernetes 1.34 on (nodes from 1.34.2 on), and not on nodes where the Neuron device plugin runs.',
      fix: 'Install the driver with the Neuron Helm chart (draDriver.enabled=true) instead of the device plugin; on Inferentia instances ask for aws.amazon.com/neuron.',
      example: {
        before: 'helm upgrade --install neuron-helm-chart oci://public.ecr.aws/neuron/neuron-helm-chart',
        after:
          'helm upgrade --install neuron-helm-chart oci://public.ecr.aws/neuron/neuron-helm-chart --set draDriver.enabled=true',
        language: 'sh',
      },
      sources: ['neuron-dra'],
      since: '0.1.0',
    },
  },
  ['kubernetes', 'helm'],
  function* ({ reading, target }) {
    const claims = reading.mentions.resources.filter(
      ({ name, list }) => list === 'claims' && name === 'neuron.aws.com',
    );
    if (claims.length === 0) return;
    const places = textLocations(
      reading.path,
      claims.map(({ nameRange }) => nameRange),
    );
    if (target === 'inf1' || target === 'inf2')
      yield {
        key: 'inferentia',
        severity: 'warning',
        confidence: 'documented',
        action: 'Use the device plugin on Inferentia',
        message:
          'Devices of the class neuron.aws.com come from the Neuron DRA driver, which is for Trainium instances.',
        why: 'The driver implements Dynamic Resource Allocation for Trainium; on Inferentia instances no driver offers devices of that class.',
        remedy: 'Ask for aws.amazon.com/neuron in the limits of the container, and run the Neuron device plugin.',
        sources: ['neuron-dra'],
        ...places,
      };
    else
      yield {
        key: 'driver',
        severity: 'info',
        confidence: 'documented',
        action: 'Install the Neuron DRA driver on the cluster',
        message: 'Devices of the class neuron.aws.com need the Neuron DRA driver and Kubernetes 1.34.',
        why: 'The control plane must be of 1.34 or later, nodes of 1.34.2 or later, and the Neuron device plugin must not run on the same nodes.',
        remedy: 'Install the driver with the Neuron Helm chart (draDriver.enabled=true).',
        sources: ['neuron-dra'],
        ...places,
      };
  },
);
