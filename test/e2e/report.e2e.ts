import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { auditSample } from './sample';
import { screenshot } from './workbench';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What the margins of the print leave of a sheet, in CSS pixels of 1/96 inch. */
const A4 = { width: Math.floor(((210 - 28) / 25.4) * 96), height: Math.floor(((297 - 24) / 25.4) * 96) };

describe('the HTML report of the sample, as the command line writes it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  const file = path.join(folder, 'report.html');
  let browser: Browser;
  before(async () => {
    auditSample('--format', 'html', '--output', file);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report; `wrong` gathers what it asks for beside itself, and what its own policy refuses. */
  async function open(width: number, colorScheme: 'dark' | 'light', wrong: string[] = []): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) wrong.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  for (const scheme of ['dark', 'light'] as const) {
    for (const width of [1000, 420]) {
      it(`breaks no rule of axe-core and overflows nowhere: ${scheme}, ${width} px`, async () => {
        const wrong: string[] = [];
        const page = await open(width, scheme, wrong);
        assert.deepEqual(wrong, []);
        await screenshot(page, `report-${scheme}-${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        assert.deepEqual(
          violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)),
          [],
        );
        await page.context().close();
      });
    }
  }

  it('prints the decision on its first sheet, the rest on others', async () => {
    const page = await open(A4.width, 'light');
    const print = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.ok(Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(print.toString('latin1'))?.[1]) > 1);
    await page.emulateMedia({ media: 'print' });
    const { front, breaks } = await page.locator('.front').evaluate((element) => ({
      front: element.getBoundingClientRect(),
      breaks: getComputedStyle(element).breakAfter,
    }));
    assert.match(await page.locator('.front').innerText(), /Decision per target\s+Inf2 Blocked\s+Conditional/);
    assert.ok(front.bottom <= A4.height, `ends at ${front.bottom}`);
    assert.equal(breaks, 'page');
    await page.context().close();
  });
});
