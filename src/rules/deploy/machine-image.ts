import type { ImageMention, InstanceMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { Edit } from '../../model/finding';
import { mentionRule } from '../define';
import type { Draft } from '../rule';
import { listed, show } from '../words';
import { nameWithin, subject, targetOf, textLocations, typesOf, within } from './asked';

const NVIDIA = 'AL2023_x86_64_NVIDIA';
const STANDARD = 'AL2023_x86_64_STANDARD';
const NEURON = 'AL2023_x86_64_NEURON';
/** What Amazon EKS and eksctl call Amazon Linux 2. */
const LINUX_2 = /^(?:AL2_x86_64(?:_GPU)?|AmazonLinux2)$/;
const LINUX_2_PARAMETER = /\/amazon-linux-2(?:-gpu)?\//;
/** Types, names and parameters of images for GPU instances. */
const FOR_GPUS = /nvidia|[-_/ ]gpu(?:$|[-_/ *)])/i;

/** Machine images that bring the driver of another accelerator, or none. */
export const machineImage = mentionRule(
  {
    id: 'deploy/machine-image',
    phase: 'integration',
    page: {
      title: 'Machine image without the Neuron driver',
      what: 'Reports machine images and AMI types of Amazon EKS, ECS and EC2 that are made for NVIDIA GPUs, and for nodes with Neuron devices the AMI types of Amazon EKS that bring no Neuron driver (AL2023_x86_64_STANDARD) or have ended (Amazon Linux 2).',
      why: 'They bring the NVIDIA driver and not the Neuron driver, without which a node has no Neuron devices.',
      fix: 'On Amazon EKS use the AMI type AL2023_x86_64_NEURON or standard Bottlerocket, both of which bring the Neuron driver; on EC2 and Slurm a Neuron DLAMI.',
      example: { before: `amiType: ${NVIDIA}`, after: `amiType: ${NEURON}`, language: 'yaml' },
      sources: ['eks-ami', 'eks-prerequisites', 'dlami-page'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const machines = reading.mentions.images.filter(({ role }) => role === 'machine');
    const forGpus = machines.filter(
      ({ reference }) => FOR_GPUS.test(reference.slice(0, 300)) && !/neuron/i.test(reference) && !isLinux2(reference),
    );
    if (forGpus.length > 0)
      yield {
        key: 'machine-image',
        message: `${subject(namesOf(forGpus), 'is a machine image', 'are machine images')} for GPUs, without the Neuron driver.`,
        why: 'A node has Neuron devices only where its machine image brings the Neuron driver.',
        sources: ['eks-ami', 'eks-prerequisites', 'dlami-page'],
        ...common(reading, forGpus, NVIDIA),
      };
    const linux2 = machines.filter(
      (image) => isLinux2(image.reference) && (/gpu/i.test(image.reference) || nodesOf(image, reading).length > 0),
    );
    if (linux2.length > 0)
      yield {
        key: 'linux-2',
        message: `${subject(namesOf(linux2), 'is a machine image', 'are machine images')} of Amazon Linux 2 (AL2), which Amazon EKS no longer publishes.`,
        why: 'The images of Amazon EKS on Amazon Linux 2 reached their end of support on 26 November 2025, and of the Neuron packages only the driver supports Amazon Linux 2 since SDK 2.20.',
        sources: ['eks-al2-ended', 'al2-ended', 'eks-ami'],
        ...common(reading, linux2, null),
      };
    const standard = machines.filter((image) => image.reference === STANDARD && nodesOf(image, reading).length > 0);
    if (standard.length > 0)
      yield {
        key: 'standard',
        message: `${STANDARD} brings no Neuron driver, which ${listed(typesOf(standard.flatMap((image) => nodesOf(image, reading))))} needs.`,
        why: 'Of the AMI types of Amazon EKS on Amazon Linux 2023 the one for Neuron holds the driver; without it a node lists no aws.amazon.com/neuron.',
        sources: ['eks-ami', 'eks-prerequisites'],
        ...common(reading, standard, STANDARD),
      };
  },
);

type Common = Pick<Draft, 'severity' | 'confidence' | 'action' | 'remedy' | 'locations' | 'occurrences' | 'edit'>;

/** What is said of each; `replaced` is the AMI type for which the counterpart is certain. */
function common({ path }: OtherReading, found: readonly ImageMention[], replaced: string | null): Common {
  const changes = found.flatMap(({ range, reference }) => {
    const exact = replaced !== null && reference === replaced ? nameWithin(range, replaced) : null;
    return exact === null || replaced === null ? [] : [{ path, range: exact, before: replaced, after: NEURON }];
  });
  const edit: Edit | null =
    changes.length === found.length ? { title: `Replace ${replaced} by ${NEURON}`, changes } : null;
  return {
    severity: 'warning',
    confidence: 'inferred',
    action: 'Use a machine image with the Neuron driver',
    remedy: `On Amazon EKS use ${NEURON} (Inf1, Inf2, Trn1, Trn2) or standard Bottlerocket; elsewhere a Neuron DLAMI (/aws/service/neuron/dlami/…).`,
    ...(edit && { edit }),
    ...textLocations(
      path,
      found.map(({ range }) => range),
    ),
  };
}

function namesOf(images: readonly ImageMention[]): string[] {
  return images.map(({ reference }) => show(reference));
}

function isLinux2(reference: string): boolean {
  return LINUX_2.test(reference) || (reference.startsWith('/aws/service/eks/') && LINUX_2_PARAMETER.test(reference));
}

/** The Neuron instances that start from the image. */
function nodesOf({ scope }: ImageMention, { mentions }: OtherReading): InstanceMention[] {
  return mentions.instances.filter(
    ({ type, scope: where }) => targetOf(type) !== null && (scope === where || within(where, scope)),
  );
}
