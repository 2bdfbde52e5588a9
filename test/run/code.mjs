// `npm run code [-- FOLDER]`: opens a copy of the sample, or a folder, in a real VS Code with the extension from this checkout.
// Takes VSCODE_PATH, else `code` in PATH, else the VS Code from npm, whose address it prints and serves until Ctrl+C.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { root, run, which } from './process.mjs';
import { copySample } from './sample.mjs';
import { ensureHost } from './vscode-host.mjs';

ensureDependencies();
run(process.execPath, ['esbuild.mjs', '--dev']);

const [given] = process.argv.slice(2);
const folder = given ? path.resolve(process.env.INIT_CWD ?? '.', given) : path.join(root, 'out/document-search');
if (!given) {
  mkdirSync(folder, { recursive: true });
  await copySample(folder);
}

const code = process.env.VSCODE_PATH ?? which('code');
if (code) {
  run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, folder]);
} else {
  const vscode = ensureHost('latest');
  const { bundleTests } = await import('./bundle.mjs');
  const bundles = await bundleTests('serve', ['test/host/server.ts', 'test/host/browser.ts']);
  const load = (file) => import(pathToFileURL(path.join(bundles, file)).href);
  const { startServer } = await load('server.mjs');
  const { workbenchUrl } = await load('browser.mjs');
  const server = await startServer({ vscode, development: true });
  console.log(
    `VS Code with the extension, on ${folder}:\n\n  ${workbenchUrl(server.host, { folder, extensionDevelopmentPath: root })}\n`,
  );
  console.log('Open the address in a browser on this machine. Ctrl+C ends it.');
  const end = () => {
    server.stop();
    process.exit();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  server.ended.catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
