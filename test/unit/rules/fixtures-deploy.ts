import { read } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

/** A pod with one container. */
function pod(container: string, around = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${around}  containers:\n    - name: server\n      image: registry.example/server:1\n${container}`;
}

const limits = (text: string) => `      resources:\n        limits: {${text}}\n`;
const on = (type: string) => `  nodeSelector: {node.kubernetes.io/instance-type: ${type}}\n`;
const manifest = (text: string) => read('k8s/pod.yaml', text);

const neuron = await manifest(pod(limits('aws.amazon.com/neuron: 1')));

const workers = (resources: string) => `apiVersion: kubeflow.org/v1
kind: PyTorchJob
spec:
  pytorchReplicaSpecs:
    Worker:
      replicas: 4
      template:
        spec:
          containers:
            - name: pytorch
              image: train:1
              resources: {limits: {${resources}}}
`;

const claim = `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: four}
spec:
  spec:
    devices:
      requests:
        - name: neurons
          exactly: {deviceClassName: neuron.aws.com, count: 4}
`;

export const DEPLOY_FIXTURES: Readonly<Record<string, Fixture>> = {
  'deploy/gpu-resource': {
    bad: { reading: await manifest(pod(limits('nvidia.com/gpu: 8'))) },
    severity: 'warning',
    says: 'nvidia.com/gpu: 8',
    good: { reading: neuron },
  },
  'deploy/neuron-resource-name': {
    bad: { reading: await manifest(pod(limits('aws.amazon.com/neurons: 1'))) },
    severity: 'blocker',
    says: 'aws.amazon.com/neurons',
    good: { reading: neuron },
  },
  'deploy/more-than-instance': {
    bad: { reading: await manifest(pod(limits('aws.amazon.com/neuron: 6'), on('inf2.xlarge'))) },
    severity: 'blocker',
    says: 'inf2.xlarge',
    good: { reading: await manifest(pod(limits('aws.amazon.com/neuron: 6'), on('inf2.24xlarge'))) },
  },
  'deploy/cores-needed': {
    bad: {
      reading: await manifest(
        pod(`      args: [--tensor-parallel-size, "8"]\n${limits('aws.amazon.com/neuron: 1')}`, on('inf2.xlarge')),
      ),
    },
    severity: 'blocker',
    says: '--tensor-parallel-size 8',
    good: {
      reading: await manifest(pod(`      args: [--tensor-parallel-size=2]\n${limits('aws.amazon.com/neuron: 1')}`)),
    },
  },
  'deploy/no-neuron-device': {
    bad: { reading: await manifest(pod('', on('inf2.xlarge'))) },
    severity: 'warning',
    says: 'aws.amazon.com/neuron',
    good: { reading: await manifest(pod(limits('aws.amazon.com/neuron: 1'), on('inf2.xlarge'))) },
  },
  'deploy/limits-and-requests': {
    bad: {
      reading: await manifest(
        pod('      resources: {limits: {aws.amazon.com/neuron: 2}, requests: {aws.amazon.com/neuron: 1}}\n'),
      ),
    },
    severity: 'warning',
    says: 'aws.amazon.com/neuron is 2 in limits and 1 in requests',
    good: { reading: neuron },
  },
  'deploy/gpu-placement': {
    bad: { reading: await manifest(pod('', '  runtimeClassName: nvidia\n')) },
    severity: 'warning',
    says: 'runtimeClassName nvidia',
    good: { reading: await manifest(pod('', on('trn2.48xlarge'))) },
  },
  'deploy/gpu-instance': {
    bad: { reading: await read('main.tf', 'resource "aws_instance" "a" {\n  instance_type = "p4d.24xlarge"\n}\n') },
    severity: 'warning',
    says: 'p4d.24xlarge',
    good: { reading: await read('main.tf', 'resource "aws_instance" "a" {\n  instance_type = "inf2.xlarge"\n}\n') },
  },
  'deploy/neuron-instance': {
    bad: { reading: await manifest(pod('', on('inf1.xlarge'))) },
    severity: 'blocker',
    says: 'inf1.xlarge',
    good: { reading: await manifest(pod('', on('inf2.xlarge'))) },
  },
  'deploy/machine-image': {
    bad: {
      reading: await read('main.tf', 'resource "aws_eks_node_group" "g" {\n  ami_type = "AL2023_x86_64_NVIDIA"\n}\n'),
    },
    severity: 'warning',
    says: 'AL2023_x86_64_NVIDIA',
    good: {
      reading: await read('main.tf', 'resource "aws_eks_node_group" "g" {\n  ami_type = "AL2023_x86_64_NEURON"\n}\n'),
    },
  },
  'deploy/gpu-operator': {
    bad: {
      reading: await read(
        'operator.tf',
        'resource "helm_release" "g" {\n  chart = "gpu-operator"\n  image = "a:1"\n}\n',
      ),
    },
    severity: 'info',
    says: 'gpu-operator',
    good: {
      reading: await manifest(
        pod('').replace('registry.example/server:1', 'public.ecr.aws/neuron/neuron-device-plugin:2'),
      ),
    },
  },
  'deploy/multi-node-network': {
    bad: { reading: await manifest(workers('aws.amazon.com/neuron: 16')), target: 'trn1' },
    severity: 'warning',
    says: 'vpc.amazonaws.com/efa',
    good: { reading: await manifest(workers('aws.amazon.com/neuron: 16, vpc.amazonaws.com/efa: 8')), target: 'trn1' },
  },
  'deploy/contiguous-devices': {
    bad: { reading: await manifest(pod(limits('aws.amazon.com/neuron: 7'))), target: 'trn1' },
    severity: 'warning',
    says: 'aws.amazon.com/neuron: 7',
    good: { reading: await manifest(pod(limits('aws.amazon.com/neuron: 16'))), target: 'trn1' },
  },
  'deploy/device-plugin': {
    bad: { reading: neuron },
    severity: 'info',
    says: 'device plugin',
    good: { reading: await manifest(pod('')) },
  },
  'deploy/resource-claim': {
    bad: { reading: await manifest(claim), target: 'trn2' },
    severity: 'info',
    says: 'neuron.aws.com',
    good: { reading: neuron, target: 'trn2' },
  },
};
