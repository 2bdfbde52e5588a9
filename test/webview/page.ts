/** A page of the extension in a page of its own: the real bundle under the real content policy, a stand-in for the editor around it. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromOverview, ToOverview } from '../../src/overview-protocol';
import type { FromWebview, ToWebview } from '../../src/protocol';
import { bodyClass, type Theme, themeCss } from './themes';

export interface Opened<In, Out> {
  readonly page: Page;
  /** Posts a message as the extension does and waits until the page has drawn. */
  post(message: In): Promise<void>;
  /** What the page has sent, in order. */
  sent(): Promise<readonly Out[]>;
  /** Errors and policy violations so far. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export type Checklist = Opened<ToWebview, FromWebview>;
export type Overview = Opened<ToOverview, FromOverview>;

export interface Options {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: boolean;
  /** What an earlier life of the page has asked the editor to remember. */
  readonly remembered?: unknown;
}

const ORIGIN = 'https://page.test';
const NONCE = 'c0ffee';
const POLICY = `default-src 'none'; style-src ${ORIGIN}; script-src 'nonce-${NONCE}'`;

function setting(name: 'PAGE' | 'SCREENSHOTS'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests with npm run test:webview.`);
  return value;
}

export function openChecklist(browser: Browser, options: Options = {}): Promise<Checklist> {
  return open('checklist', browser, options);
}

export function openOverview(browser: Browser, options: Options = {}): Promise<Overview> {
  return open('overview', browser, options);
}

async function open<In, Out>(bundle: string, browser: Browser, options: Options): Promise<Opened<In, Out>> {
  const { theme = 'dark', width = 900, height = 900, remembered } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    colorScheme: theme.endsWith('light') ? 'light' : 'dark',
    forcedColors: options.forcedColors ? 'active' : 'none',
  });
  const problems: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/': ['text/html', html(bundle, theme, remembered)],
    '/theme.css': ['text/css', themeCss(theme)],
    '/page.css': ['text/css', readFileSync(path.join(setting('PAGE'), `${bundle}.css`), 'utf8')],
    '/page.js': ['text/javascript', readFileSync(path.join(setting('PAGE'), `${bundle}.js`), 'utf8')],
  };
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const file = origin === ORIGIN ? files[pathname] : undefined;
    if (file === undefined) {
      problems.push(`asked for ${route.request().url()}`);
      return route.abort();
    }
    return route.fulfill({ contentType: file[0], body: file[1], headers: { 'content-security-policy': POLICY } });
  });
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    problems,
    post: (message) =>
      page.evaluate(async (data) => {
        window.postMessage(data, '*');
        await new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn)));
      }, message),
    sent: () => page.evaluate(() => (window as unknown as { sent: Out[] }).sent),
    close: () => context.close(),
  };
}

function html(bundle: string, theme: Theme, remembered: unknown): string {
  const state = JSON.stringify(remembered ?? null).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${bundle}</title>
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="page.css"></head>
<body class="${bodyClass(theme)}">
<script nonce="${NONCE}">
window.sent = [];
window.remembered = ${state} ?? undefined;
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.sent.push(structuredClone(message)),
  getState: () => window.remembered,
  setState: (state) => { window.remembered = structuredClone(state); },
});
</script>
<script nonce="${NONCE}" src="page.js"></script>
</body></html>`;
}

/** Keeps a picture of the whole page for people to look at. */
export async function picture({ page }: { readonly page: Page }, name: string): Promise<void> {
  const file = path.join(setting('SCREENSHOTS'), `webview-${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  // As tall as the page: what sticks to an edge then stands at its place, and nothing is skipped for being out of sight.
  const { width = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.screenshot({ path: file });
}
