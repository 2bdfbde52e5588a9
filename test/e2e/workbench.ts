// A real VS Code workbench for the end-to-end tests: the packaged extension in a fresh profile, on a copy of the sample.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, workbenchUrl } from '../host/browser';
import { startServer } from '../host/server';
import { runCommand } from './parts';

/** Set by test/run/e2e.mjs. */
export function setting(name: 'VSCODE_SERVER' | 'VSIX' | 'SAMPLE' | 'SCREENSHOTS' | 'CLI'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests with npm run test:e2e.`);
  return value;
}

export type Scheme = 'dark' | 'light';

export interface Workbench {
  readonly page: Page;
  /** The folder that is open: a copy of the sample that the test may change. */
  readonly folder: string;
  /** Hosts other than the server that the page asked for; such requests are refused. */
  readonly outside: ReadonlySet<string>;
  /** Opens another folder in place of the one that is open. */
  show(folder: string): Promise<void>;
  /** Ends browser and server and removes folder and profile. */
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  readonly scheme?: Scheme;
  readonly width?: number;
  readonly height?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Opens a copy of the sample in a fresh VS Code with the packaged extension installed, and waits until it is drawn. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'e2e-')), 'document-search');
  cpSync(setting('SAMPLE'), folder, { recursive: true });
  const settings = { 'window.autoDetectColorScheme': true, ...options.settings };
  const server = await startServer({ vscode: setting('VSCODE_SERVER'), vsix: [setting('VSIX')], settings });
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    server.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  try {
    const { scheme = 'dark', width = 1280, height = 800 } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const outside = new Set<string>();
    const isOutside = (url: URL) => /^(https?|wss?):$/.test(url.protocol) && url.host !== server.host;
    await context.route(isOutside, (route) => {
      outside.add(new URL(route.request().url()).host);
      return route.abort();
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const show = async (shown: string) => {
      await page.goto(workbenchUrl(server.host, { folder: shown }));
      await ready(page);
    };
    await show(folder);
    return { page, folder, outside, show, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reloads the window and waits until it is there again. */
export async function reload(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await ready(page);
}

async function ready(page: Page): Promise<void> {
  await page.locator('.activitybar a.action-label').first().waitFor({ timeout: 60_000 });
  await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
}

/** Changes between the dark and the light default theme, as VS Code does when the system's colours change. */
export async function paint(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`.monaco-workbench.${scheme === 'dark' ? 'vs-dark' : 'vs'}`).waitFor();
}

/** Where the picture NAME.png goes. */
export function pictureFile(name: string): string {
  mkdirSync(setting('SCREENSHOTS'), { recursive: true });
  return path.join(setting('SCREENSHOTS'), `${name}.png`);
}

/** Saves what the page shows as NAME.png beside the other pictures, without the caret's blinking and notifications sliding in. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pictureFile(name), animations: 'disabled', caret: 'hide' });
}

/** The same view in dark and in light, as NAME-dark.png and NAME-light.png; dark is what stays. */
export async function screenshots(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await paint(page, scheme);
    await screenshot(page, `${name}-${scheme}`);
  }
}
