// Puts what the tests in a real VS Code need onto this machine: a VS Code server from the npm package code-server
// (its folder lib/vscode is a complete VS Code: workbench, extension host, webviews) and a Chromium for its workbench.
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm, root, run, which } from './process.mjs';

/** The two VS Code versions that are tested: the oldest that engines.vscode allows, and the newest that npm has. */
export const hosts = {
  base: { vscode: '1.100', codeServer: '4.100.3' },
  latest: { vscode: '1.139', codeServer: '4.139.1', node: '24.21.0' },
};

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Installs one package into a folder of its own and returns the package's folder. */
function installAlone(folder, name, version) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', ...quiet, `${name}@${version}`], { cwd: folder, stdio: 'pipe' });
  return path.join(folder, 'node_modules', name);
}

/** Links to a file, in a folder that may not exist yet. */
function link(target, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  symlinkSync(target, file);
}

/**
 * Installs one of `hosts` into `.vscode-test/` unless it is there, and returns its folder, which holds `node` and `out/server-main.js`.
 * Takes 300 MB (base) or 800 MB (latest). Linux only: the packages with Node and ripgrep are picked by the processor's name.
 */
export function ensureHost(name) {
  const host = hosts[name];
  if (!host) throw new Error(`There is no test host ${name}; there are ${Object.keys(hosts).join(' and ')}.`);
  if (process.platform !== 'linux')
    throw new Error('The VS Code from npm runs on Linux; set VSCODE_PATH or VSCODE_TEST_DOWNLOAD=1.');
  const folder = path.join(root, '.vscode-test', `server-${host.codeServer}`);
  const ready = path.join(folder, '.ready');
  if (existsSync(ready)) return folder;

  console.log(`Installing VS Code ${host.vscode} (npm package code-server ${host.codeServer}) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const download = mkdtempSync(path.join(folder, 'download-'));
  npm(['pack', '--silent', `code-server@${host.codeServer}`], { cwd: download, stdio: 'pipe' });
  const archive = path.join(download, `code-server-${host.codeServer}.tgz`);
  run('tar', ['-xzf', archive, '-C', folder, '--strip-components=3', 'package/lib/vscode']);
  rmSync(download, { recursive: true });
  npm(['install', '--omit=dev', '--no-save', '--engine-strict=false', ...quiet], { cwd: folder, stdio: 'pipe' });

  const node = host.node
    ? path.join(installAlone(path.join(folder, '.node'), `node-linux-${process.arch}`, host.node), 'bin/node')
    : process.execPath;
  link(node, path.join(folder, 'node'));
  // Version 1.100 fetches ripgrep in an install script, which is not run: searching files takes the binary that npm has.
  const ripgrep = path.join(folder, 'node_modules/@vscode/ripgrep');
  if (existsSync(ripgrep)) {
    const binary = installAlone(path.join(folder, '.ripgrep'), `@vscode/ripgrep-linux-${process.arch}`, '1.18.0');
    link(path.join(binary, 'bin/rg'), path.join(ripgrep, 'bin/rg'));
  }
  writeFileSync(ready, '');
  return folder;
}

/** The path of a Chromium or Chrome; installs Debian's, and fonts for the screenshots, where there is none and that is possible. */
export function ensureChromium() {
  const find = () => process.env.CHROMIUM ?? which('chromium', 'chromium-browser', 'google-chrome');
  const found = find();
  if (found) return found;
  if (!which('apt-get') || process.getuid?.() !== 0) {
    throw new Error('No Chromium found: install chromium or Chrome, or set CHROMIUM to its path.');
  }
  console.log('Installing Chromium (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const fonts = ['fonts-dejavu-core', 'fonts-liberation', 'fonts-noto-core'];
  run('apt-get', ['update', '-qq'], { env, stdio: 'pipe' });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', ...fonts], { env, stdio: 'pipe' });
  return find();
}
