// Tests the pages alone, in headless Chromium: `npm run test:webview [-- PATTERN …]`. Pictures go to out/screenshots.
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { root } from './process.mjs';
import { ensureChromium } from './vscode-host.mjs';

ensureDependencies();
const { default: esbuild } = await import('esbuild');
const { runNodeTests } = await import('./node-tests.mjs');

const page = path.join(root, 'out/webview-page');
await esbuild.build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/webview/checklist.ts', out: 'checklist' },
    { in: 'src/webview/checklist.css', out: 'checklist' },
    { in: 'src/webview/overview/main.ts', out: 'overview' },
    { in: 'src/webview/overview/overview.css', out: 'overview' },
  ],
  outdir: page,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  logLevel: 'warning',
});
const env = { CHROMIUM: ensureChromium(), PAGE: page, SCREENSHOTS: path.join(root, 'out/screenshots') };
const patterns = process.argv.slice(2);
process.exit(
  await runNodeTests({ folder: 'webview', ending: '.test.ts', patterns, switches: ['--test-concurrency=1'], env }),
);
