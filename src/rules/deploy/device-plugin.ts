import { kindRule } from '../define';
import { askedFor, subject, textLocations, written } from './asked';

/** Neuron resources, which a plugin has to bring to the cluster. */
export const devicePlugin = kindRule(
  {
    id: 'deploy/device-plugin',
    phase: 'integration',
    fix: 'elsewhere',
    page: {
      title: 'Neuron device plugin needed',
      what: 'Reminds of the Neuron device plugin where containers ask for aws.amazon.com/neuron or aws.amazon.com/neuroncore.',
      why: 'The cluster knows these resources only once the plugin runs on its Neuron nodes; the machine images of Amazon EKS bring the driver but not the plugin. Without it pods stay Pending (Insufficient aws.amazon.com/neuron).',
      fix: 'Install the Neuron Helm chart, and look whether nodes list the resource as allocatable.',
      example: {
        before: 'kubectl apply -f deployment.yaml',
        after:
          'helm upgrade --install neuron-helm-chart oci://public.ecr.aws/neuron/neuron-helm-chart\nkubectl apply -f deployment.yaml',
        language: 'sh',
      },
      sources: ['k8s-plugins', 'eks-ami'],
      since: '0.1.0',
    },
  },
  ['kubernetes', 'helm'],
  function* ({ reading, knowledge }) {
    if (reading.mentions.images.some(({ name }) => name.includes('neuron-device-plugin'))) return;
    const asked = askedFor(reading, knowledge).filter(
      ({ name, claim }) =>
        name.startsWith('aws.amazon.com/') && (claim?.counts === 'chips' || claim?.counts === 'cores'),
    );
    if (asked.length === 0) return;
    yield {
      key: 'device-plugin',
      severity: 'info',
      confidence: 'documented',
      action: 'Install the Neuron device plugin on the cluster',
      message: `${subject(asked.map(written), 'is', 'are')} there only where the Neuron device plugin runs on the nodes.`,
      why: 'The plugin makes the devices known to Kubernetes; machine images bring the driver but not the plugin, and without it the pod stays Pending (Insufficient aws.amazon.com/neuron).',
      remedy:
        'Install the Neuron Helm chart (oci://public.ecr.aws/neuron/neuron-helm-chart), and see that nodes list the resource as allocatable.',
      sources: ['k8s-plugins', 'eks-ami'],
      ...textLocations(
        reading.path,
        asked.flatMap(({ mentions }) => mentions.map(({ range }) => range)),
      ),
    };
  },
);
