import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import { Cancelled, HostError } from '../../../src/model/host';
import { SettingsError } from '../../../src/model/problem';
import { type DiscoverOptions, discover } from '../../../src/workspace/discover';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

const search = (
  files: Readonly<Record<string, MemoryFile>>,
  paths: readonly string[] = [''],
  options: Partial<DiscoverOptions> = {},
) => discover(memoryHost(files), paths, { ignore: [], exclude: [], pace: noPace, ...options });

/** Only the paths. */
const pathsOf = async (...args: Parameters<typeof search>) =>
  (await search(...args)).candidates.map(({ path }) => path);

test('finds models and configs by name, sorted by code unit, and nothing else', async () => {
  const found = await search({
    'b.onnx': '',
    'a/x.ONNX': '',
    'a/config.json': '',
    'B/config_4layers.json': '',
    'configs/llama-7b.json': '',
    'a/tokenizer_config.json': '',
    'a/data.json': '',
    'readme.md': '',
    'Z.onnx': '',
  });
  assert.deepEqual(
    found.candidates.map(({ path }) => path),
    [
      'B/config_4layers.json',
      'Z.onnx',
      'a/config.json',
      'a/data.json',
      'a/tokenizer_config.json',
      'a/x.ONNX',
      'b.onnx',
      'configs/llama-7b.json',
    ],
  );
  assert.deepEqual([found.ignored, found.notes, found.cutShort], [0, [], []]);
});

test('nothing in an empty folder', async () => {
  assert.deepEqual(await search({}), { candidates: [], ignored: 0, notes: [], cutShort: [] });
});

const TOOLS = {
  'x.onnx': '',
  'node_modules/a/x.onnx': '',
  'web/node_modules/a/x.onnx': '',
  '.git/x.onnx': '',
  'env311/pyvenv.cfg': '',
  'env311/lib/x.onnx': '',
  '.venv/x.onnx': '',
};

test('keeps out of the folders of tools and counts them', async () => {
  const found = await search(TOOLS);
  assert.deepEqual(
    found.candidates.map(({ path }) => path),
    ['x.onnx'],
  );
  assert.equal(found.ignored, 5);
  assert.deepEqual(found.notes, [
    'Left out by .git (default): 1 folder.',
    'Left out by .venv (default): 1 folder.',
    'Left out by Python environment (default): 1 folder.',
    'Left out by node_modules (default): 2 folders.',
  ]);
});

test('what is asked for by its path is not left out', async () => {
  assert.deepEqual(await pathsOf(TOOLS, ['node_modules/a']), ['node_modules/a/x.onnx']);
  assert.deepEqual(await pathsOf(TOOLS, ['env311', '.venv/x.onnx']), ['.venv/x.onnx', 'env311/lib/x.onnx']);
  assert.deepEqual(await pathsOf(TOOLS, ['', '.git']), ['.git/x.onnx', 'x.onnx']);
  const ignore = ['third_party/**', '**/*.bak.onnx', 'models/old'];
  const files = {
    'third_party/a/x.onnx': '',
    'third_party/a/y.bak.onnx': '',
    'models/old/z.onnx': '',
    'models/n.onnx': '',
    'node_modules/m/node_modules/x.onnx': '',
    'node_modules/m/y.onnx': '',
  };
  assert.deepEqual(await pathsOf(files, [''], { ignore }), ['models/n.onnx']);
  assert.deepEqual(await pathsOf(files, ['third_party/a'], { ignore }), ['third_party/a/x.onnx']);
  assert.deepEqual(await pathsOf(files, ['third_party/a/y.bak.onnx'], { ignore }), ['third_party/a/y.bak.onnx']);
  assert.deepEqual(await pathsOf(files, ['', 'models/old'], { ignore }), ['models/n.onnx', 'models/old/z.onnx']);
  assert.deepEqual(await pathsOf(files, ['node_modules/m']), ['node_modules/m/y.onnx']);
});

test('ignore and exclude are counted under their own names, files and folders', async () => {
  const files = { 'a/x.onnx': '', 'b/x.onnx': '', 'b/y.txt': '', 'c/x.onnx': '', 'd/x.onnx': '', 'd/y.onnx': '' };
  const found = await search(files, [''], {
    ignore: ['a', 'd/y.onnx', '*/*.txt'],
    exclude: ['b/**', '**/{c,d}/x.onnx'],
  });
  assert.deepEqual(found.candidates, []);
  assert.deepEqual(found.notes, [
    'Left out by files.exclude "**/{c,d}/x.onnx": 2 files.',
    'Left out by files.exclude "b/**": 1 folder.',
    'Left out by ignore "a": 1 folder.',
    'Left out by ignore "d/y.onnx": 1 file.',
  ]);
  assert.equal(found.ignored, 5);
});

test('.gitignore leaves out text files, which is counted, and no models', async () => {
  const files = {
    '.gitignore': '*.onnx\nbuild/\n/config/\n*.txt\n!requirements.txt\n',
    'x.onnx': '',
    'build/Dockerfile': '',
    'build/y.onnx': '',
    'build/config.json': '',
    'sub/config/Dockerfile': '',
    'config/Dockerfile': '',
    'requirements.txt': '',
    'sub/.gitignore': 'Dockerfile\n!keep/Dockerfile\n',
    'sub/Dockerfile': '',
    'sub/keep/Dockerfile': '',
    Dockerfile: '',
  };
  const found = await search(files);
  const paths = found.candidates.map(({ path }) => path);
  assert.deepEqual(paths, [
    'Dockerfile',
    'build/config.json',
    'build/y.onnx',
    'requirements.txt',
    'sub/keep/Dockerfile',
    'x.onnx',
  ]);
  assert.ok(found.notes.includes('Left out by .gitignore: 4 files.'), found.notes.join());
  assert.deepEqual(await pathsOf(files, ['sub/Dockerfile']), ['sub/Dockerfile']);
});

