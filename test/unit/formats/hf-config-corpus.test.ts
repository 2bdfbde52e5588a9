import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { hfConfig } from '../../../src/formats/hf-config';
import { sourceFile } from '../../../src/formats/source-file';
import type { HfConfigFacts } from '../../../src/model/facts';
import { nodeHost } from '../../../src/node/node-host';
import { discover } from '../../../src/workspace/discover';
import { noPace } from '../../support/memory-host';

const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpus');

/** The oracle's names of the facts. */
const NAMES: Readonly<Record<string, keyof HfConfigFacts>> = {
  model_type: 'modelType',
  hidden_size: 'hiddenSize',
  num_hidden_layers: 'layers',
  num_attention_heads: 'attentionHeads',
  num_key_value_heads: 'keyValueHeads',
  vocab_size: 'vocabSize',
  intermediate_size: 'intermediateSize',
  max_position_embeddings: 'maxPositions',
  head_dim: 'headDim',
  torch_dtype: 'torchDtype',
  dtype: 'torchDtype',
};

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

test('the configs of the corpus are recognised with their facts, and no other file is', async (t) => {
  const table = path.join(CORPUS, 'config-facts.jsonl');
  if (!existsSync(table)) return t.skip('the shared corpus is not here');
  const rows = readFileSync(table, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Row => JSON.parse(line));
  const host = nodeHost(CORPUS);
  const { candidates } = await discover(host, ['configs'], { ignore: [], exclude: [], pace: noPace });
  const paths = new Set(candidates.map((candidate) => candidate.path));

  const recognised: string[] = [];
  let compared = 0;
  for (const row of rows) {
    const reading = paths.has(row.id) ? await hfConfig.read(sourceFile(host, row.id, false), noPace) : null;
    if (reading?.kind !== 'hf-config') continue;
    recognised.push(row.id);
    assert.equal(reading.status, 'analyzed', `${row.id}: ${reading.reason}`);
    const facts = reading.facts as HfConfigFacts;
    for (const [name, fact] of Object.entries(NAMES)) {
      const expected = row.facts[name];
      if (expected === undefined || expected === null || typeof expected === 'object') continue;
      assert.equal(facts[fact], expected, `${row.id}: ${fact}`);
      compared += 1;
    }
  }
  const expected = rows.filter(({ kind }) => kind === 'hf-config').map(({ id }) => id);
  assert.deepEqual(
    expected.filter((id) => !recognised.includes(id)),
    [],
  );
  assert.deepEqual(
    recognised.filter((id) => !expected.includes(id)),
    [],
  );
  assert.ok(compared > 300, `compared only ${compared} facts`);
});
