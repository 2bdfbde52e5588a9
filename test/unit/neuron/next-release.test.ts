import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DATA } from '../../../src/neuron/data';
import type { ErrorCode } from '../../../src/neuron/knowledge';
import type { KnowledgeData, RepositorySource } from '../../../src/neuron/schema';
import { sectionOf } from '../../support/documents';
import { nextRelease } from '../../support/knowledge-next';

const repo = mkdtempSync(path.join(tmpdir(), 'neuron-documents-'));
after(() => rmSync(repo, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  const run = spawnSync('git', ['-C', repo, ...identity, ...args], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim();
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(repo, file)), { recursive: true });
  writeFileSync(path.join(repo, file), text);
}

function commit(): string {
  git('add', '--all');
  git('commit', '-q', '-m', 'state');
  return git('rev-parse', 'HEAD');
}

const NOTES = 'release-notes/components/compiler.rst';
const section = (label: string, text: string) => `.. _${label}:\n\nTitle of ${label}\n====\n\n${text}\n\n`;

git('init', '-q');
write(NOTES, section('c-2-32', 'Flags.') + section('c-2-27', 'Casts.'));
write('compiler/error-codes/EVRF013.rst', 'TopK');
write('compiler/error-codes/EVRF999.rst', 'to be gone');
write('types.rst', section('types', 'FP32'));
write('old/place.rst', 'A page that stays as it is but moves elsewhere, long enough for git to see that.\n'.repeat(5));
write('label.rst', section('lost', 'text'));
const from = commit();
write(NOTES, section('c-2-33', 'New.') + section('c-2-32', 'Flags, changed.') + section('c-2-27', 'Casts.'));
write('compiler/error-codes/EVRF070.rst', 'New');
rmSync(path.join(repo, 'compiler/error-codes/EVRF999.rst'));
mkdirSync(path.join(repo, 'new'));
renameSync(path.join(repo, 'old/place.rst'), path.join(repo, 'new/place.rst'));
write('label.rst', section('found', 'text'));
write('release-notes/2.34.0.rst', 'Release 2.34');
const to = commit();

const source = (id: string, file: string, label: string | null): RepositorySource => ({
  id,
  title: id,
  repository: 'neuron',
  path: file,
  label,
});
const error = (code: string, sources: string[]): ErrorCode => ({
  ...(DATA.errors[0] as ErrorCode),
  id: `NCC_${code}`,
  code: `NCC_${code}`,
  sources,
  verifiedAt: '2.32.0',
});
const data: KnowledgeData = {
  ...DATA,
  sources: {
    repositories: DATA.sources.repositories,
    sources: [
      source('c-27', NOTES, 'c-2-27'),
      source('c-32', NOTES, 'c-2-32'),
      source('evrf013', 'compiler/error-codes/EVRF013.rst', null),
      source('evrf999', 'compiler/error-codes/EVRF999.rst', null),
      source('label', 'label.rst', 'lost'),
      source('place', 'old/place.rst', null),
      source('types', 'types.rst', 'types'),
    ],
  },
  errors: [error('EVRF013', ['c-32', 'evrf013']), error('EVRF999', ['evrf999'])],
};
const lines = nextRelease({ repo, from, to, data, rules: [{ id: 'onnx/topk-integer-input', sources: ['c-32'] }] });
const has = (line: RegExp) =>
  assert.ok(
    lines.some((one) => line.test(one)),
    lines.join('\n'),
  );
const hasNot = (line: RegExp) => assert.ok(!lines.some((one) => line.test(one)), lines.join('\n'));

test('a cited section that changed comes with the entries and rules that rest on it', () => {
  const at = lines.findIndex((line) => /^ {2}c-32 .*#c-2-32\): changed$/.test(line));
  assert.notEqual(at, -1, lines.join('\n'));
  assert.equal(lines[at + 1], '    errors.json: NCC_EVRF013 (2.32.0)');
  assert.equal(lines[at + 2], '    rules: onnx/topk-integer-input');
});

test('a cited section that stayed, in a page that changed, is only counted', () => {
  hasNot(/^ {2}c-27 /);
  hasNot(/^ {2}types /);
  has(/^ {2}1 further cited sections are as they were/);
});

test('removed and renamed pages and lost labels are named', () => {
  has(/^ {2}evrf999 \(compiler\/error-codes\/EVRF999\.rst\): removed$/);
  has(/^ {2}place \(old\/place\.rst\): renamed to new\/place\.rst$/);
  has(/^ {2}label \(label\.rst#lost\): its label "lost" is gone$/);
  has(/^Cited pages to read again: 4$/);
});

test('new error pages, entries without a page and new release notes are listed', () => {
  assert.equal(lines[lines.indexOf('Error pages without an entry: 1') + 1], '  EVRF070');
  assert.equal(lines[lines.indexOf('Entries of errors whose page is gone: 1') + 1], '  EVRF999');
  has(/^ {2}release-notes\/2\.34\.0\.rst$/);
  has(/^ {2}release-notes\/components\/compiler\.rst#c-2-33$/);
  has(/^ {2}errors\.json: 2 at 2\.32\.0$/);
});

test('a commit that is not there is an error', () => {
  assert.throws(
    () => nextRelease({ repo, from: 'f'.repeat(40), to, data, rules: [] }),
    /git cannot compare f{40} with/,
  );
});

test('a section reaches to the next label, or to the next heading of its kind', () => {
  assert.equal(sectionOf('# A\n\ntext\n\n## B\n\nmore\n\n# C\n', 'a'), '# A\n\ntext\n\n## B\n\nmore\n');
  assert.equal(sectionOf('.. _a:\n.. _b:\n\nTitle\n\n.. _c:\n\nEnd', 'a'), '.. _a:\n.. _b:\n\nTitle\n');
  assert.equal(sectionOf('text', 'none'), null);
});
