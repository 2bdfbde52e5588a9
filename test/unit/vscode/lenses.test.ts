import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import { configFactsOf } from '../../../src/model/artifact';
import type { Target } from '../../../src/model/target';
import { loadKnowledge } from '../../../src/neuron/load';
import { tensorParallelDegrees } from '../../../src/routes/degrees';
import { type DegreesOf, lensTexts, routeRows } from '../../../src/vscode/lenses/text';
import { memoryHost, noPace } from '../../support/memory-host';

const llama = JSON.stringify({
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_hidden_layers: 32,
  intermediate_size: 14336,
  vocab_size: 128256,
});

const degreesOf: DegreesOf = ({ artifacts, settings }, path, { target, take }) => {
  const artifact = artifacts.find((candidate) => candidate.path === path);
  const facts = artifact && configFactsOf(artifact);
  return facts ? tensorParallelDegrees(facts, target, take, settings.sdk, loadKnowledge()) : [];
};

async function lenses(target: Target) {
  const host = memoryHost({ 'm/config.json': llama, Dockerfile: 'FROM ubuntu' });
  const report = await audit({ host, paths: [''], options: { targets: [target], asOf: '2026-11-22' }, pace: noPace });
  return { report, texts: lensTexts(report, 'm/config.json', degreesOf) };
}

test('a config has a lens a target: the route to take and the degrees that fit', async () => {
  const { texts, report } = await lenses('trn2');
  const [lens] = texts;
  assert.equal(texts.length, 1);
  assert.match(lens?.title ?? '', /^Trn2: vLLM Neuron \(beta\) · tensor parallel 1, 2, 4, 8/);
  assert.doesNotMatch(lens?.title ?? '', /24/);
  assert.deepEqual(lensTexts(report, 'Dockerfile', degreesOf), []);
});

test('the list of routes begins with the one to take and says why the others are none', async () => {
  const { texts } = await lenses('inf2');
  const [routes] = texts.map((lens) => lens.routes);
  assert.ok(routes);
  const rows = routeRows(routes);
  assert.match(rows[0]?.label ?? '', /^\$\(check\) /);
  assert.ok(rows.every(({ detail }) => detail.length > 10));
  assert.ok(rows.some(({ url }) => url?.startsWith('https://')));
});
