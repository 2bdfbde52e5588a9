import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextChange } from '../../../src/model/finding';
import type { Situation } from '../../support/rule-fixture';
import { drafts, read } from '../../support/rule-fixture';

type Plan = Omit<Situation, 'reading'>;

/** The text after every change that the rule is certain of; null where it proposes none. Fails where a change is not about what stands there. */
async function edited(rule: string, path: string, text: string, plan: Plan = {}): Promise<string | null> {
  const found = drafts(rule, { reading: await read(path, text), ...plan });
  const changes = found.flatMap(({ edit }) => edit?.changes ?? []);
  if (changes.length === 0) return null;
  const lines = text.split('\n');
  const backwards = changes.toSorted((a, b) => before(b, a));
  for (const { range, before: old, after } of backwards) {
    const { start, end } = range;
    const line = lines[start.line - 1] ?? '';
    assert.equal(start.line, end.line);
    assert.equal(line.slice(start.column - 1, end.column - 1), old);
    lines[start.line - 1] = line.slice(0, start.column - 1) + after + line.slice(end.column - 1);
  }
  return lines.join('\n');
}

function before({ range: a }: TextChange, { range: b }: TextChange): number {
  return a.start.line - b.start.line || a.start.column - b.start.column;
}

const pod = (resources: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: b:1\n      resources: ${resources}\n`;

test('GPUs become chips: one for one, or as many as the plan takes', async () => {
  const rule = 'deploy/gpu-resource';
  assert.equal(
    await edited(rule, 'a.yaml', pod('{ limits: { nvidia.com/gpu: 1 } }')),
    pod('{ limits: { aws.amazon.com/neuron: 1 } }'),
  );
  const four = pod('{ limits: { nvidia.com/gpu: "4" }, requests: { nvidia.com/gpu: "4" } }');
  assert.equal(await edited(rule, 'a.yaml', four), null);
  const deployment = { instance: 'trn2.48xlarge', tensorParallel: 8 };
  assert.equal(
    await edited(rule, 'a.yaml', four, { deployment }),
    pod('{ limits: { aws.amazon.com/neuron: "2" }, requests: { aws.amazon.com/neuron: "2" } }'),
  );
  assert.equal(
    await edited(rule, 'a.yaml', pod('{ limits: { nvidia.com/gpu: 1 } }'), { deployment }),
    pod('{ limits: { aws.amazon.com/neuron: 2 } }'),
    'the plan outranks the number that stands there',
  );
  const tooMany = { instance: 'trn2.48xlarge', tensorParallel: 4096 };
  assert.equal(await edited(rule, 'a.yaml', four, { deployment: tooMany }), null);
});

test('a GPU instance becomes the planned one, and none that nobody planned', async () => {
  const text = (type: string) => `${pod('{}')}  nodeSelector: { node.kubernetes.io/instance-type: ${type} }\n`;
  const rule = 'deploy/gpu-instance';
  assert.equal(await edited(rule, 'a.yaml', text('g5.12xlarge')), null);
  assert.equal(
    await edited(rule, 'a.yaml', text('g5.12xlarge'), { target: 'trn2', deployment: { instance: 'trn2.48xlarge' } }),
    text('trn2.48xlarge'),
  );
  const other = { target: 'inf2', deployment: { instance: 'trn2.48xlarge' } } as const;
  assert.equal(await edited(rule, 'a.yaml', text('g5.12xlarge'), other), null);
});

test('a version that is cut short is completed where it can mean one only', async () => {
  const rule = 'package/unknown-version';
  const cut = 'torch-neuronx==2.9.0.2.15\n';
  assert.equal(await edited(rule, 'requirements.txt', cut), 'torch-neuronx==2.9.0.2.15.32035\n');
  assert.equal(
    await edited(rule, 'Dockerfile', `FROM a\nRUN pip install ${cut}`),
    `FROM a\nRUN pip install torch-neuronx==2.9.0.2.15.32035\n`,
  );
  assert.equal(await edited(rule, 'requirements.txt', 'torch-neuronx==2.9\n'), null);
});

test('the old extra of Optimum Neuron gets its new name', async () => {
  const rule = 'package/optimum-neuron';
  assert.equal(
    await edited(rule, 'requirements.txt', 'optimum-neuron[neuron]==0.4.0\n'),
    'optimum-neuron[neuronx]==0.4.0\n',
  );
  assert.equal(await edited(rule, 'requirements.txt', 'optimum-neuron[neuronx]==0.4.0\n'), null);
});

test('torch-neuronx is pinned where plan or target leave one product', async () => {
  const rule = 'package/torch-neuronx-two-products';
  const text = 'torch-neuronx  # for the encoder\n';
  assert.equal(await edited(rule, 'requirements.txt', text, { target: 'trn2' }), null);
  assert.equal(
    await edited(rule, 'requirements.txt', text, { target: 'trn2', deployment: { route: 'torchneuron' } }),
    'torch-neuronx>=2.13  # for the encoder\n',
  );
  assert.equal(
    await edited(rule, 'requirements.txt', text, { target: 'inf2' }),
    'torch-neuronx==2.9.*  # for the encoder\n',
  );
});
