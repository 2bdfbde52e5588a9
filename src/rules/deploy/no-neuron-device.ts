import type { OtherReading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import { valueAt } from '../../text/data';
import { baseName } from '../../text/path';
import { kindRule } from '../define';
import { show } from '../words';
import { targetOf, textLocations, within } from './asked';
import { type Pod, podsOf } from './pods';

/** Images of the Neuron infrastructure, and of what only builds or watches. */
const INFRASTRUCTURE =
  /device-plugin|scheduler|monitor|problem-detector|node-recovery|exporter|dra-driver|operator|compil/i;
/** Parts of a job that start the others and compute nothing. */
const STARTERS = /^(?:Launcher|headGroupSpec)$/;

/** A pod on a Neuron instance, or with a Neuron image, whose containers get no Neuron device. */
export const noNeuronDevice = kindRule(
  {
    id: 'deploy/no-neuron-device',
    phase: 'integration',
    page: {
      title: 'Neuron container without a Neuron device',
      what: 'Reports pods that select a Neuron instance, or run an image with "neuron" in its name, while no container asks for aws.amazon.com/neuron, aws.amazon.com/neuroncore or a resource claim. Daemon sets, launchers and privileged containers are left alone.',
      why: 'A container sees the Neuron devices that were allocated to it, and no others. Without one the runtime ends with "No neuron device available", or that it cannot open /dev/neuron0.',
      fix: 'Add aws.amazon.com/neuron, or aws.amazon.com/neuroncore, to the limits of the container.',
      example: {
        before: 'resources:\n  limits: {}',
        after: 'resources:\n  limits:\n    aws.amazon.com/neuron: 1',
        language: 'yaml',
      },
      sources: ['container-troubleshooting', 'container-devices'],
      since: '0.1.0',
    },
  },
  ['kubernetes'],
  function* ({ reading }) {
    for (const pod of podsOf(reading)) {
      if (pod.kind === 'DaemonSet' || pod.path.some((step) => STARTERS.test(step))) continue;
      if (hasDevice(pod, reading) || pod.containers.some(isPrivileged)) continue;
      const sign = signOf(pod, reading);
      if (sign === null) continue;
      yield {
        key: pod.scope,
        severity: 'warning',
        confidence: 'inferred',
        action: 'Ask for Neuron devices in the resources of the container',
        message: `No container of the pod asks for aws.amazon.com/neuron, though ${sign.says}.`,
        why: 'A container sees only the Neuron devices that were allocated to it; without one the runtime finds none ("No neuron device available", /dev/neuron0 cannot be opened).',
        remedy:
          'Add aws.amazon.com/neuron (chips) or aws.amazon.com/neuroncore (NeuronCores) to the limits of the container.',
        sources: ['container-troubleshooting', 'container-devices'],
        ...textLocations(reading.path, sign.ranges),
      };
    }
  },
);

interface Sign {
  readonly says: string;
  readonly ranges: readonly TextRange[];
}

/** What says that the pod is meant for Neuron. */
function signOf({ scope }: Pod, { mentions }: OtherReading): Sign | null {
  const images = mentions.images.filter((image) => within(image.scope, `${scope}/containers`));
  if (images.length > 0 && images.every(({ name }) => INFRASTRUCTURE.test(name))) return null;
  const instance = mentions.instances.find(({ type, scope: where }) => where === scope && targetOf(type) !== null);
  if (instance !== undefined) return { says: `the pod selects ${instance.type}`, ranges: [instance.range] };
  const image = images.find(({ name }) => /neuron/i.test(baseName(name)) && !INFRASTRUCTURE.test(name));
  if (image === undefined) return null;
  return { says: `it runs the image ${show(image.name)}`, ranges: [image.range] };
}

/** A Neuron device, a claim, or another vendor's device, of which another rule speaks. */
function hasDevice({ scope }: Pod, { mentions }: OtherReading): boolean {
  return mentions.resources.some(
    ({ name, list, scope: where }) =>
      within(where, scope) &&
      (/neuron|gpu|inferentia|trainium|gaudi/i.test(name) || list === 'claims' || list === 'claim-names'),
  );
}

function isPrivileged(container: unknown): boolean {
  return valueAt(container, ['securityContext', 'privileged']) === true;
}
