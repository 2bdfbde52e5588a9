import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { HostError } from '../../../src/model/host';
import { createGit, GitError } from '../../../src/node/git';
import { gitHost } from '../../../src/node/git-host';
import { createGitObjects } from '../../../src/node/git-objects';
import { readTree } from '../../../src/node/git-tree';
import { openRevision, type Revision } from '../../../src/node/revision';
import { NO_GIT, type Repository, repository, repositoryAt } from '../../support/git-repository';

async function revisionOf(test: TestContext, folder: string, name = 'HEAD'): Promise<Revision> {
  const revision = await openRevision(folder, name);
  test.after(() => revision.close());
  return revision;
}

async function textOf({ host }: Revision, file: string): Promise<string> {
  const source = await host.open(file);
  const text = Buffer.from(await source.read(0, source.size)).toString('utf8');
  await source.close();
  return text;
}

function pointer(content: string): { readonly oid: string; readonly text: string } {
  const oid = createHash('sha256').update(content).digest('hex');
  return {
    oid,
    text: `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`,
  };
}

const refuses = (sentence: RegExp) => (error: unknown) => error instanceof GitError && sentence.test(error.message);

describe('a revision', { skip: NO_GIT }, () => {
  it('lists and reads what a commit holds, whatever lies on the disk now', async (test) => {
    const repo = repository(test);
    repo.write({ 'a.txt': 'first', 'models/b c.txt': 'é', 'models/deep/d': '' });
    const first = repo.commit();
    repo.write({ 'a.txt': 'second' });
    repo.remove('models');
    repo.commit();
    repo.write({ 'a.txt': 'third' });
    const revision = await revisionOf(test, repo.folder, 'HEAD~1');
    assert.equal(revision.commit, first);
    assert.deepEqual(await revision.host.list(''), [
      { name: 'a.txt', type: 'file', isSymbolicLink: false },
      { name: 'models', type: 'directory', isSymbolicLink: false },
    ]);
    assert.equal(await textOf(revision, 'a.txt'), 'first');
    assert.equal(await textOf(revision, 'models/b c.txt'), 'é');
    assert.equal(await textOf(revision, 'models/deep/d'), '');
    assert.deepEqual(await revision.host.stat('a.txt'), { type: 'file', size: 5, modified: 0 });
    assert.equal(await revision.host.stat('models/none'), null);
    await assert.rejects(revision.host.open('models'), (e) => e instanceof HostError && e.code === 'not-a-file');
    await assert.rejects(revision.host.open('none'), (e) => e instanceof HostError && e.code === 'not-found');
    await assert.rejects(revision.host.list('none'), (e) => e instanceof HostError && e.code === 'not-found');
  });

  it('reads parts of a file, many at a time', async (test) => {
    const repo = repository(test);
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, `${i}\n`.repeat(i * 500)]));
    repo.write(files);
    repo.commit();
    const revision = await revisionOf(test, repo.folder);
    const texts = await Promise.all(Object.keys(files).map((name) => textOf(revision, name)));
    assert.deepEqual(texts, Object.values(files));
    const source = await revision.host.open('f7');
    assert.equal(Buffer.from(await source.read(2, 4)).toString(), '7\n7\n');
    assert.equal((await source.read(source.size - 1, 10)).length, 1);
    assert.equal((await source.read(source.size + 5, 10)).length, 0);
  });

  it('copies a large file aside while it is open, and reads parts of the copy', async (test) => {
    const repo = repository(test);
    repo.write({ large: '0123456789' });
    const commit = repo.commit();
    const git = createGit(repo.folder);
    const objects = createGitObjects(git);
    test.after(() => objects.close());
    const host = gitHost((await readTree(git, commit)).root, objects, repo.folder, 5);
    const source = await host.open('large');
    assert.equal(source.size, 10);
    assert.equal(Buffer.from(await source.read(4, 3)).toString(), '456');
    assert.equal(Buffer.from(await source.read(8, 9)).toString(), '89');
    await source.close();
    await assert.rejects(source.read(0, 1));
  });

  it('has the folder that is audited as its root, also where that lies below the repository', async (test) => {
    const repo = repository(test);
    repo.write({ 'top.txt': 'top', 'sub/in.txt': 'in' });
    repo.commit();
    const revision = await revisionOf(test, path.join(repo.folder, 'sub'));
    assert.deepEqual(await revision.host.list(''), [{ name: 'in.txt', type: 'file', isSymbolicLink: false }]);
    assert.equal(await revision.host.resolve('../top.txt').then((found) => found?.inside), false);
    mkdirSync(path.join(repo.folder, 'fresh'));
    const fresh = await revisionOf(test, path.join(repo.folder, 'fresh'));
    assert.deepEqual(await fresh.host.list(''), [], 'a folder that the commit does not hold is empty');
  });

  it('follows links inside the root, and none out of it or in a circle', async (test) => {
    const repo = repository(test);
    repo.write({
      'data/x.txt': 'x',
      'to-file': { link: 'data/x.txt' },
      'to-folder': { link: 'data' },
      'data/up': { link: '../to-folder/x.txt' },
      out: { link: '../../etc/passwd' },
      absolute: { link: '/etc/passwd' },
      circle: { link: 'circle' },
      broken: { link: 'nothing' },
    });
    repo.commit();
    const { host, ...rest } = await revisionOf(test, repo.folder);
    assert.equal(await textOf({ host, ...rest }, 'data/up'), 'x');
    assert.deepEqual(await host.resolve('to-folder/x.txt'), { inside: true, path: 'data/x.txt' });
    assert.deepEqual(await host.resolve('out'), { inside: false, huggingFaceBlob: false });
    assert.deepEqual(await host.resolve('absolute'), { inside: false, huggingFaceBlob: false });
    assert.equal(await host.resolve('circle'), null);
    assert.equal(await host.resolve('broken'), null);
    await assert.rejects(host.open('out'), HostError);
    const types = Object.fromEntries((await host.list('')).map(({ name, type }) => [name, type]));
    assert.deepEqual(types, {
      absolute: 'other',
      broken: 'other',
      circle: 'other',
      data: 'directory',
      out: 'other',
      'to-file': 'file',
      'to-folder': 'directory',
    });
  });

  it('reads what Git LFS has fetched, and tells of a pointer whose content is not here', async (test) => {
    const repo = repository(test);
    const [here, away] = [pointer('fetched content'), pointer('content elsewhere')];
    repo.write({ 'here.bin': here.text, 'away.bin': away.text });
    repo.commit();
    const store = path.join(repo.folder, '.git/lfs/objects', here.oid.slice(0, 2), here.oid.slice(2, 4));
    mkdirSync(store, { recursive: true });
    writeFileSync(path.join(store, here.oid), 'fetched content');
    const revision = await revisionOf(test, repo.folder);
    assert.equal(await textOf(revision, 'here.bin'), 'fetched content');
    assert.equal((await revision.host.stat('here.bin'))?.size, 15);
    assert.equal(await textOf(revision, 'away.bin'), away.text);
    assert.deepEqual(revision.host.missing(), ['away.bin']);
  });

  it('names submodules and looks into none', async (test) => {
    const repo = repository(test);
    repo.write({ 'a.txt': 'a' });
    const id = repo.commit();
    repo.git('update-index', '--add', '--cacheinfo', `160000,${id},libs/other`);
    repo.git('commit', '-q', '-m', 'with a submodule');
    const revision = await revisionOf(test, repo.folder);
    assert.deepEqual(revision.modules, ['libs/other']);
    assert.deepEqual(await revision.host.list('libs'), [{ name: 'other', type: 'other', isSymbolicLink: false }]);
  });
});

