import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();
const at = (name: string, sdk: string) => knowledge.packageReleases(name).filter((release) => release.sdk === sdk);

test('a package is found by any spelling of its name', () => {
  for (const name of ['neuronx-distributed', 'neuronx_distributed', 'NeuronX.Distributed'])
    assert.ok(knowledge.packageReleases(name).length > 0, name);
  assert.deepEqual(knowledge.packageReleases('torch'), []);
  assert.deepEqual(knowledge.packageReleases('constructor'), []);
});

test('torch-neuronx is missing at 2.32 and two products at 2.33', () => {
  assert.deepEqual(at('torch-neuronx', '2.32.0'), []);
  const versions = at('torch-neuronx', '2.33.0').flatMap((release) => release.versions);
  assert.deepEqual(versions.toSorted(), ['2.13.3.0', '2.14.3.0', '2.9.0.2.15.32035']);
  assert.deepEqual(at('torch-neuronx', '2.33.0')[0]?.targets, ['trn2', 'trn3']);
});

test('the compiler of a release is known, and the Python that it takes', () => {
  assert.deepEqual(at('neuronx-cc', '2.31.0')[0]?.versions, ['2.26.6360.0']);
  assert.deepEqual(at('neuronx-cc', '2.29.1')[0]?.python, ['3.10', '3.11', '3.12']);
  assert.deepEqual(at('neuronx-cc', '2.33.0')[0]?.python, null);
  for (const { source } of knowledge.packageReleases('neuronx-cc'))
    assert.match(knowledge.evidence(source).url, /^https:/);
});

test('packages that ended have no later release', () => {
  const last = (name: string) => knowledge.packageReleases(name).at(-1)?.sdk;
  assert.equal(last('transformers-neuronx'), '2.26.1');
  assert.equal(last('neuronx-distributed-inference'), '2.31.1');
  assert.equal(last('tensorflow-neuronx'), '2.30.0');
});
