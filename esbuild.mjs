// Builds the bundles. `node esbuild.mjs` builds all, `node esbuild.mjs cli` only those named, `--watch` keeps building, `--dev` adds source maps.
import { rm } from 'node:fs/promises';
import esbuild from 'esbuild';

const args = process.argv.slice(2);
const watch = args.includes('--watch');
const dev = watch || args.includes('--dev');
const only = args.filter((a) => !a.startsWith('--'));

const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  loader: { '.md': 'text' },
};
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };

/** Every bundle of the product, and one that only proves the layering: the core must build where there is neither Node nor VS Code. */
const bundles = {
  cli: { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  extension: { ...node, entryPoints: ['src/vscode/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  webview: {
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: [
      { in: 'src/webview/checklist.ts', out: 'checklist' },
      { in: 'src/webview/checklist.css', out: 'checklist' },
      { in: 'src/webview/overview/main.ts', out: 'overview' },
      { in: 'src/webview/overview/overview.css', out: 'overview' },
    ],
    outdir: 'dist/webview',
  },
  core: { ...common, platform: 'neutral', mainFields: ['module', 'main'], entryPoints: ['src/audit.ts'], write: false },
};

const chosen = Object.entries(bundles).filter(([name]) => only.length === 0 || only.includes(name));
if (chosen.length < only.length) throw new Error(`no such bundle; there are ${Object.keys(bundles).join(', ')}`);
if (only.length === 0) await rm('dist', { recursive: true, force: true });
for (const [, options] of chosen) {
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
