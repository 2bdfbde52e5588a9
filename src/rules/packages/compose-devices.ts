import { kindRule } from '../define';
import { listed, show } from '../words';
import { textLocations } from './environment';

/** GPUs that a Compose file asks for. */
export const composeDevices = kindRule(
  {
    id: 'image/compose-gpu',
    phase: 'integration',
    page: {
      title: 'GPU devices in a Compose file',
      what: 'Reports services that reserve devices of the driver nvidia, take its runtime, ask for gpus, or map /dev/nvidia*.',
      why: 'On a Neuron instance there is no NVIDIA driver, so Compose cannot start the service. Neuron devices are files, /dev/neuron0 and on, which a container gets one by one.',
      fix: 'Take the reservation out and map the Neuron devices that the service needs.',
      example: {
        before:
          'deploy:\n  resources:\n    reservations:\n      devices: [{ driver: nvidia, count: 1, capabilities: [gpu] }]',
        after: 'devices:\n  - /dev/neuron0:/dev/neuron0',
        language: 'yaml',
      },
      sources: ['container-devices'],
      since: '0.1.0',
    },
  },
  ['compose'],
  function* ({ reading }) {
    const found = reading.mentions.resources.filter(
      ({ name, list }) =>
        list === 'gpus' ||
        /^\/dev\/nvidia/.test(name) ||
        (list === 'runtime' ? name === 'nvidia' : /^(?:nvidia|gpu)$/.test(name)),
    );
    if (found.length === 0) return;
    const words = found.map(({ name, list }) =>
      list === 'runtime'
        ? `runtime: ${name}`
        : list === 'gpus'
          ? 'gpus'
          : list === 'devices' && name.startsWith('/')
            ? name
            : `devices of ${name}`,
    );
    yield {
      key: 'gpu',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Map Neuron devices in place of GPUs',
      message: `The service asks for GPUs (${listed([...new Set(words.map(show))])}).`,
      why: 'A Neuron instance has no NVIDIA driver, so the service does not start there; Neuron devices are files that are mapped into the container.',
      remedy: 'Take it out, and map the devices under devices: /dev/neuron0:/dev/neuron0 and on.',
      sources: ['container-devices'],
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);
