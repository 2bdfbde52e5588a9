import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueAt } from '../../../src/text/data';
import { mentionsOf, slice } from './deploy-support';

const DEPLOYMENT = `# the service
apiVersion: v1
kind: Service
metadata: {name: s}
---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      runtimeClassName: nvidia
      schedulerName: my-scheduler
      nodeSelector:
        node.kubernetes.io/instance-type: inf2.xlarge
      tolerations:
        - key: "nvidia.com/gpu"
          operator: Exists
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: karpenter.k8s.aws/instance-family
                    operator: In
                    values: [p5, g5]
                  - {key: node.kubernetes.io/instance-type, operator: NotIn, values: [g4dn.xlarge]}
        podAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector:
                matchExpressions: [{key: app, operator: In, values: [x]}]
      initContainers:
        - name: fetch
          image: busybox
      containers:
        - name: server
          image: "registry:5000/owner/server:1.2@sha256:abc"
          env:
            - name: NEURON_RT_NUM_CORES
              value: "2"
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: t, key: k}}}
            - name: TP
              value: "4"
          command: ["/bin/sh", "-c"]
          args:
            - |
              pip install neuronx-cc==2.26.1
              vllm serve m --tensor-parallel-size $TP
          resources:
            limits:
              cpu: "4"
              "nvidia.com/gpu": 8
              hugepages-2Mi: 5120Mi
            requests:
              nvidia.com/gpu: "8"
          volumeMounts: []
      volumes:
        - name: n
          hostPath: {path: /dev/neuron0}
`;

