import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { HostError, type HostErrorCode } from '../../../src/model/host';
import { nodeHost } from '../../../src/node/node-host';

const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'node-host-')));
after(() => rmSync(base, { recursive: true, force: true }));
const onWindows = process.platform === 'win32';
/** Links need rights on Windows. */
const links = { skip: onWindows && 'no symbolic links without rights' };

let folders = 0;
/** A new folder that holds these files, with its host. */
function tree(files: Record<string, string | Uint8Array>) {
  folders += 1;
  const root = path.join(base, `r${folders}`);
  mkdirSync(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return { root, host: nodeHost(root) };
}

async function fails(promise: Promise<unknown>, code: HostErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof HostError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.message.includes(base), false, error.message);
    assert.match(error.message, /^[A-Z"].*\.$/);
    return true;
  });
}

test('lists in code unit order, with types', async () => {
  const { host } = tree({ 'b.onnx': '', 'a/x': '', 'B.onnx': '', é: '', _: '' });
  assert.deepEqual(
    (await host.list('')).map(({ name, type, isSymbolicLink }) => `${name} ${type} ${isSymbolicLink}`),
    ['B.onnx file false', '_ file false', 'a directory false', 'b.onnx file false', 'é file false'],
  );
  assert.deepEqual(await host.list('a'), [{ name: 'x', type: 'file', isSymbolicLink: false }]);
  await fails(host.list('none'), 'not-found');
  await fails(host.list('b.onnx'), 'not-found');
});

test('looks at files and folders', async () => {
  const { host } = tree({ 'a/x.bin': 'abc' });
  const stat = await host.stat('a/x.bin');
  assert.deepEqual([stat?.type, stat?.size], ['file', 3]);
  assert.equal((await host.stat(''))?.type, 'directory');
  for (const nothing of ['b', 'a/x.bin/y', '../r1', 'a\0b', 'x'.repeat(5000), '/etc']) {
    assert.equal(await host.stat(nothing), null, nothing);
  }
});

test('reads ranges', async () => {
  const { host } = tree({ 'x.bin': 'abcdefgh' });
  const source = await host.open('x.bin');
  const read = async (offset: number, length: number) => new TextDecoder().decode(await source.read(offset, length));
  assert.equal(source.size, 8);
  assert.equal(await read(0, 3), 'abc');
  assert.equal(await read(5, 100), 'fgh');
  assert.equal(await read(8, 1), '');
  assert.equal(await read(1e12, 5), '');
  assert.equal(await read(2, 0), '');
  await source.close();
  await source.close();
  await fails(host.open('none'), 'not-found');
  await fails(host.open(''), 'not-a-file');
  await fails(host.open('../x'), 'not-found');
});

test('a file that shrinks while it is read gives fewer bytes', async () => {
  const { host, root } = tree({ 'x.bin': 'abcdefgh' });
  const source = await host.open('x.bin');
  truncateSync(path.join(root, 'x.bin'), 3);
  assert.equal((await source.read(0, 8)).length, 3);
  assert.equal((await source.read(4, 4)).length, 0);
  await source.close();
});

test('names with control characters and quotes', { skip: onWindows && 'not possible there' }, async () => {
  const { host } = tree({ 'a\n\u001b[31m".onnx': 'x', 'b\\c': 'y' });
  for (const { name } of await host.list('')) assert.equal((await host.stat(name))?.size, 1);
  await assert.rejects(host.open('x\n\u001b[31m'), { message: /^There is nothing at "x\\u000a\\u001b\[31m"/ });
});

test('names that are no UTF-8', { skip: process.platform !== 'linux' && 'not possible there' }, async () => {
  const { host, root } = tree({});
  writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff]), Buffer.from('.onnx')]), 'x');
  const [entry] = await host.list('');
  assert.equal(entry?.name, 'a\uFFFD.onnx');
  assert.equal(await host.stat('a\uFFFD.onnx'), null);
  await fails(host.open('a\uFFFD.onnx'), 'not-found');
});

