import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import type { Host } from '../../../src/model/host';
import type { ReadingCache } from '../../../src/reading-cache';
import { memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

const model = (batch: string): Uint8Array =>
  modelBytes({
    node: [node('Relu', ['x'], ['y'])],
    input: [tensorValue('x', 1, [batch, 8])],
    output: [tensorValue('y', 1, [batch, 8])],
  });

/** A host that remembers which files were opened. */
function watched(host: Host): { readonly host: Host; readonly opened: Set<string> } {
  const opened = new Set<string>();
  return {
    opened,
    host: {
      ...host,
      open: (path) => {
        opened.add(path);
        return host.open(path);
      },
    },
  };
}

test('an audit after one change opens and judges that file alone, and says the same as a fresh one', async () => {
  const files = { 'a.onnx': model('batch'), 'b.onnx': model('batch'), 'notes.json': '{}' };
  const cache: ReadingCache = new Map();
  const run = (host: Host, kept?: ReadingCache) =>
    audit({ host, paths: [''], options: { asOf: '2026-11-22' }, pace: noPace, ...(kept && { cache: kept }) });
  await run(memoryHost(files), cache);
  const changed = { ...files, 'b.onnx': model('another_batch') };
  const { host, opened } = watched(memoryHost(changed));
  const again = await run(host, cache);
  assert.deepEqual(
    [...opened].filter((path) => /onnx|notes/.test(path)),
    ['b.onnx'],
  );
  assert.deepEqual(again, await run(memoryHost(changed)));
});

test('other settings judge again what was read before', async () => {
  const cache: ReadingCache = new Map();
  const { host, opened } = watched(memoryHost({ 'a.onnx': model('batch') }));
  const run = (pins: Record<string, number>) =>
    audit({ host, paths: [''], options: { asOf: '2026-11-22', pins }, pace: noPace, cache });
  assert.equal((await run({})).verdicts.trn2, 'attention');
  opened.clear();
  assert.equal((await run({ batch: 4 })).verdicts.trn2, 'ready');
  assert.ok(!opened.has('a.onnx'));
});
