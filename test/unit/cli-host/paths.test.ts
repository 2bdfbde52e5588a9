import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { huggingFaceRepository, toAbsolute, toRelative } from '../../../src/node/paths';

const { posix, win32 } = path;

/** Root, absolute path, path below the root or null. */
const RELATIVE: readonly [path.PlatformPath, string, string, string | null][] = [
  [posix, '/a/b', '/a/b', ''],
  [posix, '/a/b', '/a/b/c/d.onnx', 'c/d.onnx'],
  [posix, '/a/b', '/a/bc', null],
  [posix, '/a/b', '/a', null],
  [posix, '/a/b', '/', null],
  [posix, '/', '/a', 'a'],
  [posix, '/a/b', '/a/b/..c', '..c'],
  [posix, '/a/b', '/a/b/c\\d', 'c\\d'],
  [win32, 'C:\\work\\repo', 'C:\\work\\repo\\models\\a.onnx', 'models/a.onnx'],
  [win32, 'C:\\work\\repo', 'c:\\Work\\Repo\\a.onnx', 'a.onnx'],
  [win32, 'C:\\work\\repo', 'C:\\work\\repository', null],
  [win32, 'C:\\work\\repo', 'D:\\work\\repo\\a', null],
  [win32, 'C:\\work\\repo', '\\\\server\\share\\a', null],
  [win32, 'C:\\', 'C:\\a', 'a'],
  [win32, '\\\\server\\share\\repo', '\\\\server\\share\\repo\\a\\b', 'a/b'],
];

for (const [lib, root, absolute, expected] of RELATIVE) {
  test(`${absolute} below ${root}`, () => assert.equal(toRelative(root, absolute, lib), expected));
}

test('a relative path and back', () => {
  for (const [lib, root] of [
    [posix, '/a/b'],
    [posix, '/'],
    [win32, 'C:\\a b'],
    [win32, 'C:\\'],
    [win32, '\\\\server\\share\\x'],
  ] as const) {
    for (const relative of ['', 'x', 'x/y.onnx', 'ü/…/ .json', '..x/x..']) {
      const absolute = toAbsolute(root, relative, lib);
      assert.notEqual(absolute, null);
      assert.equal(toRelative(root, absolute ?? '', lib), relative);
    }
  }
});

test('what is no path below the root has no absolute path', () => {
  for (const relative of ['..', 'a/../..', '/etc/passwd', 'a//b', './a', 'a/', 'a\0b']) {
    assert.equal(toAbsolute('/r', relative, posix), null, relative);
    assert.equal(toAbsolute('C:\\r', relative, win32), null, relative);
  }
  for (const relative of ['C:', 'C:/x', '..\\x', 'a\\b', 'a.onnx:stream', 'CON', 'a/nul', 'Aux.onnx', 'com1.json']) {
    assert.equal(toAbsolute('C:\\r', relative, win32), null, relative);
  }
  assert.equal(toAbsolute('C:\\r', 'console/common.json', win32), 'C:\\r\\console\\common.json');
  assert.equal(toAbsolute('/r', 'nul', posix), '/r/nul');
});

test('blobs of a Hugging Face cache are known by their place', () => {
  assert.equal(huggingFaceRepository('/c/hub/models--a--b/blobs/0123', posix), '/c/hub/models--a--b');
  assert.equal(huggingFaceRepository('C:\\c\\models--a--b\\blobs\\0123', win32), 'C:\\c\\models--a--b');
  for (const file of [
    '/c/models--a--b/other/0123',
    '/c/datasets/blobs/0123',
    '/c/models--a--b/blobs/x/y',
    '/blobs/x',
    '/x',
  ]) {
    assert.equal(huggingFaceRepository(file, posix), null, file);
  }
});
