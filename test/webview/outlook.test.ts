import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { sampleReport } from '../support/sample-report';
import { violations } from './axe';
import { withOutlook } from './outlook';
import { type Checklist, type Options, openChecklist, picture } from './page';
import { message, planned } from './reports';

const WIDTHS: Readonly<Record<string, Options>> = {
  dark: { theme: 'dark' },
  light: { theme: 'light' },
  contrast: { theme: 'contrast' },
  'narrow-dark': { theme: 'dark', width: 420 },
};

describe('what a fix, a route and a release come to', () => {
  let browser: Browser;
  let checklist: Checklist;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    checklist = await openChecklist(browser);
    await checklist.post(message(withOutlook(planned())));
    await checklist.page.check('.target input[value=trn2]', { force: true });
  });
  afterEach(async () => {
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });
  const text = async (selector: string) => (await checklist.page.locator(selector).first().innerText()).trim();
  const step = (title: string) =>
    checklist.page.locator('.step', { has: checklist.page.locator('.title', { hasText: title }) });

  it('is said of each step for the chosen target', async () => {
    const { causes } = planned();
    const topk = causes.find(({ title }) => title.startsWith('Give TopK'));
    const effect = topk?.fixes.trn2;
    assert.ok(effect && effect.n > 0);
    const line = await step('Give TopK').locator('.line').innerText();
    assert.ok(line.includes(`fixes ${effect.n} of ${effect.of}`), line);
    await step('Give TopK').locator('.title').click();
    const body = await step('Give TopK').locator('.body').innerText();
    assert.match(body, new RegExp(`Settles ${effect.n} of ${effect.of} places`));
    assert.match(body, /Trn2 (becomes|stays) /);
    assert.equal(await step('Compile each model').locator('.effect').count(), 0);
  });

  it('marks what a log confirmed, with the file that says so', async () => {
    assert.match(await step('Give TopK').locator('.line').innerText(), /confirmed by a run/);
    await step('Give TopK').locator('.title').click();
    await checklist.page.getByRole('button', { name: 'Open logs/neuronx-cc.log' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'open', location: { path: 'logs/neuronx-cc.log' } });
  });

  it('says of every target what is left after every fix', async () => {
    const { verdictsAfter } = sampleReport();
    const card = await text('.target:has(input[value=trn2]) .then');
    assert.ok(verdictsAfter.trn2 && card.toLowerCase().endsWith(verdictsAfter.trn2), card);
  });

  it('shows the route to take, and unfolds what it needs and why the others are none', async () => {
    const row = checklist.page.getByRole('button', { name: /^qwen3 .* vLLM Neuron beta/ });
    assert.equal(await row.getAttribute('aria-expanded'), 'false');
    await row.click();
    assert.equal(await row.getAttribute('aria-expanded'), 'true');
    const details = await text('.routes .more-of');
    for (const words of [
      'Take vLLM Neuron, in beta.',
      'vllm-neuron==0.29.*',
      'Python 3.12 and 3.13',
      'ends with SDK 2.34.0',
    ])
      assert.ok(details.includes(words), words);
    await checklist.page.getByRole('link', { name: 'vLLM Neuron setup' }).first().click();
    assert.equal((await checklist.sent()).at(-1)?.type, 'openUrl');
    await checklist.page.check('.target input[value=inf2]', { force: true });
    assert.match(await text('.routes .more-of'), /No route is known for qwen3 on Inf2/);
  });

  it('shows verdicts by release once they are asked for, the judged release marked', async () => {
    assert.equal(await checklist.page.locator('.matrix table').count(), 0);
    await checklist.post({ type: 'show', section: 'matrix' });
    const { page } = checklist;
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Verdicts by release and route');
    const table = page.getByRole('table', { name: 'All files together' });
    assert.deepEqual(await table.getByRole('columnheader').allTextContents(), [
      'Target and route',
      '2.26 – 2.28.1',
      '2.29 – 2.33.1 (the release judged for)',
      'What changes it',
    ]);
    const cells = async (target: string) => {
      const row = table.getByRole('row', { name: new RegExp(`^${target}`) });
      return (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
    };
    assert.deepEqual(await cells('Inf2'), ['Blocked', '']);
    assert.equal((await cells('Trn2'))[0], 'Attention');
    assert.match((await cells('Trn2'))[2] ?? '', /with --native-int64=enabled\s.*at SDK 2\.28\.1/s);
    const model = page.getByRole('table', { name: 'llm/config.json' });
    assert.deepEqual(await model.getByRole('columnheader').allTextContents(), [
      'Target and route',
      '2.26 – 2.26.1',
      '2.27 – 2.31',
      '2.32 – 2.33.1 (the release judged for)',
    ]);
    await page.getByRole('button', { name: 'Work them out too' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'fullMatrix' });
    await page.getByRole('button', { name: 'Compare releases' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'compareReleases' });
  });

  it('counts the sources that are carried over', async () => {
    assert.match(await text('.meta'), /\d of \d sources are carried over from 2\.32/);
  });

  for (const [name, options] of Object.entries(WIDTHS)) {
    it(`breaks no rule of axe-core and overflows nowhere: ${name}`, async () => {
      const page = await openChecklist(browser, options);
      await page.post(message(withOutlook(planned())));
      await page.page.check('.target input[value=trn2]', { force: true });
      await page.page.getByRole('button', { name: /^qwen3/ }).click();
      await page.post({ type: 'show', section: 'matrix' });
      await page.page.locator('.step .title').first().click();
      await picture(page, `outlook-${name}`);
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.page.evaluate(() => document.documentElement.scrollWidth), options.width ?? 900);
      await page.close();
    });
  }
});
