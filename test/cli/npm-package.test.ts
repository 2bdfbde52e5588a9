/** The command line as an npm package: packed, then run from the archive in an empty folder, without the network. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readyModel } from './models';
import { folder } from './run';

const root = path.resolve(import.meta.dirname, '../..');

test('npx --package ./neuron-migration-planner-X.tgz neuron-migration audit . works from the packed archive', (t) => {
  const place = folder(t, {});
  const npm = (cwd: string, program: 'npm' | 'npx', ...args: string[]) =>
    spawnSync(program, args, {
      cwd,
      encoding: 'utf8',
      timeout: 120_000,
      shell: process.platform === 'win32',
      env: { ...process.env, npm_config_cache: path.join(place, 'cache'), npm_config_update_notifier: 'false' },
    });
  const packed = npm(
    root,
    'npm',
    'pack',
    '--json',
    '--ignore-scripts',
    '--loglevel=error',
    '--pack-destination',
    place,
  );
  assert.equal(packed.status, 0, packed.stderr);
  const [archive] = Object.values(JSON.parse(packed.stdout)) as { filename: string }[];
  assert.match(archive?.filename ?? '', /^neuron-migration-planner-\d+\.\d+\.\d+\.tgz$/);
  const empty = folder(t, {});
  const name = archive?.filename ?? '';
  copyFileSync(path.join(place, name), path.join(empty, name));
  const audit = (...args: string[]) =>
    npm(empty, 'npx', '--yes', '--offline', '--loglevel=error', '--package', `./${name}`, 'neuron-migration', ...args);

  const nothing = audit('audit', '.');
  assert.equal(nothing.status, 0, nothing.stderr);
  assert.match(nothing.stdout, /./);
  writeFileSync(path.join(empty, 'ready.onnx'), readyModel());
  const one = audit('audit', '.', '--format', 'json');
  assert.equal(one.status, 0, one.stderr);
  assert.deepEqual(
    JSON.parse(one.stdout).artifacts.map((artifact: { path: string }) => artifact.path),
    ['ready.onnx'],
  );
  assert.match(audit('explain', 'onnx/topk-integer-input').stdout, /NCC_EVRF013/);
});
