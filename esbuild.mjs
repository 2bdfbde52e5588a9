// Builds the bundles. `node esbuild.mjs` builds all, `node esbuild.mjs cli` only those named, `--watch` keeps building, `--dev` adds source maps.
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
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

const src = path.resolve('src');
/** Parts of `src/` that end in a bundle of their own. All others are shared. */
const ENDS = ['cli', 'vscode', 'webview'];

/** Packages that the core and an end both use. */
const SHARED_PACKAGES = ['yaml'];

/** Where a shared module stands below `src/`, without ending; null for any other file. */
function sharedName(file) {
  const name = path.relative(src, file).split(path.sep).join('/').replace(/\.ts$/, '');
  return name.startsWith('../') || ENDS.includes(name.split('/')[0]) ? null : name;
}

/** The entry of `dist/core.js`: every shared module by name, each run when it is first asked for. */
function coreEntry() {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => path.join(src, file));
  const names = files.filter((file) => file.endsWith('.ts')).flatMap((file) => sharedName(file) ?? []);
  const modules = [
    ...names.sort().map((name) => `${JSON.stringify(name)}: () => require('./${name}')`),
    ...SHARED_PACKAGES.map((name) => `${JSON.stringify(name)}: () => require('${name}')`),
  ];
  return { contents: `module.exports = {${modules.join(',')}};`, resolveDir: src, loader: 'js' };
}

/** Takes shared modules from `dist/core.js`, so that command line and extension ship the core, with its knowledge and its classes, once. */
const takeShared = {
  name: 'take-shared',
  setup(build) {
    build.onResolve(
      { filter: /^\.\.?\// },
      async ({ path: specifier, importer, resolveDir, kind, namespace, pluginData }) => {
        if (namespace === 'shared') return { path: specifier, external: true };
        if (pluginData === 'seen') return undefined;
        const found = await build.resolve(specifier, { importer, resolveDir, kind, pluginData: 'seen' });
        const name = found.path.endsWith('.ts') ? sharedName(found.path) : null;
        return name === null ? found : { path: name, namespace: 'shared' };
      },
    );
    build.onResolve({ filter: new RegExp(`^(${SHARED_PACKAGES.join('|')})$`) }, ({ path: name }) => ({
      path: name,
      namespace: 'shared',
    }));
    build.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: name }) => ({
      contents: `module.exports = require('./core.js')[${JSON.stringify(name)}]();`,
    }));
  },
};

/** Every bundle of the product, and one that only proves the layering: the core must build where there is neither Node nor VS Code. */
const bundles = {
  shared: { ...node, stdin: coreEntry(), outfile: 'dist/core.js' },
  cli: {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [takeShared],
  },
  extension: {
    ...node,
    entryPoints: ['src/vscode/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [takeShared],
  },
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

// Command line and extension are nothing without the shared part.
const wanted = only.some((name) => ['cli', 'extension'].includes(name)) ? ['shared', ...only] : only;
const chosen = Object.entries(bundles).filter(([name]) => wanted.length === 0 || wanted.includes(name));
if (chosen.length < new Set(wanted).size)
  throw new Error(`no such bundle; there are ${Object.keys(bundles).join(', ')}`);
if (only.length === 0) await rm('dist', { recursive: true, force: true });
for (const [, options] of chosen) {
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
