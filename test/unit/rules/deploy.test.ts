import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../../src/rules/rule';
import { drafts, read, type Situation } from '../../support/rule-fixture';
import { slice } from '../formats/deploy-support';

interface PodParts {
  readonly kind?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly image?: string;
  readonly limits?: string;
}

function pod({ kind = 'Pod', pod: around = '', container = '', image = 'server:1', limits }: PodParts): string {
  const resources = limits === undefined ? '' : `      resources: {limits: {${limits}}}\n`;
  return `apiVersion: v1\nkind: ${kind}\nspec:\n${around}  containers:\n    - name: a\n      image: ${image}\n${container}${resources}`;
}

const on = (type: string) => `  nodeSelector: {node.kubernetes.io/instance-type: ${type}}\n`;

async function said(
  rule: string,
  text: string,
  situation: Partial<Situation> = {},
  path = 'k8s/pod.yaml',
): Promise<Draft[]> {
  return drafts(`deploy/${rule}`, { reading: await read(path, text), ...situation });
}

const messages = (found: readonly Draft[]) => found.map(({ message }) => message);

describe('requests for GPUs', () => {
  it('are one finding a file, whatever the number of containers', async () => {
    const twice = `${pod({ limits: 'nvidia.com/gpu: 8' })}---\n${pod({ limits: 'nvidia.com/gpu: 4' })}`;
    const found = await said('gpu-resource', twice);
    assert.deepEqual(messages(found), [
      'nvidia.com/gpu: 8 and nvidia.com/gpu: 4 ask for GPUs, which no Neuron node offers.',
    ]);
    assert.equal(found[0]?.locations.length, 2);
  });

  it('name the number of chips where the plan tells it, the same for every target', async () => {
    const deployment = { instance: 'trn2.48xlarge', tensorParallel: 8 } as const;
    const [inf2, trn2] = await Promise.all(
      (['inf2', 'trn2'] as const).map((target) =>
        said('gpu-resource', pod({ limits: 'nvidia.com/gpu: 8' }), { target, deployment }),
      ),
    );
    assert.match(trn2?.[0]?.remedy ?? '', /degree 8 takes aws\.amazon\.com\/neuron: 2 on trn2\.48xlarge/);
    assert.deepEqual(inf2, trn2);
  });

  it('can be renamed where each is for one GPU, quotes or not', async () => {
    const text = pod({ limits: '"nvidia.com/gpu": 1' });
    const [found] = await said('gpu-resource', text);
    const [change] = found?.edit?.changes ?? [];
    assert.equal(slice(text, change?.range), 'nvidia.com/gpu');
    assert.equal(change?.after, 'aws.amazon.com/neuron');
    assert.equal((await said('gpu-resource', pod({ limits: 'nvidia.com/gpu: 2' })))[0]?.edit, undefined);
  });

  it('of none are none, and EFA beside them is explained', async () => {
    assert.deepEqual(await said('gpu-resource', pod({ limits: 'nvidia.com/gpu: 0' })), []);
    const [found] = await said('gpu-resource', pod({ limits: 'nvidia.com/gpu: 8, vpc.amazonaws.com/efa: 32' }));
    assert.match(found?.remedy ?? '', /vpc\.amazonaws\.com\/efa keeps its name/);
  });

  it('of ECS, Ray and Slurm have their own words', async () => {
    const ecs = '{"containerDefinitions": [{"resourceRequirements": [{"type": "GPU", "value": "4"}]}]}';
    assert.match(messages(await said('gpu-resource', ecs, {}, 'task.json'))[0] ?? '', /4 GPUs \(resource type GPU\)/);
    const ray = 'apiVersion: ray.io/v1\nkind: RayCluster\nspec: {headGroupSpec: {rayStartParams: {num-gpus: "8"}}}\n';
    assert.match(messages(await said('gpu-resource', ray))[0] ?? '', /num-gpus: 8 asks/);
    const slurm = '#SBATCH --gres=gpu:8\nsrun x\n';
    assert.match(messages(await said('gpu-resource', slurm, {}, 'a.sbatch'))[0] ?? '', /--gres asks Slurm for 8 GPUs/);
  });
});

