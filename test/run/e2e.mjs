// Runs test/e2e in the real workbench: the packaged extension in a fresh profile, in headless Chromium.
// `npm run test:e2e [-- PATTERN …]`; VSCODE_HOST=base takes the oldest supported VS Code instead of the newest.
// `node test/run/e2e.mjs --images` takes the README's pictures instead, into docs/images.
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { root } from './process.mjs';
import { prepareSample, sample } from './sample.mjs';
import { ensureChromium, ensureHost } from './vscode-host.mjs';

ensureDependencies();
const { runNodeTests } = await import('./node-tests.mjs');
const { packageExtension } = await import('./package.mjs');

const images = process.argv.includes('--images');
const patterns = process.argv.slice(2).filter((arg) => arg !== '--images');
await prepareSample();
const { vsix } = await packageExtension();
const env = {
  CHROMIUM: ensureChromium(),
  VSCODE_SERVER: ensureHost(process.env.VSCODE_HOST ?? 'latest'),
  VSIX: vsix,
  SAMPLE: sample,
  CLI: path.join(root, 'dist/cli.js'),
  SCREENSHOTS: path.join(root, images ? 'docs/images' : 'out/screenshots'),
};
process.exit(
  await runNodeTests({
    folder: 'e2e',
    ending: images ? '.images.ts' : '.e2e.ts',
    patterns,
    switches: ['--test-concurrency=1'],
    env,
  }),
);
