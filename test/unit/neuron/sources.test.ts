import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';
import { sourceUrl } from '../../../src/neuron/sources';

const knowledge = loadKnowledge();
const repositories = {
  neuron: {
    repo: 'aws-neuron/aws-neuron-sdk',
    commit: '81ce03ae',
    sdk: '2.32.0',
    site: 'https://docs.example/en/v2.32.0/',
  },
  onnx: { repo: 'onnx/onnx', commit: 'f7546912', sdk: null, site: null },
};
const urlOf = (repository: string, path: string, label: string | null) =>
  sourceUrl({ id: 'x', title: 'X', repository, path, label }, repositories);

test('pages of the documents are addressed as published, labels as Sphinx writes them', () => {
  assert.equal(urlOf('neuron', 'a/b.rst', 'my_label'), 'https://docs.example/en/v2.32.0/a/b.html#my-label');
  assert.equal(urlOf('neuron', 'a/guide.md', null), 'https://docs.example/en/v2.32.0/a/guide.html');
});

test('what is no page is addressed at the commit that was read', () => {
  assert.equal(
    urlOf('neuron', 'nki/isa/__init__.py', null),
    'https://github.com/aws-neuron/aws-neuron-sdk/blob/81ce03ae/nki/isa/__init__.py',
  );
  assert.equal(
    urlOf('onnx', 'docs/Operators.md', null),
    'https://github.com/onnx/onnx/blob/f7546912/docs/Operators.md',
  );
  assert.equal(urlOf('onnx', 'onnx/defs', null), 'https://github.com/onnx/onnx/tree/f7546912/onnx/defs');
});

test('evidence names the release that its source speaks of', () => {
  assert.equal(knowledge.evidence('onnx-faq').sdk, '2.32.0');
  assert.equal(knowledge.evidence('compiler-2.27').sdk, '2.27.0');
  assert.equal(knowledge.evidence('compiler-2.3-pow').sdk, null);
  assert.equal(knowledge.evidence('onnx2torch').sdk, null);
  assert.equal(knowledge.evidence('setup-2.33').sdk, '2.33.0');
});

test('an unknown source is a mistake in the code', () => {
  assert.throws(() => knowledge.evidence('nowhere'), /no source with the id "nowhere"/);
});
