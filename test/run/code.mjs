// `npm run code [-- FOLDER]`: opens a copy of the sample, or a folder, in a real VS Code with the extension from this checkout.
// Takes VSCODE_PATH, else `code` in PATH, else the VS Code from npm, whose address it prints and serves until Ctrl+C.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { root, run, which } from './process.mjs';
import { copySample } from './sample.mjs';
import { ensureHost } from './vscode-host.mjs';

/** Serves VS Code with the packaged extension on this machine until the program is ended. */
async function serve(folder) {
  const vscode = ensureHost('latest');
  const { packageExtension } = await import('./package.mjs');
  const { bundleTests } = await import('./bundle.mjs');
  const { vsix } = await packageExtension();
  const bundles = await bundleTests('serve', ['test/host/server.ts', 'test/host/browser.ts']);
  const { startServer } = await import(pathToFileURL(path.join(bundles, 'server.mjs')).href);
  const { workbenchUrl } = await import(pathToFileURL(path.join(bundles, 'browser.mjs')).href);

  const server = await startServer({ vscode, vsix: [vsix] });
  const end = (code) => {
    server.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(0));
  server.ended.catch((error) => {
    console.error(error.message);
    end(1);
  });
  console.log(`\nVS Code with the extension, on ${folder}:\n\n  ${workbenchUrl(server.host, { folder })}\n`);
  console.log('Open the address in a browser on this machine. Ctrl+C ends it.');
}

ensureDependencies();
const [given] = process.argv.slice(2);
const folder = given ? path.resolve(process.env.INIT_CWD ?? '.', given) : path.join(root, 'out/document-search');
if (!given) {
  mkdirSync(folder, { recursive: true });
  await copySample(folder);
}
const code = process.env.VSCODE_PATH ?? which('code');
if (code) {
  run(process.execPath, ['esbuild.mjs', '--dev']);
  run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, folder]);
} else await serve(folder);