test('a file asked for by its path may have another name; one of no kind is told', async () => {
  assert.deepEqual(await pathsOf({ 'llama.json': '{}' }, ['llama.json']), ['llama.json']);
  const found = await search({ 'notes.md': '' }, ['notes.md']);
  assert.deepEqual(found.candidates, [{ path: 'notes.md', named: true, gitIgnored: false, linked: true }]);
  const request = { paths: ['notes.md'], options: { asOf: '2026-11-22' }, pace: noPace };
  const { coverage } = await audit({ host: memoryHost({ 'notes.md': 'nothing' }), ...request });
  assert.deepEqual(coverage.notes, ['"notes.md" is no kind of file that this release reads.']);
});

test('nothing at a path', async () => {
  await assert.rejects(search({ a: '' }, ['b']), (error) => {
    assert.ok(error instanceof SettingsError);
    assert.equal(error.message, 'b: There is no such file or folder.');
    return true;
  });
});

test('the same path twice, or a path within another, is found once', async () => {
  assert.deepEqual(await pathsOf({ 'a/b/x.onnx': '' }, ['a', 'a/b', 'a', 'a/b/x.onnx', '']), ['a/b/x.onnx']);
});

test('links: inside, to a blob of a Hugging Face cache, out of the folder, broken, in a loop', async () => {
  const found = await search({
    'real.onnx': '',
    'link.onnx': { link: 'real.onnx' },
    'hub/config.json': { outside: '/cache/blobs/1', huggingFaceBlob: true },
    'out.onnx': { outside: '/data/x' },
    'out.txt': { outside: '/data/y' },
    'broken.onnx': { link: 'nowhere' },
    'loop.onnx': { link: 'loop.onnx' },
  });
  assert.deepEqual(
    found.candidates.map(({ path }) => path),
    ['broken.onnx', 'hub/config.json', 'link.onnx', 'loop.onnx', 'real.onnx'],
  );
  assert.deepEqual(found.notes, ['Left out by links that lead out of the folder (default): 1 file.']);
  assert.deepEqual(await pathsOf({ 'out.onnx': { outside: '/data/x' } }, ['out.onnx']), ['out.onnx']);
});

test('a folder that cannot be read is told, and the rest is searched', async () => {
  const host = memoryHost({ 'a/x.onnx': '', 'b/x.onnx': '' });
  const denied = {
    ...host,
    list: async (path: string) => {
      if (path === 'a') throw new HostError('no-permission', 'There is no permission to read "a".');
      return host.list(path);
    },
  };
  const found = await discover(denied, [''], { ignore: [], exclude: [], pace: noPace });
  assert.deepEqual(found.candidates, [{ path: 'b/x.onnx', named: false, gitIgnored: false, linked: false }]);
  assert.deepEqual(found.cutShort, ['There is no permission to read "a".']);
});

test('many faults become few sentences', async () => {
  const host = memoryHost(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`d${i}/x.onnx`, ''])));
  const denied = {
    ...host,
    list: async (path: string) => {
      if (path !== '') throw new HostError('unavailable', `"${path}" could not be read.`);
      return host.list(path);
    },
  };
  const { cutShort } = await discover(denied, [''], { ignore: [], exclude: [], pace: noPace });
  assert.equal(cutShort.length, 21);
  assert.equal(cutShort.at(-1), 'And 30 more like these.');
});

test('ten thousand files', async () => {
  const files: Record<string, MemoryFile> = {};
  for (let i = 0; i < 10_000; i += 1) files[`d${i % 50}/f${i}.${i % 10 === 0 ? 'onnx' : 'txt'}`] = '';
  let told = 0;
  const found = await search(files, [''], {
    progress: ({ done, total }) => (told += done >= 0 && total === null ? 1 : 0),
  });
  assert.equal(found.candidates.length, 1000);
  assert.equal(told, 51);
  assert.deepEqual(found.cutShort, []);
});

test('a search that ends early says so; one that just fits does not', async () => {
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}.onnx`, '']));
  const cut = await search(files, [''], { maxFiles: 9 });
  assert.equal(cut.candidates.length, 9);
  assert.deepEqual(cut.cutShort, ['The search ended after 9 files; name the folders that matter to audit the rest.']);
  assert.deepEqual((await search(files, [''], { maxFiles: 10 })).cutShort, []);
});

test('a loop of links ends on a host that cannot tell where links lead', async () => {
  const host = {
    ...memoryHost({}),
    stat: async () => ({ type: 'directory' as const, size: 0, modified: 0 }),
    list: async () => [
      { name: 'again', type: 'directory' as const, isSymbolicLink: true },
      { name: 'x.onnx', type: 'file' as const, isSymbolicLink: false },
    ],
    resolve: async (path: string) => ({ inside: true as const, path }),
  };
  const { candidates } = await discover(host, [''], { ignore: [], exclude: [], pace: noPace });
  assert.deepEqual(
    candidates.map(({ path }) => path),
    ['again/x.onnx', 'x.onnx'],
  );
});

test('a deep tree does not overflow', async () => {
  const path = `${'d/'.repeat(2000)}x.onnx`;
  assert.deepEqual(await pathsOf({ [path]: '' }), [path]);
});

test('can be cancelled', async () => {
  const pace = {
    breathe: async () => {
      throw new Cancelled();
    },
  };
  await assert.rejects(search({ 'x.onnx': '' }, [''], { pace }), Cancelled);
});
