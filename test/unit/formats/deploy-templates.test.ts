import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskTemplates, PLACEHOLDER } from '../../../src/formats/deploy/mask';
import { mentionsOf, slice } from './deploy-support';

const CHART = `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "x" . }}
  labels:
    {{- include "labels" . | nindent 4 }}
spec:
  template:
    spec:
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          args: ["--tensor-parallel-size", "{{ .Values.tp }}"]
          resources:
            limits:
              nvidia.com/gpu: {{ .Values.gpus }}
              vpc.amazonaws.com/efa: 4
{{- end }}
`;

describe('Helm', () => {
  it('masks expressions at equal length, lines that hold nothing else become blank', () => {
    const masked = maskTemplates('a: {{ .x }}\n  {{- end }}\nb: "{{ .y }}:1"\n{{/* two\nlines */}}\n');
    assert.equal(masked.length, 'a: {{ .x }}\n  {{- end }}\nb: "{{ .y }}:1"\n{{/* two\nlines */}}\n'.length);
    const mask = PLACEHOLDER.repeat(8);
    assert.deepEqual(masked.split('\n'), [
      `a: ${mask}`,
      ' '.repeat(12),
      `b: "${mask}:1"`,
      ' '.repeat(8),
      ' '.repeat(10),
      '',
    ]);
  });

  it('templates keep their places, and what a template writes is not known', async () => {
    const { reading, mentions } = await mentionsOf('chart/templates/deployment.yaml', CHART);
    assert.equal(reading.kind, 'helm');
    assert.equal(reading.status, 'analyzed');
    assert.deepEqual(reading.facts.resources, { 'nvidia.com/gpu': null, 'vpc.amazonaws.com/efa': 4 });
    assert.deepEqual(
      mentions.resources.map(({ range }) => slice(CHART, range)),
      ['nvidia.com/gpu: {{ .Values.gpus }}', 'vpc.amazonaws.com/efa: 4'],
    );
    assert.deepEqual(mentions.images, []);
    assert.deepEqual(
      mentions.commands[0]?.words.map(({ text, literal }) => [text, literal]),
      [
        ['--tensor-parallel-size', true],
        [`$${'_'.repeat('{{ .Values.tp }}'.length - 1)}`, false],
      ],
    );
  });

  it('templates that are no YAML without their values are read line by line, and said to be partial', async () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  {{ if .Values.a }}x: {{ else }}y: {{ end }}\n bad\n    limits:\n      nvidia.com/gpu: "2"\n`;
    const { reading, mentions } = await mentionsOf('chart/templates/pod.yaml', text);
    assert.equal(reading.status, 'partial');
    assert.deepEqual(
      mentions.resources.map(({ quantity, range }) => [quantity, slice(text, range)]),
      [[2, 'nvidia.com/gpu: "2']],
    );
  });

  it('values are read by name, where they say what runs', async () => {
    const text = 'image: {repository: vllm/vllm-openai, tag: latest}\nresources: {limits: {nvidia.com/gpu: 2}}\n';
    const { reading, mentions } = await mentionsOf('chart/values-prod.yaml', text);
    assert.equal(reading.kind, 'helm');
    assert.deepEqual(reading.facts.images, ['vllm/vllm-openai:latest']);
    assert.equal(mentions.resources[0]?.quantity, 2);
    await assert.rejects(mentionsOf('chart/values.yaml', 'replicas: 2\n'), /no format/);
    const stack = await mentionsOf('values.yaml', 'spec: [{requestGPU: 1, requestGPUType: aws.amazon.com/neuron}]\n');
    assert.deepEqual(stack.reading.facts.resources, { 'aws.amazon.com/neuron': 1 });
  });

  it('expressions of other tools do not make a chart of a manifest', async () => {
    const text =
      'apiVersion: serving.kserve.io/v1alpha1\nkind: X\nspec:\n  name: "{{ ChildName .ObjectMeta.Name `-x` }}"\n';
    assert.equal((await mentionsOf('x.yaml', text)).reading.kind, 'kubernetes');
  });

  it('YAML within YAML is read at its place: patches of Kustomize, applications of Ray', async () => {
    const text = `patches:
  - target: {kind: Deployment}
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu
        value: 2
      - {op: remove, path: /spec/template/spec/containers/0/resources/requests/nvidia.com~1gpu}
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      spec: {template: {spec: {nodeSelector: {node.kubernetes.io/instance-type: g5.xlarge}}}}
`;
    const { mentions } = await mentionsOf('overlay/kustomization.yaml', text);
    assert.deepEqual(
      mentions.resources.map(({ name, quantity, list, quantityRange }) => [
        name,
        quantity,
        list,
        slice(text, quantityRange),
      ]),
      [['nvidia.com/gpu', 2, 'limits', '2']],
    );
    assert.deepEqual(
      mentions.instances.map(({ type, range }) => [type, slice(text, range)]),
      [['g5.xlarge', 'g5.xlarge']],
    );
    const ray = `apiVersion: ray.io/v1\nkind: RayService\nspec:\n  serveConfigV2: |\n    applications:\n      - ray_actor_options: {num_gpus: 1}\n`;
    const [gpus] = (await mentionsOf('ray.yaml', ray)).mentions.resources;
    assert.deepEqual([gpus?.name, gpus?.quantity, slice(ray, gpus?.range)], ['num_gpus', 1, 'num_gpus: 1']);
  });

  it('kustomizations are manifests by their name', async () => {
    const { reading } = await mentionsOf(
      'overlay/kustomization.yaml',
      'resources: [../base]\nimages: [{name: a, newTag: b}]\n',
    );
    assert.equal(reading.kind, 'kubernetes');
  });
});
