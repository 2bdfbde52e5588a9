import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { emptyReport } from '../support/sample-report';
import { violations } from './axe';
import { type Options, openChecklist, picture } from './page';
import { finished, message, planned } from './reports';

const VIEWS: Readonly<Record<string, Options>> = {
  dark: { theme: 'dark' },
  light: { theme: 'light' },
  contrast: { theme: 'contrast' },
  'contrast-light': { theme: 'contrast-light' },
  'narrow-dark': { theme: 'dark', width: 420 },
  'narrow-light': { theme: 'light', width: 420 },
  'wide-dark': { theme: 'dark', width: 1600 },
  'forced-colors': { theme: 'contrast', forcedColors: true },
};

describe('the checklist for everyone', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  for (const [name, options] of Object.entries(VIEWS)) {
    it(`breaks no rule of axe-core and overflows nowhere: ${name}`, async () => {
      const checklist = await openChecklist(browser, options);
      const { page } = checklist;
      await checklist.post(message(planned()));
      await page.check('.target input[value=trn2]', { force: true });
      await page.getByRole('button', { name: /^Not for Trn2/ }).click();
      await page
        .locator('.step', { hasText: /waits for/ })
        .locator('.title')
        .first()
        .click();
      await page.locator('.step .title', { hasText: 'Give TopK' }).click();
      await page.locator('.step.open .track .owner').last().fill('ana');
      await page.locator('.step.open .track .days').last().fill('soon');
      await page.locator('.step.open .track .owner').last().focus();
      await page.getByRole('button', { name: '12 places in 2 files' }).click();
      await page.getByRole('button', { name: 'Show what was not fully read' }).click();
      await picture(checklist, name);
      assert.deepEqual(await violations(checklist), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), options.width ?? 900);
      assert.deepEqual(checklist.problems, []);
      await checklist.close();
    });
  }

  for (const theme of ['dark', 'light'] as const) {
    it(`so do the other states, ${theme}`, async () => {
      const checklist = await openChecklist(browser, { theme });
      const seen: string[] = [];
      const look = async (state: string): Promise<void> => {
        await picture(checklist, `${state}-${theme}`);
        seen.push(...(await violations(checklist)));
      };
      await look('waiting');
      await checklist.post({ type: 'auditing', done: 123, total: 212, current: 'models/qwen3-32b/config.json' });
      await look('first-audit');
      await checklist.post(message(emptyReport()));
      await look('empty');
      await checklist.post(message(finished()));
      await look('finished');
      await checklist.post({ type: 'auditing', done: 2, total: 3, current: 'models/encoder.onnx' });
      await look('auditing');
      await checklist.post({
        type: 'failed',
        message: 'tensorParallel wants a number.',
        location: { path: 'neuron-migration.yaml' },
      });
      await look('failed');
      assert.deepEqual(seen, []);
      await checklist.close();
    });
  }

  it('gives every control a name and every part a heading', async () => {
    const checklist = await openChecklist(browser);
    await checklist.post(message(planned()));
    const headings = await checklist.page.getByRole('heading', { level: 2 }).allTextContents();
    const phases = planned().plan.phases.map(({ title }, i) => `${i + 1}${title}`);
    const above = ['Models and files', 'Verdicts by release and route', 'Batch and buckets', 'Cost', 'What if'];
    assert.deepEqual(
      headings.map((heading) => above.find((title) => heading.startsWith(title)) ?? heading),
      [...above, ...phases],
    );
    await checklist.page.getByRole('radio', { name: /^Inf2 Inferentia2 Blocked 2 blockers/ }).waitFor();
    await checklist.page.getByRole('checkbox', { name: 'Blocker: Give TopK floating-point scores' }).waitFor();
    await checklist.close();
  });
});
