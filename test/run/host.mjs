// Runs test/host/suite in the extension host of a real VS Code: `npm run test:host [-- base | latest]`, both by default.
// VSCODE_PATH names an installed VS Code to use instead; VSCODE_TEST_DOWNLOAD=1 downloads the versions; else npm's are installed.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';
import { copySample } from './sample.mjs';
import { ensureChromium, ensureHost, hosts } from './vscode-host.mjs';

ensureDependencies();
run(process.execPath, ['esbuild.mjs']);
const { runTests } = await import('@vscode/test-electron');
const { bundleStandIn, bundleTests } = await import('./bundle.mjs');

const suites = readdirSync(path.join(root, 'test/host/suite')).filter((file) => file.endsWith('.test.ts'));
if (suites.length === 0) throw new Error('test/host/suite holds no test.');
const entries = ['test/host/index.ts', ...suites.map((file) => `test/host/suite/${file}`)];
const format = { format: 'cjs', external: ['vscode'], outbase: 'test/host', outExtension: { '.js': '.js' } };
const tests = path.join(await bundleTests('host', entries, format), 'index.js');

/** What runTests needs to know of the VS Code to run, by the rules at the top of this file. */
async function executable(name) {
  if (process.env.VSCODE_PATH) return { vscodeExecutablePath: process.env.VSCODE_PATH };
  if (process.env.VSCODE_TEST_DOWNLOAD === '1')
    return { version: name === 'base' ? `${hosts.base.vscode}.0` : 'stable' };
  process.env.CHROMIUM = ensureChromium();
  process.env.VSCODE_SERVER = ensureHost(name);
  return { vscodeExecutablePath: await bundleStandIn() };
}

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : process.env.VSCODE_PATH ? ['installed'] : Object.keys(hosts);
let failed = false;
for (const name of names) {
  const workspace = await copySample(mkdtempSync(path.join(tmpdir(), 'sample-')));
  console.log(`\nExtension host tests, VS Code ${hosts[name]?.vscode ?? process.env.VSCODE_PATH}`);
  try {
    await runTests({
      ...(await executable(name)),
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    console.error(error.message);
    failed = true;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
process.exit(failed ? 1 : 0);