test('links: followed, broken, looping, leaving the root', links, async () => {
  const { host, root } = tree({ 'a/x.onnx': 'abc' });
  const outside = tree({ 'y.onnx': 'defg' });
  const link = (target: string, name: string) => symlinkSync(target, path.join(root, name));
  link('a/x.onnx', 'inside.onnx');
  link('a', 'folder');
  link('..', 'a/up');
  link('nowhere', 'broken.onnx');
  link('loop.onnx', 'loop.onnx');
  link(path.join(outside.root, 'y.onnx'), 'out.onnx');
  link(outside.root, 'out');
  assert.deepEqual(
    (await host.list('')).map(({ name, type, isSymbolicLink }) => `${name} ${type} ${isSymbolicLink}`),
    [
      'a directory false',
      'broken.onnx other true',
      'folder directory true',
      'inside.onnx file true',
      'loop.onnx other true',
      'out directory true',
      'out.onnx file true',
    ],
  );
  assert.deepEqual(await host.resolve('inside.onnx'), { inside: true, path: 'a/x.onnx' });
  assert.deepEqual(await host.resolve('folder'), { inside: true, path: 'a' });
  assert.deepEqual(await host.resolve('a/up/a/up'), { inside: true, path: '' });
  assert.deepEqual(await host.resolve('out'), { inside: false, huggingFaceBlob: false });
  assert.deepEqual(await host.resolve('out.onnx'), { inside: false, huggingFaceBlob: false });
  for (const name of ['broken.onnx', 'loop.onnx', 'none']) {
    assert.equal(await host.resolve(name), null);
    assert.equal(await host.stat(name), null);
  }
  assert.equal((await host.stat('out.onnx'))?.size, 4);
  await fails(host.open('loop.onnx'), 'too-many-links');
  await fails(host.open('broken.onnx'), 'not-found');
});

test('a root that is reached through a link', links, async () => {
  const { root } = tree({ 'a.onnx': 'abc' });
  symlinkSync(root, `${root}-link`);
  assert.deepEqual(await nodeHost(`${root}-link`).resolve('a.onnx'), { inside: true, path: 'a.onnx' });
});

test('a Hugging Face cache: its links are legitimate from wherever the audit starts', links, async () => {
  const { root } = tree({ 'hub/models--o--m/blobs/0123': '{}', 'hub/models--o--n/blobs/0123': '{}', 'repo/x': '' });
  const snapshot = path.join(root, 'hub/models--o--m/snapshots/abc');
  mkdirSync(snapshot, { recursive: true });
  symlinkSync('../../blobs/0123', path.join(snapshot, 'config.json'));
  symlinkSync('../../../models--o--n/blobs/0123', path.join(snapshot, 'no-cache.json'));
  symlinkSync(path.join(snapshot, 'config.json'), path.join(root, 'repo/config.json'));
  const blob = { inside: false, huggingFaceBlob: true };
  assert.deepEqual(await nodeHost(root).resolve('hub/models--o--m/snapshots/abc/config.json'), {
    inside: true,
    path: 'hub/models--o--m/blobs/0123',
  });
  assert.deepEqual(await nodeHost(snapshot).resolve('config.json'), blob);
  assert.deepEqual(await nodeHost(path.join(root, 'repo')).resolve('config.json'), blob);
  const noSnapshots = await nodeHost(snapshot).resolve('no-cache.json');
  assert.deepEqual(noSnapshots, { inside: false, huggingFaceBlob: false });
});

test('a pipe is no file and does not block', { skip: onWindows && 'no pipes in folders' }, async () => {
  const { host, root } = tree({});
  execFileSync('mkfifo', [path.join(root, 'pipe.onnx')]);
  assert.deepEqual(await host.list(''), [{ name: 'pipe.onnx', type: 'other', isSymbolicLink: false }]);
  await fails(host.open('pipe.onnx'), 'not-a-file');
});

test('what may not be read says so', { skip: onWindows && 'permissions work otherwise there' }, async () => {
  const { host, root } = tree({ 'a/x.onnx': 'abc', 'b.onnx': 'abc' });
  chmodSync(path.join(root, 'a'), 0);
  chmodSync(path.join(root, 'b.onnx'), 0);
  chmodSync(base, 0o755);
  // Root may read everything: play somebody else for a moment.
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65534);
  try {
    await fails(host.list('a'), 'no-permission');
    await fails(host.stat('a/x.onnx'), 'no-permission');
    await fails(host.resolve('a/x.onnx'), 'no-permission');
    await fails(host.open('b.onnx'), 'no-permission');
  } finally {
    if (user === 0) process.seteuid?.(0);
    chmodSync(path.join(root, 'a'), 0o700);
  }
});
