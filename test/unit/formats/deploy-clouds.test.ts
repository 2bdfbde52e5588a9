import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mentionsOf, slice } from './deploy-support';

const types = (mentions: { instances: readonly { type: string }[] }) => mentions.instances.map(({ type }) => type);

describe('CloudFormation, SageMaker, ECS and Batch', () => {
  it('templates are read with short tags, and allowed values choose nothing', async () => {
    const text = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Type: {Type: String, Default: ml.p5.48xlarge, AllowedValues: [ml.g5.xlarge]}
  Ami: {Type: "AWS::SSM::Parameter::Value<String>", Default: /aws/service/eks/optimized-ami/1.29/amazon-linux-2-gpu/recommended/image_id}
Resources:
  Endpoint:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - InstanceType: !Ref Type
          ModelName: !GetAtt Model.ModelName
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer:
        Image: !Sub "763104351884.dkr.ecr.\${AWS::Region}.amazonaws.com/pytorch-inference:2.1-gpu-py310"
        Environment: {SM_NUM_GPUS: "4"}
  Job:
    Type: AWS::Batch::JobDefinition
    Properties:
      ContainerProperties:
        ResourceRequirements: [{Type: GPU, Value: "8"}]
`;
    const { reading, mentions } = await mentionsOf('stack.yaml', text);
    assert.equal(reading.kind, 'cloudformation');
    assert.deepEqual(reading.facts.types, [
      'AWS::SageMaker::EndpointConfig',
      'AWS::SageMaker::Model',
      'AWS::Batch::JobDefinition',
    ]);
    assert.deepEqual(types(mentions), ['p5.48xlarge']);
    assert.deepEqual(
      mentions.images.map(({ role, tag }) => [role, tag]),
      [
        ['machine', null],
        ['container', '2.1-gpu-py310'],
      ],
    );
    assert.deepEqual(
      mentions.resources.map(({ name, quantity, range }) => [name, quantity, slice(text, range)]),
      [['GPU', 8, 'GPU, Value: "8"']],
    );
    assert.equal(mentions.variables[0]?.name, 'SM_NUM_GPUS');
    assert.equal(slice(text, mentions.variables[0]?.range), 'SM_NUM_GPUS');
  });

  it('lists of parameters choose instances, too', async () => {
    const text = '[{"ParameterKey": "Type", "ParameterValue": "ml.p5.48xlarge"}]';
    const { reading, mentions } = await mentionsOf('params.json', text);
    assert.equal(reading.kind, 'cloudformation');
    assert.deepEqual(types(mentions), ['p5.48xlarge']);
  });

  it('requests of the SageMaker API are known by their keys', async () => {
    const text = '{"EndpointConfigName": "e", "ProductionVariants": [{"InstanceType": "ml.g5.2xlarge"}]}';
    const { reading, mentions } = await mentionsOf('endpoint.json', text);
    assert.equal(reading.kind, 'sagemaker');
    assert.deepEqual(types(mentions), ['g5.2xlarge']);
    assert.equal(slice(text, mentions.instances[0]?.range), '"ml.g5.2xlarge"');
  });

  it('task definitions give devices, images and commands', async () => {
    const text = JSON.stringify({
      family: 't',
      containerDefinitions: [
        {
          image: 'nvidia/cuda:12.4.1-runtime',
          entryPoint: ['sh', '-c'],
          command: ['vllm serve m'],
          environment: [{ name: 'A', value: 'b' }],
          resourceRequirements: [{ type: 'GPU', value: '4' }],
          linuxParameters: { devices: [{ hostPath: '/dev/neuron0' }] },
        },
      ],
    });
    const { reading, mentions } = await mentionsOf('task.json', text);
    assert.equal(reading.kind, 'ecs');
    assert.deepEqual(reading.facts.resources, { GPU: 4, '/dev/neuron0': 1 });
    assert.equal(new Set(mentions.resources.map(({ scope }) => scope)).size, 1);
    assert.ok(mentions.commands.some(({ words }) => words[0]?.text === 'vllm'));
    const batch = await mentionsOf('job.json', '{"jobDefinitionName": "j", "containerProperties": {"image": "x:1"}}');
    assert.equal(batch.reading.kind, 'batch');
  });
});

describe('Terraform', () => {
  const text = `# a comment with { and "
variable "type" {
  type    = string
  default = "p5.48xlarge" // the old one
}
resource "aws_eks_node_group" "gpu" {
  ami_type       = "AL2_x86_64_GPU"
  instance_types = ["g5.2xlarge", var.other]
  tags           = { for k, v in var.tags : k => v }
  count          = var.on ? 1 : 0
  user_data      = <<-EOF
    instance_type = "p3.2xlarge"
  EOF
  taint {
    key = "nvidia.com/gpu"
  }
}
resource "kubernetes_deployment" "d" {
  spec {
    container {
      image = "\${var.registry}/x:1"
      resources {
        limits = { "nvidia.com/gpu" = 2 }
      }
    }
    container { image = "b:2" }
  }
}
resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([{ image = "c:3", resourceRequirements = [{ type = "GPU", value = "4" }] }])
}
`;

  it('is read by a reader of our own, with places', async () => {
    const { reading, mentions } = await mentionsOf('main.tf', text);
    assert.equal(reading.kind, 'terraform');
    assert.deepEqual(reading.facts, {
      types: ['aws_eks_node_group', 'kubernetes_deployment', 'aws_ecs_task_definition'],
      images: ['AL2_x86_64_GPU', `\${var.registry}/x:1`, 'b:2', 'c:3'],
      resources: { 'nvidia.com/gpu': 2, GPU: 4 },
      instances: ['p5.48xlarge', 'g5.2xlarge'],
    });
    assert.deepEqual(
      mentions.instances.map(({ range }) => slice(text, range)),
      ['"p5.48xlarge"', '"g5.2xlarge"'],
    );
    assert.equal(slice(text, mentions.resources[0]?.range), '"nvidia.com/gpu" = 2');
    assert.deepEqual(
      mentions.placements.map(({ kind, key }) => [kind, key]),
      [['taint', 'nvidia.com/gpu']],
    );
  });

  it('variable files are read, and files without anything of interest are left out', async () => {
    const { mentions } = await mentionsOf('prod.tfvars', 'instance_type = "ml.inf2.xlarge"\n');
    assert.deepEqual(types(mentions), ['inf2.xlarge']);
    await assert.rejects(mentionsOf('vpc.tf', 'resource "aws_vpc" "v" {\n  cidr = "10.0.0.0/8"\n}\n'), /no format/);
  });
});

describe('Slurm scripts', () => {
  const text = `#!/bin/bash
#SBATCH --nodes=4 --gres=gpu:a100:8  # all of them
#SBATCH -G 32
#SBATCH --partition p5
#SBATCH --constraint=h100
export NEURON_CC_FLAGS="--model-type transformer"
srun --gpus-per-node=8 python train.py
`;

  it('give GPUs, partitions, variables and commands', async () => {
    const { reading, mentions } = await mentionsOf('job.sbatch', text);
    assert.equal(reading.kind, 'slurm');
    assert.deepEqual(reading.facts, { nodes: 4, resources: { 'gres/gpu': 32 } });
    assert.deepEqual(
      mentions.resources.map(({ list, quantity, range }) => [list, quantity, slice(text, range)]),
      [
        ['--gres', 8, '--gres=gpu:a100:8'],
        ['--gpus', 32, '-G 32'],
        ['--gpus-per-node', 8, '--gpus-per-node=8'],
      ],
    );
    assert.deepEqual(
      mentions.placements.map(({ key, value }) => [key, value]),
      [
        ['--partition', 'p5'],
        ['--constraint', 'h100'],
      ],
    );
    assert.equal(mentions.variables[0]?.name, 'NEURON_CC_FLAGS');
    assert.ok(mentions.commands.some(({ words }) => words[1]?.text === 'train.py'));
  });
});
