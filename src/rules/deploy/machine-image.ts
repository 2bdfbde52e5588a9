import type { Edit } from '../../model/finding';
import { mentionRule } from '../define';
import { show } from '../words';
import { nameWithin, subject, textLocations } from './asked';

const NVIDIA = 'AL2023_x86_64_NVIDIA';
const NEURON = 'AL2023_x86_64_NEURON';
/** Types, names and parameters of images for GPU instances. */
const FOR_GPUS = /nvidia|[-_/ ]gpu(?:$|[-_/ *)])/i;

/** Machine images that bring the driver of another accelerator. */
export const machineImage = mentionRule(
  {
    id: 'deploy/machine-image',
    phase: 'integration',
    page: {
      title: 'Machine image for GPUs',
      what: 'Reports machine images and AMI types of Amazon EKS, ECS and EC2 that are made for NVIDIA GPUs.',
      why: 'They bring the NVIDIA driver and not the Neuron driver, without which a node has no Neuron devices.',
      fix: 'On Amazon EKS use the AMI type AL2023_x86_64_NEURON or standard Bottlerocket, both of which bring the Neuron driver; on EC2 and Slurm a Neuron DLAMI.',
      example: { before: `amiType: ${NVIDIA}`, after: `amiType: ${NEURON}`, language: 'yaml' },
      sources: ['eks-ami', 'eks-prerequisites', 'dlami-page'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const found = reading.mentions.images.filter(
      ({ role, reference }) =>
        role === 'machine' && FOR_GPUS.test(reference.slice(0, 300)) && !/neuron/i.test(reference),
    );
    if (found.length === 0) return;
    const changes = found.flatMap(({ range, reference }) => {
      const exact = reference === NVIDIA ? nameWithin(range, NVIDIA) : null;
      return exact === null ? [] : [{ path: reading.path, range: exact, before: NVIDIA, after: NEURON }];
    });
    const edit: Edit | null =
      changes.length === found.length ? { title: `Replace ${NVIDIA} by ${NEURON}`, changes } : null;
    yield {
      key: 'machine-image',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Use a machine image with the Neuron driver',
      message: `${subject(
        found.map(({ reference }) => show(reference)),
        'is a machine image',
        'are machine images',
      )} for GPUs, without the Neuron driver.`,
      why: 'A node has Neuron devices only where its machine image brings the Neuron driver.',
      remedy: `On Amazon EKS use ${NEURON} (Inf1, Inf2, Trn1, Trn2) or standard Bottlerocket; elsewhere a Neuron DLAMI (/aws/service/neuron/dlami/…).`,
      sources: ['eks-ami', 'eks-prerequisites', 'dlami-page'],
      ...(edit && { edit }),
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);
