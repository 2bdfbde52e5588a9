import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/model/target';
import { type CounterpartContext, counterpartAt, dtypeAnswer } from '../../../src/rules/counterpart';
import { knowledge, read } from '../../support/rule-fixture';

const context = (...targets: Target[]): CounterpartContext => ({
  settings: { targets, sdk: '2.33.1', workload: 'inference' },
  knowledge,
});

/** What is said where `word` first stands in a file. */
async function at(path: string, text: string, word: string, ...targets: Target[]) {
  const offset = text.indexOf(word);
  const before = text.slice(0, offset).split('\n');
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 2 };
  return counterpartAt(await read(path, text), place, context(...targets));
}

const POD = `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  nodeSelector: { node.kubernetes.io/instance-type: g5.12xlarge }
  containers:
    - name: a
      image: nvcr.io/nvidia/pytorch:24.05-py3
      env:
        - { name: NEURONCORE_GROUP_SIZES, value: "1" }
      resources:
        limits:
          nvidia.com/gpu: 1
          aws.amazon.com/neuron: 1
`;

test('a package for GPUs has what takes its place, one of the SDK its version', async () => {
  const text = 'flash-attn==2.7.4\ntorch-neuronx==2.9.0.2.15.32035\nrequests\n';
  const gpu = await at('requirements.txt', text, 'flash-attn', 'trn2');
  assert.match(gpu?.words[0] ?? '', /^On Neuron its place is taken by scaled_dot_product_attention/);
  assert.deepEqual(gpu?.range, { start: { line: 1, column: 1 }, end: { line: 1, column: 11 } });
  const own = await at('requirements.txt', text, 'torch-neuronx', 'trn2');
  assert.match(own?.words[0] ?? '', /^A package of the Neuron SDK: .+ with SDK 2\.33/);
  assert.ok(own?.words.some((words) => words.startsWith('2.9.0.2.15.32035 is of SDK 2.')));
  assert.equal(await at('requirements.txt', text, 'requests', 'trn2'), null);
});

test('an image, a resource, an instance and a variable have theirs', async () => {
  const image = await at('a.yaml', POD, 'nvcr.io', 'trn2');
  assert.ok(image?.words.some((words) => words.includes('public.ecr.aws/neuron/')));
  const gpu = await at('a.yaml', POD, 'nvidia.com/gpu', 'trn2');
  assert.match(gpu?.words[0] ?? '', /aws\.amazon\.com\/neuron/);
  const chips = await at('a.yaml', POD, 'aws.amazon.com/neuron', 'inf2', 'trn2');
  assert.match(chips?.words[0] ?? '', /2 on Inf2, 8 \(by default as 4 logical ones\) on Trn2/);
  const instance = await at('a.yaml', POD, 'g5.12xlarge', 'inf2');
  assert.match(instance?.words[0] ?? '', /inf2\.xlarge/);
  const variable = await at('a.yaml', POD, 'NEURONCORE_GROUP_SIZES', 'trn2');
  assert.match(variable?.words[0] ?? '', /NEURON_RT_VISIBLE_CORES/);
  assert.equal(await at('a.yaml', POD, 'metadata', 'trn2'), null);
});

test('a data type has what it is on each target', () => {
  const fp8 = dtypeAnswer('torch.float8_e4m3fn', context('trn2', 'trn3'));
  assert.deepEqual(
    fp8?.words.map((words) => words.split(':')[0]),
    ['Trn2', 'Trn3'],
  );
  assert.match(dtypeAnswer('bf16', context('trn2'))?.words[0] ?? '', /^Trn2: Runs as BF16/);
  assert.match(dtypeAnswer('float16', context('inf2', 'trn2'))?.words[0] ?? '', /^Inf2 and Trn2: /);
  for (const word of ['float', 'half', 'I8', 'int', 'torch.cuda', 'constructor', '__proto__', ''])
    assert.equal(dtypeAnswer(word, context('trn2')), null, word);
});

test('every answer has a source that the knowledge base knows', async () => {
  const answers = [
    ...(await Promise.all(
      ['nvcr.io', 'nvidia.com/gpu', 'g5.12xlarge', 'NEURONCORE_GROUP_SIZES'].map((word) =>
        at('a.yaml', POD, word, 'inf2', 'trn1', 'trn2', 'trn3'),
      ),
    )),
    dtypeAnswer('int64', context('inf2', 'trn2')),
  ];
  for (const answer of answers) {
    assert.ok(answer && answer.sources.length > 0);
    for (const source of answer.sources) assert.match(knowledge.evidence(source).url, /^https:/);
  }
});
