/** The HTML report in Chromium: every section, as a file that is opened and printed, with and without its script. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../src/model/report';
import { html } from '../../src/report/html';
import { launchChromium } from '../host/browser';
import { sampleFinding, sampleReport } from '../support/sample-report';
import { violations } from './axe';

/** What the margins of the print leave of a sheet, in CSS pixels of 1/96 inch. */
const A4 = { width: Math.floor(((210 - 28) / 25.4) * 96), height: Math.floor(((297 - 24) / 25.4) * 96) };

/** A report of many findings, each with a cause of its own. */
function large(n: number): Report {
  const severities = ['blocker', 'warning', 'info'] as const;
  const findings = Array.from({ length: n }, (_, i) =>
    sampleFinding({
      fingerprint: `${i}`,
      rule: `onnx/rule-${i}`,
      severity: severities[i % 3] ?? 'info',
      targets: i % 2 === 0 ? ['inf2'] : ['trn2'],
      artifact: `models/model-${i % 900}.onnx`,
      message: `Node /encoder/layer.${i}/attention/MatMul takes a type that the compiler refuses on these targets.`,
    }),
  );
  return sampleReport({ findings });
}

/** The sample with a second model that fits likewise: no two regions may have one name. */
function several(): Report {
  const report = sampleReport();
  const more = report.fit.map((fit) => ({ ...fit, subject: { ...fit.subject, paths: ['other/config.json'] } }));
  return { ...report, fit: [...report.fit, ...more] };
}

describe('the HTML report in the browser', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(report: Report, options: BrowserContextOptions = {}): Promise<Page> {
    const file = path.join(folder, 'report.html');
    writeFileSync(file, html(report));
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  for (const colorScheme of ['dark', 'light'] as const) {
    for (const width of [1000, 420]) {
      it(`breaks no rule of axe-core and overflows nowhere: ${colorScheme}, ${width} px`, async () => {
        const page = await open(several(), { colorScheme, viewport: { width, height: 900 } });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        if (process.env.SCREENSHOTS) {
          mkdirSync(process.env.SCREENSHOTS, { recursive: true });
          await page.screenshot({
            path: path.join(process.env.SCREENSHOTS, `html-${colorScheme}-${width}.png`),
            fullPage: true,
          });
        }
        assert.deepEqual(await violations({ page }), []);
        await page.context().close();
      });
    }
  }

  it('prints the decision on one sheet', async () => {
    const page = await open(sampleReport(), { viewport: A4 });
    await page.emulateMedia({ media: 'print' });
    const bottom = await page.locator('.front').evaluate((element) => element.getBoundingClientRect().bottom);
    assert.ok(bottom <= A4.height, `ends at ${bottom} of ${A4.height}`);
    assert.ok(await page.locator('.filter').isHidden());
    await page.context().close();
  });

  it('says the same without its script, and shows no control that would do nothing', async () => {
    const page = await open(sampleReport(), { javaScriptEnabled: false });
    assert.ok(await page.locator('.filter').isHidden());
    assert.equal(await page.locator('.cause:visible').count(), 6);
    await page.context().close();
  });

  it('filters by words, severity and target, and says how many are left', async () => {
    const page = await open(sampleReport());
    const left = async () => [
      await page.locator('.cause:visible').count(),
      await page.locator('[role=status]').innerText(),
    ];
    assert.deepEqual(await left(), [6, '6 of 6 causes']);
    await page.getByLabel('Filter causes by words').fill('topk integers');
    assert.deepEqual(await left(), [1, '1 of 6 causes']);
    await page.getByLabel('Filter causes by words').fill('');
    await page.getByRole('checkbox', { name: 'Notes' }).uncheck();
    assert.deepEqual(await left(), [4, '4 of 6 causes']);
    await page.locator('#filter-target').selectOption('trn3');
    assert.deepEqual(await left(), [2, '2 of 6 causes']);
    await page.context().close();
  });

  it('filters 5,000 causes in 100 ms, until they are painted', async () => {
    const page = await open(large(5000));
    const times = await page.evaluate(async () => {
      const input = document.getElementById('filter-text') as HTMLInputElement;
      const took: number[] = [];
      for (const words of ['layer.12', 'layer.123', '', 'no such cause', 'matmul onnx', '']) {
        const started = performance.now();
        input.value = words;
        input.dispatchEvent(new Event('input'));
        // Style and layout are done once a size is asked for.
        document.body.getBoundingClientRect();
        took.push(performance.now() - started);
        await new Promise((next) => setTimeout(next));
      }
      return took;
    });
    console.log(`filters of 5,000 causes: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    assert.ok(Math.max(...times) <= 100, `${times} ms`);
    await page.context().close();
  });
});
