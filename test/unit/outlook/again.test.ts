import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import type { Host } from '../../../src/model/host';
import type { ReadingCache } from '../../../src/reading-cache';
import type { Watched } from '../../../src/workspace/watched';
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

test('a watcher spares an audit the search and every look at files that did not change', async () => {
  const files = { 'a.onnx': model('batch'), 'b.onnx': model('batch'), 'neuron-migration.yaml': 'version: 1\n' };
  const cache: ReadingCache = new Map();
  const search: Watched = { changed: null, search: null };
  const looked: string[] = [];
  const run = (contents: Record<string, Uint8Array | string>, changed: readonly string[]) => {
    const host = memoryHost(contents);
    const noting: Host = {
      ...host,
      list: (path) => {
        looked.push(`list ${path}`);
        return host.list(path);
      },
      stat: (path) => {
        looked.push(`stat ${path}`);
        return host.stat(path);
      },
    };
    looked.length = 0;
    const kept = { changed: search.search === null ? null : new Set(changed), search: search.search };
    return audit({
      host: noting,
      paths: [''],
      options: { asOf: '2026-11-22' },
      pace: noPace,
      cache,
      watched: kept,
    }).then((report) => {
      search.search = kept.search;
      return report;
    });
  };
  const fresh = (contents: Record<string, Uint8Array | string>) =>
    audit({ host: memoryHost(contents), paths: [''], options: { asOf: '2026-11-22' }, pace: noPace });

  await run(files, []);
  assert.ok(looked.includes('list '));
  const changed = { ...files, 'b.onnx': model('another_batch') };
  assert.deepEqual(await run(changed, ['b.onnx']), await fresh(changed));
  assert.ok(!looked.some((look) => look.startsWith('list') || look === 'stat a.onnx'), looked.join());
  const pinned = { ...changed, 'neuron-migration.yaml': 'version: 1\npins: { batch: 2, another_batch: 2 }\n' };
  assert.deepEqual(await run(pinned, ['neuron-migration.yaml']), await fresh(pinned));
  assert.ok(!looked.some((look) => look.startsWith('list')));
  const ignoring = { ...pinned, 'neuron-migration.yaml': 'version: 1\nignore: [b.onnx]\n' };
  assert.deepEqual(await run(ignoring, ['neuron-migration.yaml']), await fresh(ignoring));
  const more = { ...ignoring, 'c.onnx': model('batch') };
  assert.deepEqual(await run(more, ['c.onnx']), await fresh(more));
});

test('a watcher tells of the file that a link leads to; what is seen through the link is looked at again', async () => {
  const files = {
    'a.onnx': { link: 'b.onnx' },
    'b.onnx': model('batch'),
    'c/d.onnx': model('batch'),
    e: { link: 'c' },
  };
  const cache: ReadingCache = new Map();
  const kept: Watched = { changed: null, search: null };
  const run = (host: Host, watched?: Watched) =>
    audit({
      host,
      paths: [''],
      options: { asOf: '2026-11-22' },
      pace: noPace,
      ...(watched && { cache, watched }),
    });
  const host = memoryHost(files);
  await run(host, kept);
  host.write('b.onnx', model('another_batch'));
  const again = await run(host, { changed: new Set(['b.onnx']), search: kept.search });
  assert.deepEqual(again, await run(host));
});
