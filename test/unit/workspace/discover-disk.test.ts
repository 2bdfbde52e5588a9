import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { nodeHost } from '../../../src/node/node-host';
import { discover } from '../../../src/workspace/discover';
import { noPace } from '../../support/memory-host';

const skip = process.platform === 'win32' && 'no symbolic links without rights';
const base = mkdtempSync(path.join(os.tmpdir(), 'discover-'));
after(() => rmSync(base, { recursive: true, force: true }));

function put(file: string): void {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), '');
}

function link(target: string, file: string): void {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  symlinkSync(target, path.join(base, file));
}

async function search(root: string, paths: readonly string[] = ['']) {
  const found = await discover(nodeHost(path.join(base, root)), paths, { ignore: [], exclude: [], pace: noPace });
  return { paths: found.candidates.map((candidate) => candidate.path), notes: found.notes, cutShort: found.cutShort };
}

test('linked folders are searched once, at their own place first', { skip }, async () => {
  put('loops/real/x.onnx');
  link('real', 'loops/another');
  link('../real', 'loops/real/self');
  link('..', 'loops/real/up');
  link('loop', 'loops/loop');
  assert.deepEqual(await search('loops'), { paths: ['real/x.onnx'], notes: [], cutShort: [] });
  assert.deepEqual((await search('loops', ['another'])).paths, ['another/x.onnx']);
});

test('a link to a folder beside the one that was asked for is followed, one that leads back up is not', {
  skip,
}, async () => {
  put('beside/shared/x.onnx');
  put('beside/other/y.onnx');
  link('../shared', 'beside/app/models');
  link('..', 'beside/app/up');
  put('beside/.venv/z.onnx');
  link('../.venv', 'beside/app/env');
  const found = await search('beside', ['app']);
  assert.deepEqual(found.paths, ['app/models/x.onnx']);
  assert.deepEqual(found.notes, [
    'Left out by .venv (default): 1 folder.',
    'Left out by links that lead back up (default): 1 folder.',
  ]);
});

test('links out of the root are left out unless asked for', { skip }, async () => {
  put('outside/x.onnx');
  link('../outside', 'root/models');
  link('../outside/x.onnx', 'root/x.onnx');
  const found = await search('root');
  assert.deepEqual(found.paths, []);
  assert.deepEqual(found.notes, ['Left out by links that lead out of the folder (default): 1 folder and 1 file.']);
  assert.deepEqual((await search('root', ['models', 'x.onnx'])).paths, ['models/x.onnx', 'x.onnx']);
});

test('a Hugging Face cache, whole or one snapshot of it', { skip }, async () => {
  put('hub/models--o--m/blobs/0123');
  for (const snapshot of ['a', 'b']) link('../../blobs/0123', `hub/models--o--m/snapshots/${snapshot}/config.json`);
  link('../../blobs/gone', 'hub/models--o--m/snapshots/a/model.onnx');
  const a = 'models--o--m/snapshots/a';
  assert.deepEqual(await search('hub'), {
    paths: [`${a}/config.json`, `${a}/model.onnx`, 'models--o--m/snapshots/b/config.json'],
    notes: [],
    cutShort: [],
  });
  assert.deepEqual((await search(`hub/${a}`)).paths, ['config.json', 'model.onnx']);
});
