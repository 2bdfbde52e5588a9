import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Trial } from '../../src/model/settings';
import { launchChromium } from '../host/browser';
import { violations } from './axe';
import { type Checklist, openChecklist, picture } from './page';
import { message, planned } from './reports';

const CHOICES = {
  releases: ['2.32.0', '2.33.1'],
  instances: [
    { id: 'trn2.3xlarge', target: 'trn2' as const },
    { id: 'inf2.xlarge', target: 'inf2' as const },
  ],
};

describe('what would be under other settings', () => {
  let browser: Browser;
  let checklist: Checklist;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    checklist = await openChecklist(browser);
    await checklist.post(message(planned()));
    await checklist.post({ type: 'choices', choices: CHOICES });
    await checklist.page.check('.target input[value=trn2]', { force: true });
  });
  afterEach(async () => {
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });
  const last = async () => (await checklist.sent()).at(-1);
  const open = (name: string) => checklist.page.getByRole('button', { name, exact: true }).click();
  const field = (label: string) => checklist.page.locator('.what-if').getByLabel(label);
  const bar = () => checklist.page.locator('.trial-bar');
  const answer = (trial: Trial, verdict: 'ready' | 'blocked') =>
    checklist.post({
      type: 'trial',
      trial,
      report: planned({ verdicts: { inf2: verdict, trn2: verdict, trn3: verdict } }),
    });

  it('is folded at first, and offers what belongs to the target', async () => {
    assert.equal(await field('Neuron SDK').count(), 0);
    await open('What if');
    const options = await field('Instance').locator('option').allTextContents();
    assert.ok(options.includes('trn2.3xlarge') && !options.includes('inf2.xlarge'), options.join());
  });

  it('asks for each change, shows the answer as a trial, and writes nothing until asked', async () => {
    await open('What if');
    await field('Neuron SDK').selectOption('2.32.0');
    assert.deepEqual(await last(), { type: 'try', trial: { sdk: '2.32.0' } });
    assert.match((await bar().textContent()) ?? '', /Trial, not saved:.*2\.32\.0.*judging/);
    await answer({ sdk: '2.32.0' }, 'ready');
    assert.match((await bar().textContent()) ?? '', /Trn2:\s+Blocked →\s+Ready/);
    await field('Tensor parallel').fill('4');
    await checklist.page.waitForFunction(() => document.querySelector('.trial-bar')?.textContent?.includes('judging'));
    const trial = { sdk: '2.32.0', deployment: { tensorParallel: 4 } };
    assert.deepEqual(await last(), { type: 'try', trial });
    assert.equal(await field('Tensor parallel').inputValue(), '4');
    await answer({ sdk: '2.32.0' }, 'ready');
    assert.match((await bar().textContent()) ?? '', /judging/, 'the answer to an earlier question is passed over');
    await answer(trial, 'ready');
    await checklist.page.getByRole('button', { name: 'Write to neuron-migration.yaml' }).click();
    assert.deepEqual(await last(), { type: 'keepTrial', trial });
    assert.ok(await bar().isHidden());
  });

  it('goes back to what is planned, with every field', async () => {
    await open('What if');
    await field('Batch size').fill('16');
    await field('Batch size').press('Tab');
    await answer({ deployment: { batchSize: 16 } }, 'ready');
    await checklist.page.getByRole('button', { name: 'Discard' }).click();
    assert.ok(await bar().isHidden());
    assert.equal(await field('Batch size').inputValue(), '');
    assert.match((await checklist.page.locator('.target', { hasText: 'Trn2' }).textContent()) ?? '', /Blocked/);
  });

  it('keeps a number that is none in its field, and says why settings are refused', async () => {
    await open('What if');
    await field('Batch size').fill('-3');
    await field('Batch size').press('Tab');
    assert.equal(await field('Batch size').getAttribute('aria-invalid'), 'true');
    assert.equal((await checklist.sent()).filter(({ type }) => type === 'try').length, 0);
    await field('Batch size').fill('3');
    await field('Batch size').press('Tab');
    const trial = { deployment: { batchSize: 3 } };
    await checklist.post({ type: 'trialFailed', trial, message: 'No such thing <b>here</b>.' });
    assert.match((await bar().textContent()) ?? '', /No such thing <b>here<\/b>\./);
    assert.ok(await checklist.page.getByRole('button', { name: 'Write to' }).isDisabled());
  });

  it('asks again where the files have changed meanwhile', async () => {
    await open('What if');
    await field('Route').selectOption('nxd-inference');
    const trial = { deployment: { route: 'nxd-inference' as const } };
    await answer(trial, 'ready');
    await checklist.post(message(planned()));
    assert.deepEqual(await last(), { type: 'try', trial });
  });

  it('breaks no rule of axe-core with every section open, wide and narrow', async () => {
    for (const [width, theme] of [
      [900, 'dark'],
      [420, 'light'],
    ] as const) {
      const own = await openChecklist(browser, { width, theme });
      await own.post(message(planned()));
      await own.post({ type: 'choices', choices: CHOICES });
      await own.page.check('.target input[value=trn2]', { force: true });
      for (const name of ['What if', 'Fit', 'Batch and buckets', 'Cost']) {
        const section = own.page.getByRole('button', { name, exact: true });
        if (await section.count()) await section.click();
      }
      for (const details of await own.page.locator('details.formulas > summary').all()) await details.click();
      await own.page.locator('.what-if').getByLabel('Neuron SDK').selectOption('2.32.0');
      await picture(own, `sections-${width}-${theme}`);
      assert.deepEqual(await violations(own), []);
      assert.equal(await own.page.evaluate(() => document.documentElement.scrollWidth), width);
      assert.deepEqual(own.problems, []);
      await own.close();
    }
  });
});