describe('Kubernetes manifests', () => {
  it('give their objects, images, resources and instances as facts', async () => {
    const { reading } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    assert.equal(reading.kind, 'kubernetes');
    assert.equal(reading.status, 'analyzed');
    assert.deepEqual(reading.facts, {
      objects: ['v1/Service', 'apps/v1/Deployment'],
      images: ['busybox', 'registry:5000/owner/server:1.2@sha256:abc'],
      resources: { 'nvidia.com/gpu': 8, 'hugepages-2Mi': null, '/dev/neuron0': 1 },
      instances: ['inf2.xlarge'],
    });
  });

  it('give resources with name, count and place', async () => {
    const { mentions } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    const gpus = mentions.resources.filter(({ name }) => name === 'nvidia.com/gpu');
    assert.deepEqual(
      gpus.map(({ list, quantity }) => [list, quantity]),
      [
        ['limits', 8],
        ['requests', 8],
      ],
    );
    assert.deepEqual(
      gpus.map(({ nameRange }) => slice(DEPLOYMENT, nameRange)),
      ['"nvidia.com/gpu"', 'nvidia.com/gpu'],
    );
    assert.deepEqual(
      gpus.map(({ range }) => slice(DEPLOYMENT, range)),
      ['"nvidia.com/gpu": 8', 'nvidia.com/gpu: "8"'],
    );
    assert.equal(new Set(gpus.map(({ scope }) => scope)).size, 1);
  });

  it('tell the pod from its containers by scope', async () => {
    const { mentions } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    const pod = mentions.instances[0]?.scope ?? 'none';
    assert.ok(mentions.resources.every(({ scope }) => scope?.startsWith(`${pod}/`)));
    assert.equal(mentions.images[1]?.scope, `${pod}/containers/0`);
    assert.equal(mentions.placements.find(({ kind }) => kind === 'affinity')?.scope, pod);
  });

  it('give placements, and none for what a pod keeps away from or for other pods', async () => {
    const { mentions } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    assert.deepEqual(
      mentions.placements.map(({ kind, key, value }) => [kind, key, value]),
      [
        ['runtime-class', 'runtimeClassName', 'nvidia'],
        ['scheduler', 'schedulerName', 'my-scheduler'],
        ['selector', 'node.kubernetes.io/instance-type', 'inf2.xlarge'],
        ['toleration', 'nvidia.com/gpu', null],
        ['affinity', 'karpenter.k8s.aws/instance-family', 'p5'],
        ['affinity', 'karpenter.k8s.aws/instance-family', 'g5'],
      ],
    );
  });

  it('give variables, and the commands and packages of a script', async () => {
    const { mentions } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    assert.deepEqual(
      mentions.variables.slice(0, 3).map(({ name, value }) => [name, value]),
      [
        ['NEURON_RT_NUM_CORES', '2'],
        ['TOKEN', null],
        ['TP', '4'],
      ],
    );
    const serve = mentions.commands.find(({ words }) => words[0]?.text === 'vllm');
    assert.deepEqual(
      serve?.words.map(({ text }) => text),
      ['vllm', 'serve', 'm', '--tensor-parallel-size', '4'],
    );
    assert.equal(slice(DEPLOYMENT, serve?.words[3]?.range), '--tensor-parallel-size');
    const [compiler] = mentions.packages;
    assert.equal(compiler?.name, 'neuronx-cc');
    assert.equal(slice(DEPLOYMENT, compiler?.nameRange), 'neuronx-cc');
  });

  it('take the arguments of a known image for those of its program', async () => {
    const text =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: vllm/vllm-openai:v0.9\n      args: [--model, m]\n';
    const { mentions } = await mentionsOf('p.yaml', text);
    assert.deepEqual(
      mentions.commands[0]?.words.map(({ text: word }) => word),
      ['vllm', 'serve', '--model', 'm'],
    );
  });

  it('are read in custom resources: KServe, Ray, Karpenter, DRA, eksctl', async () => {
    const text = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
spec:
  predictor:
    nodeSelector: {accelerator: nvidia-tesla-t4}
    model:
      modelFormat: {name: pytorch}
      resources: {limits: {nvidia.com/gpu: 1}}
---
apiVersion: ray.io/v1
kind: RayCluster
spec:
  headGroupSpec:
    rayStartParams: {num-gpus: "8"}
---
apiVersion: karpenter.sh/v1
kind: NodePool
spec:
  limits: {nvidia.com/gpu: 64}
  template:
    spec:
      taints: [{key: nvidia.com/gpu, effect: NoSchedule}]
      requirements:
        - {key: node.kubernetes.io/instance-type, operator: In, values: [p5.48xlarge]}
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
spec: {spec: {devices: {requests: [{name: n, exactly: {deviceClassName: neuron.aws.com, count: 4}}]}}}
---
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
managedNodeGroups:
  - instanceTypes: [g5.xlarge, m5.large]
    amiFamily: AmazonLinux2023
`;
    const { reading, mentions } = await mentionsOf('all.yaml', text);
    assert.deepEqual(reading.facts.resources, { 'nvidia.com/gpu': 1, 'num-gpus': 8, 'neuron.aws.com': 4 });
    assert.deepEqual(
      mentions.instances.map(({ type }) => type),
      ['p5.48xlarge', 'g5.xlarge'],
    );
    assert.deepEqual(
      mentions.placements.map(({ kind, key }) => `${kind} ${key}`),
      [
        'selector accelerator',
        'taint nvidia.com/gpu',
        'affinity node.kubernetes.io/instance-type',
        'device-class deviceClassName',
      ],
    );
    assert.equal(mentions.images.find(({ role }) => role === 'machine')?.reference, 'AmazonLinux2023');
  });

  it('keep their data, and tell places when asked, again and again', async () => {
    const { reading } = await mentionsOf('k8s/deployment.yaml', DEPLOYMENT);
    const path = ['spec', 'template', 'spec', 'schedulerName'];
    assert.equal(valueAt(reading.documents[1]?.value, path), 'my-scheduler');
    for (let time = 0; time < 3; time += 1) {
      assert.equal(slice(DEPLOYMENT, reading.documents[1]?.rangeOf(path)), 'my-scheduler');
      assert.equal(slice(DEPLOYMENT, reading.documents[1]?.keyRangeOf(path)), 'schedulerName');
      await new Promise((done) => setTimeout(done, 1));
    }
    assert.equal(reading.documents[1]?.rangeOf(['nothing']), null);
  });

  it('are told from other YAML, and from schemas that only describe keys', async () => {
    await assert.rejects(mentionsOf('config.yaml', 'kind: x\nimage: y\n'), /no format/);
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec: {versions: [{schema: {openAPIV3Schema: {properties: {image: {default: cuda}, resources: {limits: {nvidia.com/gpu: 1}}}}}}]}
`;
    const { mentions } = await mentionsOf('crd.yaml', crd);
    assert.deepEqual([mentions.images, mentions.resources], [[], []]);
  });
});
