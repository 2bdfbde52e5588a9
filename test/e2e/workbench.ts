// A real VS Code workbench for the end-to-end tests: the packaged extension in a fresh profile, on a copy of the sample.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { launchChromium, workbenchUrl } from '../host/browser';
import { startServer } from '../host/server';
import { until } from '../host/until';

/** Set by test/run/e2e.mjs. */
function setting(name: 'VSCODE_SERVER' | 'VSIX' | 'SAMPLE' | 'SCREENSHOTS'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests with npm run test:e2e.`);
  return value;
}

export interface Workbench {
  readonly page: Page;
  /** The folder that is open: a copy of the sample that the test may change. */
  readonly folder: string;
  /** Hosts other than the server that the page asked for; such requests are refused. */
  readonly outside: ReadonlySet<string>;
  /** Ends browser and server and removes folder and profile. */
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** A colour theme's name; VS Code's dark default unless told. */
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Opens a copy of the sample in a fresh VS Code with the packaged extension installed, and waits until the explorer shows it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'e2e-')), 'document-search');
  cpSync(setting('SAMPLE'), folder, { recursive: true });
  const settings = { 'workbench.colorTheme': options.theme ?? 'Default Dark Modern', ...options.settings };
  const server = await startServer({ vscode: setting('VSCODE_SERVER'), vsix: [setting('VSIX')], settings });
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    server.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  try {
    const { width = 1400, height = 900 } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const outside = new Set<string>();
    const isOutside = (url: URL) => /^(https?|wss?):$/.test(url.protocol) && url.host !== server.host;
    await context.route(isOutside, (route) => {
      outside.add(new URL(route.request().url()).host);
      return route.abort();
    });
    const page = await context.newPage();
    await page.goto(workbenchUrl(server.host, { folder }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return { page, folder, outside, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs a command by its full title ("Category: Title") through the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  await row.click();
}

/** The document of the webview in which `selector` matches, once it is there. VS Code nests it two frames deep. */
export function webviewFrame(page: Page, selector: string, timeout = 30_000): Promise<Frame> {
  return until(
    `a webview with ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        if (frame.url().includes('fake.html') && (await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    },
    timeout,
  );
}

/** Saves what the page shows as out/screenshots/NAME.png, without the caret's blinking and notifications sliding in. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(setting('SCREENSHOTS'), { recursive: true });
  await page.screenshot({
    path: path.join(setting('SCREENSHOTS'), `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}
