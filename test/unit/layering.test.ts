import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { biomeOverride, FILES, LAYERS } from '../support/layers';

const root = path.resolve(import.meta.dirname, '../..');
const src = path.join(root, 'src');

interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** Whatever a source names after `from` or `import`: values, types, side effects, and modules loaded later. */
function importsOf(file: string, text: string): readonly Import[] {
  const named = text.matchAll(/\b(?:from|import)\s?\(?'([\w@.:/-]+)'/g);
  return [...named].map(([, specifier = '']) => ({ file, specifier }));
}

/** The part of `src/` that a path in it belongs to. */
function partOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** What an import leads to, in the words of the table. */
function targetOf({ file, specifier }: Import): string {
  if (specifier.startsWith('node:')) return 'node:';
  if (!specifier.startsWith('.')) return specifier;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return target.startsWith('..') ? target : partOf(target);
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts'));
const imports = sources.flatMap((file) => importsOf(file, readFileSync(path.join(src, file), 'utf8')));

test('imports of every form are seen', () => {
  const text = [
    "import type { A } from '../model/a';",
    "import 'node:fs';",
    "export * from './b';",
    "const c = await import('../c');",
    "type D = import('../d').D;",
  ].join('\n');
  assert.deepEqual(
    importsOf('x/y.ts', text).map((found) => targetOf(found)),
    ['model', 'node:', 'x', 'c', 'd'],
  );
});

test('every part of the source stands in the table', () => {
  assert.deepEqual([...new Set(sources.map(partOf))].sort(), Object.keys(LAYERS).sort());
});

test('no part imports what its layer does not allow, not even a type', () => {
  const faults = imports.filter((found) => {
    const part = partOf(found.file);
    const { parts = [], packages = [] } = LAYERS[part] ?? {};
    return ![part, ...parts, ...packages].includes(targetOf(found));
  });
  assert.deepEqual(faults, []);
});

test('the table allows nothing that is not used', () => {
  const used = new Set(imports.map((found) => `${partOf(found.file)} to ${targetOf(found)}`));
  const allowed = Object.entries(LAYERS).flatMap(([part, { parts, packages = [] }]) =>
    [...parts, ...packages].map((target) => `${part} to ${target}`),
  );
  assert.deepEqual(
    allowed.filter((pair) => !used.has(pair)),
    [],
  );
});

test('no part is below one that it imports', () => {
  const names = Object.keys(LAYERS);
  for (const [part, { parts }] of Object.entries(LAYERS)) {
    for (const other of parts) assert.ok(names.indexOf(other) < names.indexOf(part), `${part} imports ${other}`);
  }
});

test('biome.json forbids what the table does not allow', () => {
  const { overrides } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  assert.deepEqual(
    overrides,
    Object.entries(LAYERS).map(([part, layer]) => biomeOverride(part, layer)),
  );
});

test('CONTRIBUTING.md shows the table', () => {
  const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)(\/|\.ts)` \| [^|\n]+ \| ([^|\n]+) \|$/gm)];
  const shown = rows.map(([, part = '', ending, cell = '']) => {
    assert.equal(ending === '.ts', FILES.has(part), part);
    return [part, cell === 'nothing' ? [] : cell.split(', ')];
  });
  assert.deepEqual(
    Object.fromEntries(shown),
    Object.fromEntries(Object.entries(LAYERS).map(([part, { parts }]) => [part, [...parts]])),
  );
});
