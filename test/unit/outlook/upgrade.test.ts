import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../../src/audit';
import type { Upgrade } from '../../../src/model/upgrade';
import { loadKnowledge } from '../../../src/neuron/load';
import { upgradeOf } from '../../../src/outlook/upgrade';
import { UPGRADE_FORMATS, UPGRADE_WRITERS } from '../../../src/report/upgrade';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

const LLAMA = '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_attention_heads": 32}';

async function upgrade(files: Record<string, MemoryFile>, from: string, to: string): Promise<Upgrade> {
  const at = (sdk: string) =>
    audit({
      host: memoryHost(files),
      paths: [''],
      options: { sdk, targets: ['trn1', 'trn2'], asOf: '2026-11-22' },
      matrix: 'never',
      pace: noPace,
    });
  return upgradeOf(await at(from), await at(to), loadKnowledge());
}

describe('an upgrade', () => {
  it('tells which routes begin and end, and which to take instead', async () => {
    const { routes } = await upgrade({ 'llm/config.json': LLAMA }, '2.28', '2.33');
    const trn1 = routes.find(({ targets }) => targets.includes('trn1'));
    assert.ok(trn1?.end.includes('NxD Inference'));
    assert.notEqual(trn1?.takeBefore, trn1?.takeAfter);
  });

  it('tells what appears and vanishes, on which targets and where', async () => {
    const { findings, from, to } = await upgrade({ 'llm/config.json': LLAMA }, '2.28', '2.33');
    assert.deepEqual([from, to], ['2.28.1', '2.33.1']);
    assert.ok(findings.length > 0);
    for (const { before, after, targets, paths } of findings) {
      assert.notEqual(before, after);
      assert.ok(targets.length > 0);
      assert.deepEqual(paths, ['llm/config.json']);
    }
  });

  it('puts documented changes that touch the workspace first', async () => {
    const { changes } = await upgrade({ 'llm/config.json': LLAMA }, '2.31', '2.33');
    const touching = changes.map(({ touches }) => touches);
    assert.deepEqual(
      touching,
      touching.toSorted((a, b) => Number(b) - Number(a)),
    );
    assert.ok(changes.some(({ touches, subject }) => touches && subject === 'vllm-neuron 0.29.0.1.2.0'));
    assert.ok(changes.every(({ evidence }) => evidence.length > 0));
  });

  it('finds nothing between two releases that do not differ', async () => {
    const { findings, routes } = await upgrade({ 'llm/config.json': LLAMA }, '2.33.0', '2.33.1');
    assert.deepEqual([findings, routes], [[], []]);
  });

  for (const format of UPGRADE_FORMATS) {
    it(`is written as ${format}, hostile names made harmless`, async () => {
      const files = { 'llm/\u202e<b>/config.json': LLAMA };
      const one = await upgrade(files, '2.28', '2.33');
      const written = UPGRADE_WRITERS[format](one);
      assert.equal(written, UPGRADE_WRITERS[format](structuredClone(one)));
      assert.ok(written.endsWith('\n'));
      assert.ok(!written.includes('\u202e'));
      if (format !== 'json' && format !== 'text') assert.ok(!written.includes('/\\u202e<b>/'));
      assert.match(written, /2\.28\.1/);
    });
  }
});