describe('a revision that cannot be read', { skip: NO_GIT }, () => {
  function small(test: TestContext): Repository {
    const repo = repository(test);
    repo.write({ 'a.txt': 'a' });
    repo.commit();
    return repo;
  }

  it('is told in a sentence, and its name is never an option', async (test) => {
    const { folder } = small(test);
    for (const name of ['nope', 'HEAD~5', '--output=stolen', '-h', '--help', 'HEAD:a.txt', 'a\nHEAD', 'a\0b'])
      await assert.rejects(openRevision(folder, name), refuses(/holds no commit/), JSON.stringify(name));
    await assert.rejects(openRevision(folder, ' '), refuses(/empty/));
    assert.equal(existsSync(path.join(folder, 'stolen')), false);
  });

  it('says so where there is no repository, or no git', async (test) => {
    const { folder } = small(test);
    await assert.rejects(openRevision(path.parse(folder).root, 'HEAD'), refuses(/no git repository/));
    await assert.rejects(openRevision(folder, 'HEAD', 'no-such-program-as-this'), refuses(/git was not found/));
  });

  it('says how to get older commits into a shallow clone', async (test) => {
    const origin = small(test);
    origin.write({ 'a.txt': 'b' });
    origin.commit();
    const clone = path.join(origin.folder, 'clone');
    origin.git('clone', '-q', '--depth', '1', `file://${origin.folder}`, clone);
    await assert.rejects(openRevision(clone, 'HEAD~1'), refuses(/shallow clone.*--unshallow/));
  });

  it('runs nothing that the repository configures, and fetches nothing', async (test) => {
    const { folder } = small(test);
    const marker = path.join(folder, 'ran');
    const repo = repositoryAt(folder);
    repo.git('config', 'core.fsmonitor', `touch ${marker}; false`);
    repo.git('config', 'core.pager', `touch ${marker}`);
    repo.git('config', 'alias.cat-file', `!touch ${marker}`);
    repo.git('config', 'core.sshCommand', `touch ${marker}; false`);
    const revision = await revisionOf(test, folder);
    assert.equal(await textOf(revision, 'a.txt'), 'a');
    assert.equal(existsSync(marker), false);
  });
});
