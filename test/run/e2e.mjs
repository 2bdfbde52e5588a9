// Runs test/e2e in the real workbench: the packaged extension in a fresh profile, in headless Chromium.
// `npm run test:e2e [-- PATTERN …]`; VSCODE_HOST=base takes the oldest supported VS Code instead of the newest.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';
import { prepareSample, sample } from './sample.mjs';
import { ensureChromium, ensureHost } from './vscode-host.mjs';

ensureDependencies();
const { bundleTests } = await import('./bundle.mjs');
const { packageExtension } = await import('./package.mjs');

const patterns = process.argv.slice(2);
const tests = readdirSync(path.join(root, 'test/e2e'))
  .filter((file) => file.endsWith('.e2e.ts') && (patterns.length === 0 || patterns.some((p) => file.includes(p))))
  .sort();
if (tests.length === 0) throw new Error(`No end-to-end test matches ${patterns.join(', ')}.`);

await prepareSample();
const { vsix } = await packageExtension();
const screenshots = path.join(root, 'out/screenshots');
if (patterns.length === 0) rmSync(screenshots, { recursive: true, force: true });
const env = {
  ...process.env,
  CHROMIUM: ensureChromium(),
  VSCODE_SERVER: ensureHost(process.env.VSCODE_HOST ?? 'latest'),
  VSIX: vsix,
  SAMPLE: sample,
  SCREENSHOTS: screenshots,
};
const outdir = await bundleTests(
  'e2e',
  tests.map((file) => `test/e2e/${file}`),
);
const bundles = tests.map((file) => path.join(outdir, file.replace(/\.ts$/, '.mjs')));
try {
  run(
    process.execPath,
    ['--enable-source-maps', '--test', '--test-concurrency=1', '--test-reporter=spec', ...bundles],
    { env },
  );
} catch {
  process.exit(1); // the test runner has said why
}
