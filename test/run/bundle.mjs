// Bundles the test programs that are written in TypeScript.
import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './process.mjs';

/** Bundles entry points under `test/` into the emptied folder `out/NAME`; packages are left to `node_modules`. Returns that folder. */
export async function bundleTests(name, entryPoints, options = {}) {
  const outdir = path.join(root, 'out', name);
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
    ...options,
  });
  return outdir;
}

/** Bundles the stand-in for VS Code's executable and returns the file, ready to be run. */
export async function bundleStandIn() {
  const banner = { js: '#!/usr/bin/env node' };
  const file = path.join(await bundleTests('stand-in', ['test/host/code.ts'], { banner }), 'code.mjs');
  chmodSync(file, 0o755);
  return file;
}
