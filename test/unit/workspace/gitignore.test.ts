import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gitRules, isGitIgnored } from '../../../src/workspace/gitignore';

const ignored = (text: string, path: string, folder = false) => isGitIgnored(gitRules(text, ''), path, folder);

test('a name at any depth, a path from the folder of the file, folders only', () => {
  assert.ok(ignored('a.txt', 'x/y/a.txt'));
  assert.ok(ignored('/a.txt', 'a.txt'));
  assert.ok(!ignored('/a.txt', 'x/a.txt'));
  assert.ok(ignored('x/a.txt', 'x/a.txt'));
  assert.ok(!ignored('x/a.txt', 'y/x/a.txt'));
  assert.ok(ignored('a/', 'x/a', true));
  assert.ok(!ignored('a/', 'x/a', false));
  assert.ok(isGitIgnored(gitRules('/a.txt', 'sub'), 'sub/a.txt', false));
  assert.ok(!isGitIgnored(gitRules('a.txt', 'sub'), 'a.txt', false));
});

test('the last line that matches decides', () => {
  assert.ok(!ignored('*.txt\n!a.txt', 'a.txt'));
  assert.ok(ignored('!a.txt\n*.txt', 'a.txt'));
});

test('comments, blanks, escapes and classes', () => {
  assert.ok(!ignored('# a.txt\n\n', 'a.txt'));
  assert.ok(ignored('\\#a', '#a'));
  assert.ok(ignored('\\!a', '!a'));
  assert.ok(ignored('a.txt   ', 'a.txt'));
  assert.ok(ignored('a.[oc]', 'a.o') && !ignored('a.[oc]', 'a.x'));
  assert.ok(ignored('*.py[co]', 'x/y.pyc'));
  assert.ok(ignored('logs/**/x', 'logs/a/b/x'));
});

test('hostile patterns take no time', () => {
  const start = performance.now();
  ignored(`${'*a'.repeat(240)}b\n`.repeat(5), `${'a'.repeat(1000)}`);
  ignored('['.repeat(100_000), 'a');
  assert.ok(performance.now() - start < 3000);
});