describe('Neuron resources', () => {
  it('that have ended or never were are renamed for certain', async () => {
    const ended = await said('neuron-resource-name', pod({ limits: 'aws.amazon.com/neurondevice: 1' }));
    assert.match(ended[0]?.message ?? '', /ended with SDK 2\.22/);
    assert.equal(ended[0]?.edit?.changes[0]?.after, 'aws.amazon.com/neuron');
    const cores = await said('neuron-resource-name', pod({ limits: 'aws.amazon.com/neuroncores: 2' }));
    assert.equal(cores[0]?.edit?.changes[0]?.after, 'aws.amazon.com/neuroncore');
    assert.deepEqual(await said('neuron-resource-name', pod({ limits: 'example.com/foo: 1, nvidia.com/gpu: 1' })), []);
  });

  it('are compared with the instance that the pod selects, else with the planned one', async () => {
    const six = { limits: 'aws.amazon.com/neuron: 6' };
    assert.deepEqual(await said('more-than-instance', pod(six)), []);
    const planned = { deployment: { instance: 'inf2.xlarge' } };
    assert.deepEqual(messages(await said('more-than-instance', pod(six), planned)), [
      'aws.amazon.com/neuron: 6 is more than the 1 chip of inf2.xlarge.',
    ]);
    assert.deepEqual(await said('more-than-instance', pod({ ...six, pod: on('inf2.48xlarge') }), planned), []);
    assert.deepEqual(await said('more-than-instance', pod({ ...six, pod: on('inf2.xlarge') }), { target: 'trn2' }), []);
    assert.deepEqual(await said('more-than-instance', pod({ ...six, pod: on('inf2.99xlarge') })), []);
  });

  it('must cover what the program takes, by physical cores for certain, by logical ones by default', async () => {
    const serve = (degree: number) =>
      pod({ container: `      args: ["--tensor-parallel-size", "${degree}"]\n`, limits: 'aws.amazon.com/neuron: 1' });
    const severities = async (degree: number, target: Situation['target']) =>
      (await said('cores-needed', serve(degree), target === undefined ? {} : { target })).map(
        ({ severity }) => severity,
      );
    assert.deepEqual(await severities(2, 'inf2'), []);
    assert.deepEqual(await severities(8, 'inf2'), ['blocker']);
    assert.deepEqual(await severities(4, 'trn2'), []);
    assert.deepEqual(await severities(8, 'trn2'), ['warning']);
    assert.deepEqual(await severities(16, 'trn2'), ['blocker']);
  });

  it('need not cover a tensor parallel group that spans nodes', async () => {
    const group = (flag: string) =>
      `apiVersion: leaderworkerset.x-k8s.io/v1\nkind: LeaderWorkerSet\nspec:\n  leaderWorkerTemplate:\n    size: 2\n    leaderTemplate:\n      spec:\n        containers:\n          - {name: a, args: ["${flag}", "8"], resources: {limits: {aws.amazon.com/neuron: 1}}}\n`;
    assert.deepEqual(await said('cores-needed', group('--tensor-parallel-size')), []);
    assert.equal((await said('cores-needed', group('--nproc_per_node'))).length, 1);
  });

  it('must cover the cores that the environment names', async () => {
    const env = (name: string, value: string) =>
      pod({ container: `      env: [{name: ${name}, value: "${value}"}]\n`, limits: 'aws.amazon.com/neuroncore: 2' });
    assert.deepEqual(await said('cores-needed', env('NEURON_RT_VISIBLE_CORES', '0-1')), []);
    assert.equal((await said('cores-needed', env('NEURON_RT_VISIBLE_CORES', '0,1,4-5'))).length, 1);
    assert.deepEqual(messages(await said('cores-needed', env('NEURON_RT_NUM_CORES', '4'))), [
      'NEURON_RT_NUM_CORES=4 needs 4 NeuronCores, and aws.amazon.com/neuroncore: 2 gives 2.',
    ]);
    assert.deepEqual(await said('cores-needed', env('NEURON_RT_NUM_CORES', 'all')), []);
  });

  it('are judged for the targets that the pod may run on', async () => {
    const text = pod({
      pod: on('trn2.48xlarge'),
      container: '      args: [--tensor-parallel-size=64]\n',
      limits: 'aws.amazon.com/neuron: 16',
    });
    assert.deepEqual(await said('cores-needed', text, { target: 'inf2' }), []);
    assert.deepEqual(await said('cores-needed', text, { target: 'trn2' }), []);
  });

  it('of several devices want a scheduler, but not for a whole node', async () => {
    const four = { limits: 'aws.amazon.com/neuron: 4' };
    const count = async (parts: PodParts, target: Situation['target'] = 'trn2') =>
      (await said('contiguous-devices', pod(parts), { target })).length;
    assert.equal(await count(four), 1);
    assert.equal(await count({ ...four, pod: '  schedulerName: my-scheduler\n' }), 0);
    assert.equal(await count({ ...four, pod: '  schedulerName: default-scheduler\n' }), 1);
    assert.equal(await count({ limits: 'aws.amazon.com/neuron: 16' }), 0);
    assert.equal(await count({ limits: 'aws.amazon.com/neuron: 1' }), 0);
  });

  it('are missed where the pod is meant for Neuron, and nowhere else', async () => {
    const count = async (parts: PodParts) => (await said('no-neuron-device', pod(parts))).length;
    assert.equal(await count({ pod: on('inf2.xlarge') }), 1);
    assert.equal(
      await count({ image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-neuronx:2.9' }),
      1,
    );
    assert.equal(await count({ pod: on('inf2.xlarge'), kind: 'DaemonSet' }), 0);
    assert.equal(await count({ pod: on('inf2.xlarge'), limits: 'nvidia.com/gpu: 1' }), 0);
    assert.equal(await count({ pod: on('inf2.xlarge'), container: '      securityContext: {privileged: true}\n' }), 0);
    assert.equal(
      await count({ pod: '  resourceClaims: [{name: n, resourceClaimTemplateName: four}]\n', image: 'neuron-app:1' }),
      0,
    );
    assert.equal(await count({ image: 'public.ecr.aws/neuron/neuron-monitor:1' }), 0);
    assert.equal(await count({ pod: on('m5.large') }), 0);
  });

  it('need the plugin, unless the file brings it', async () => {
    assert.equal((await said('device-plugin', pod({ limits: 'aws.amazon.com/neuron: 1' }))).length, 1);
    const image = 'public.ecr.aws/neuron/neuron-device-plugin:2';
    assert.deepEqual(await said('device-plugin', pod({ image, limits: 'aws.amazon.com/neuron: 1' })), []);
  });

  it('by claim are for Trainium', async () => {
    const text =
      'apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nspec: {devices: {requests: [{name: n, exactly: {deviceClassName: neuron.aws.com}}]}}\n';
    assert.equal((await said('resource-claim', text, { target: 'inf2' }))[0]?.severity, 'warning');
    assert.equal((await said('resource-claim', text, { target: 'trn2' }))[0]?.severity, 'info');
    assert.deepEqual(await said('resource-claim', text.replace('neuron.aws.com', 'gpu.nvidia.com')), []);
  });

  it('take a request only beside an equal limit', async () => {
    const text = pod({ container: '      resources: {requests: {aws.amazon.com/neuron: 1}}\n' });
    assert.match(messages(await said('limits-and-requests', text))[0] ?? '', /requested without a limit/);
    const equal = pod({
      container: '      resources: {limits: {aws.amazon.com/neuron: "2"}, requests: {aws.amazon.com/neuron: 2}}\n',
    });
    assert.deepEqual(await said('limits-and-requests', equal), []);
  });
});

describe('places and instances', () => {
  it('a toleration alone is information', async () => {
    const [found] = await said(
      'gpu-placement',
      pod({ pod: '  tolerations: [{key: nvidia.com/gpu, operator: Exists}]\n' }),
    );
    assert.equal(found?.severity, 'info');
  });

  it('labels of Neuron nodes and other families are left alone', async () => {
    for (const selector of [
      'karpenter.k8s.aws/instance-family: inf2',
      'kubernetes.io/arch: amd64',
      'aws.amazon.com/neuron.present: "true"',
    ])
      assert.deepEqual(await said('gpu-placement', pod({ pod: `  nodeSelector: {${selector}}\n` })), []);
    for (const selector of [
      'karpenter.k8s.aws/instance-family: p5',
      'nvidia.com/gpu.present: "true"',
      'accelerator: nvidia-tesla-t4',
    ])
      assert.equal((await said('gpu-placement', pod({ pod: `  nodeSelector: {${selector}}\n` }))).length, 1, selector);
  });

  it('instances are named with those of the selected targets', async () => {
    const [found] = await said('gpu-instance', pod({ pod: on('p5.48xlarge') }), { target: 'trn2' });
    assert.match(found?.remedy ?? '', /trn2\.3xlarge, trn2\.48xlarge, trn2n\.48xlarge or trn2u\.48xlarge \(Trn2\)/);
    const [trn3] = await said('gpu-instance', pod({ pod: on('p5.48xlarge') }), { target: 'trn3' });
    assert.match(trn3?.remedy ?? '', /^Of Trn3 the documents name no instance types\./);
    assert.deepEqual(await said('gpu-instance', pod({ pod: on('trn1.32xlarge') })), []);
  });

  it('Neuron instances that no document names or that are of another target are told apart', async () => {
    assert.match(
      messages(await said('neuron-instance', pod({ pod: on('trn3.48xlarge') }), { target: 'trn3' }))[0] ?? '',
      /no Neuron document/,
    );
    assert.deepEqual(await said('neuron-instance', pod({ pod: on('trn2n.48xlarge') }), { target: 'trn2' }), []);
    const [size] = await said('neuron-instance', pod({ pod: on('inf2.4xlarge') }));
    assert.equal(size?.severity, 'warning');
    assert.match(size?.message ?? '', /inf2\.4xlarge is not among the instances that the documents name of Inf2/);
    assert.match(
      messages(await said('neuron-instance', pod({ pod: on('trn1.32xlarge') })))[0] ?? '',
      /trn1\.32xlarge is of Trn1, which is not among the targets/,
    );
    assert.deepEqual(await said('neuron-instance', pod({ pod: on('trn1.32xlarge') }), { target: 'trn1' }), []);
  });

  it('machine images are replaced only where the counterpart is certain', async () => {
    const group = (type: string) => `resource "aws_eks_node_group" "g" {\n  ami_type = "${type}"\n}\n`;
    assert.ok((await said('machine-image', group('AL2023_x86_64_NVIDIA'), {}, 'a.tf'))[0]?.edit);
    const [old] = await said('machine-image', group('AL2_x86_64_GPU'), {}, 'a.tf');
    assert.equal(old?.severity, 'warning');
    assert.equal(old?.edit, undefined);
    assert.match(old?.message ?? '', /AL2_x86_64_GPU is a machine image of Amazon Linux 2/);
    const on = (type: string) =>
      `module "m" {\n  g = {\n    ami_type = "AL2023_x86_64_STANDARD"\n    instance_types = ["${type}"]\n  }\n}\n`;
    const [standard] = await said('machine-image', on('trn1.32xlarge'), {}, 'a.tf');
    assert.match(standard?.message ?? '', /AL2023_x86_64_STANDARD brings no Neuron driver, which trn1\.32xlarge needs/);
    assert.ok(standard?.edit);
    assert.deepEqual(await said('machine-image', on('m5.large'), {}, 'a.tf'), []);
    assert.deepEqual(await said('machine-image', group('BOTTLEROCKET_x86_64'), {}, 'a.tf'), []);
  });

  it('software for GPUs is known by image and by command', async () => {
    const image = 'nvcr.io/nvidia/k8s-device-plugin:v0.17';
    assert.equal((await said('gpu-operator', pod({ image }))).length, 1);
    const script = pod({ container: '      command: [sh, -c, helm install gpu nvidia/gpu-operator]\n' });
    assert.match(messages(await said('gpu-operator', script))[0] ?? '', /^gpu-operator serves/);
    assert.deepEqual(
      await said('gpu-operator', pod({ image: 'public.ecr.aws/eks/aws-efa-k8s-device-plugin:v0.5' })),
      [],
    );
  });

  it('jobs on one node need no network, claims bring theirs', async () => {
    const job = (replicas: number, around = '') => `apiVersion: kubeflow.org/v1
kind: MPIJob
spec:
  mpiReplicaSpecs:
    Worker:
      replicas: ${replicas}
      template:
        spec:
${around}          containers:
            - {name: w, image: x, resources: {limits: {aws.amazon.com/neuron: 16}}}
`;
    const count = async (text: string) => (await said('multi-node-network', text, { target: 'trn1' })).length;
    assert.equal(await count(job(2)), 1);
    assert.equal(await count(job(1)), 0);
    assert.equal(await count(job(2, '          resourceClaims: [{name: efa, resourceClaimTemplateName: efa}]\n')), 0);
  });
});
