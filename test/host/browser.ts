// The browser side of VS Code: a headless Chromium, and the address at which a server shows a folder.
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Keeps Chromium from asking the network by itself; the sandbox does not start as root. */
const switches = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** Starts the Chromium that CHROMIUM names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: switches });
}

export interface WorkbenchOptions {
  /** The folder or .code-workspace file to open; none opens an empty window. */
  readonly folder?: string | undefined;
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

/** The address of the workbench on a server. The two extension paths work only on a server started for development. */
export function workbenchUrl(host: string, options: WorkbenchOptions): string {
  const payload = [['skipWelcome', 'true']];
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const file = options[key];
    if (file) payload.push([key, `vscode-remote://${host}${encodeURI(path.resolve(file))}`]);
  }
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const { folder } = options;
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(folder));
  return `http://${host}/?${query}`;
}
