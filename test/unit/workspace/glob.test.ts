import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob, matchesGlob } from '../../../src/workspace/glob';

/** Pattern, paths it matches, paths it does not. */
const TABLE: readonly [string, readonly string[], readonly string[]][] = [
  ['a/b.onnx', ['a/b.onnx'], ['a/b.onnxx', 'x/a/b.onnx', 'a/B.onnx', '']],
  ['*.onnx', ['b.onnx', '.onnx', 'é.onnx'], ['a/b.onnx', 'b.onnx.bak']],
  ['?.onnx', ['b.onnx', '😀.onnx'], ['bb.onnx', '.onnx', '/.onnx']],
  ['models/**', ['models', 'models/a', 'models/a/b.onnx'], ['model', 'modelsx/a', 'x/models/a']],
  ['models/', ['models'], ['models/a']],
  ['./models', ['models'], ['x/models']],
  ['/models', ['models'], ['x/models']],
  ['**', ['', 'a', 'a/b'], []],
  ['**/x', ['x', 'a/x', 'a/b/x'], ['ax', 'a/xb', 'x/a']],
  ['**/x/**', ['x', 'a/x', 'a/x/y', 'x/y/z'], ['ax/y', 'a/xx']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb', 'a/b/c']],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['a/*/c', ['a/b/c'], ['a/c', 'a/b/b/c']],
  ['a/*', ['a/b'], ['a', 'a/b/c']],
  ['*.{onnx,ort}', ['a.onnx', 'a.ort'], ['a.onnx,ort', 'a.', 'a.{onnx,ort}']],
  ['{a,b/{c,d}}/x', ['a/x', 'b/c/x', 'b/d/x'], ['b/x', 'c/x']],
  ['{**/a,b}/c', ['a/c', 'x/y/a/c', 'b/c'], ['x/b/c']],
  ['{a/**,b}', ['a', 'a/x/y', 'b'], ['b/x', 'ab']],
  ['a{,b}', ['a', 'ab'], ['b']],
  ['a{b', ['a{b'], ['ab']],
  ['a}b,c', ['a}b,c'], ['ab']],
  ['[ab].onnx', ['[ab].onnx'], ['a.onnx']],
  ['', [''], ['a']],
];

for (const [pattern, yes, no] of TABLE) {
  test(`glob ${JSON.stringify(pattern)}`, () => {
    for (const path of yes) assert.equal(matchesGlob(pattern, path), true, `should match ${path}`);
    for (const path of no) assert.equal(matchesGlob(pattern, path), false, `should not match ${path}`);
  });
}

test('a compiled glob answers again and again', () => {
  const glob = compileGlob('**/*.onnx');
  assert.deepEqual(['a.onnx', 'b', 'c/a.onnx', 'a.onnx'].map(glob), [true, false, true, true]);
});

test('patterns made to backtrack stay fast', () => {
  const path = 'a'.repeat(2000);
  const started = performance.now();
  assert.equal(matchesGlob(`${'*a'.repeat(200)}b`, path), false);
  assert.equal(matchesGlob(`${'{a,a}'.repeat(200)}b`, path), false);
  assert.equal(matchesGlob(`${'**/'.repeat(200)}b`, `${'a/'.repeat(1000)}a`), false);
  assert.equal(matchesGlob('{'.repeat(5000), '{'.repeat(5000)), true);
  assert.equal(matchesGlob(`{${','.repeat(200_000)}}`, ''), true);
  assert.ok(performance.now() - started < 5000, 'took exponential time');
});
