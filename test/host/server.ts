// Starts the VS Code server that test/run/vscode-host.mjs installed, with a profile of its own that goes when the server does.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until';

export interface Server {
  /** Where the workbench is served, as host:port. */
  readonly host: string;
  /** Rejects with the end of the server's log when the server ends by itself; never resolves. */
  readonly ended: Promise<never>;
  /** Ends the server with its extension hosts and removes its profile. */
  stop(): void;
}

export interface ServerOptions {
  /** The installed server: holds `node` and `out/server-main.js`. */
  readonly vscode: string;
  /** Packaged extensions to install into the profile. */
  readonly vsix?: readonly string[];
  /** User settings on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables that reach the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lets the page name an extension under development and its tests; newer versions then show no notifications. */
  readonly development?: boolean;
}

/** Nothing that asks the network, greets the user or moves by itself. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'update.showReleaseNotes': false,
};

/** Starts a server on a free port of this machine; rejects with its log when it does not come up within 30 s. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const data = mkdtempSync(path.join(tmpdir(), 'vscode-server-'));
  const user = path.join(data, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }));

  const node = path.join(options.vscode, 'node');
  const main = [
    path.join(options.vscode, 'out/server-main.js'),
    '--accept-server-license-terms',
    '--server-data-dir',
    data,
  ];
  for (const file of options.vsix ?? [])
    execFileSync(node, [...main, '--install-extension', file, '--force'], { stdio: 'pipe' });

  const log = path.join(data, 'server.log');
  const output = openSync(log, 'w');
  const local = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
  const quiet = ['--disable-telemetry', '--disable-workspace-trust'];
  const driver = options.development ? ['--enable-smoke-test-driver'] : [];
  const child = spawn(node, [...main, ...local, ...quiet, ...driver], {
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env }, // no extension gallery, so nothing asks for one
    stdio: ['ignore', output, output],
    detached: true, // a process group of its own: the extension hosts outlive the server otherwise
  });
  const stop = () => {
    endGroup(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`The VS Code server ended (${code ?? signal}).\n${tail(log)}`)),
    );
  });
  ended.catch(() => {}); // whoever waits for it sees the error; a stop with nobody waiting is no error

  try {
    const port = () => /Extension host agent listening on (\d+)/.exec(tail(log))?.[1];
    const found = await Promise.race([ended, until('the VS Code server to listen', port, 30_000)]);
    return { host: `127.0.0.1:${found}`, ended, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // the group has ended already
  }
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4000);
  } catch {
    return '';
  }
}
