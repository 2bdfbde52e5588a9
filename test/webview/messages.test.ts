import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { stepId } from '../../src/plan/build-plan';
import { planOf } from '../../src/plan/progress';
import { STRINGS } from '../../src/webview/strings';
import { launchChromium } from '../host/browser';
import { sampleReport } from '../support/sample-report';
import { type Checklist, openChecklist } from './page';
import { message, planned } from './reports';

describe('the checklist and the extension', () => {
  let browser: Browser;
  let checklist: Checklist;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    checklist = await openChecklist(browser);
    await checklist.post(message(planned()));
  });
  afterEach(async () => {
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });
  const last = async () => (await checklist.sent()).at(-1);
  const step = (title: string) =>
    checklist.page.locator('.step', { has: checklist.page.locator('.title', { hasText: title }) });

  it('says that it is ready, once', async () => {
    assert.deepEqual(await checklist.sent(), [{ type: 'ready' }]);
  });

  it('sends the whole record with a tick, so that owner and note are not lost', async () => {
    await step('Give TopK').locator('.tick input').click();
    assert.deepEqual(await last(), {
      type: 'setStep',
      record: {
        id: stepId('onnx/topk-integer-input', 'Give TopK floating-point scores'),
        title: 'Give TopK floating-point scores',
        state: 'done',
        owner: 'mira',
        note: 'new export on Monday',
      },
    });
    assert.equal(await step('Give TopK').locator('.state').textContent(), 'Done');
    assert.match((await step('Give TopK').locator('.line').textContent()) ?? '', /the last audit still finds it/);
  });

  it('sends owner, note and state when their fields change', async () => {
    await step('Compile each model').locator('.title').click();
    await checklist.page.fill('.track .owner', ' ana ');
    await checklist.page.locator('.track .owner').blur();
    const owner = await last();
    assert.ok(owner?.type === 'setStep');
    assert.equal(owner.record.owner, 'ana');
    await checklist.page.fill('.track textarea', 'needs a trn2');
    await checklist.page.locator('.track textarea').blur();
    await checklist.page.selectOption('.track select', 'doing');
    const sent = await last();
    assert.ok(sent?.type === 'setStep');
    const { owner: name, note, state } = sent.record;
    assert.deepEqual({ name, note, state }, { name: 'ana', note: 'needs a trn2', state: 'doing' });
  });

  it('opens places, sources, rules, and asks for audits, targets and reports', async () => {
    const { page } = checklist;
    await step('Give TopK').locator('.title').click();
    await page.getByRole('button', { name: '12 places in 2 files' }).click();
    await page.getByRole('button', { name: 'Open /select/TopK, models/reranker.onnx' }).click();
    assert.deepEqual(await last(), {
      type: 'open',
      location: {
        path: 'models/reranker.onnx',
        graph: 'main',
        node: '/select/TopK',
        op: 'ai.onnx::TopK',
        tensor: 'scores',
      },
    });
    await page.getByRole('link', { name: 'torch.compile reference' }).click();
    const url = await last();
    assert.ok(url?.type === 'openUrl' && url.url.startsWith('https://'));
    await page.getByRole('button', { name: 'Rule page' }).click();
    assert.deepEqual(await last(), { type: 'openRule', rule: 'onnx/topk-integer-input' });
    await page.getByRole('button', { name: 'Audit again', exact: true }).click();
    assert.deepEqual(await last(), { type: 'audit' });
    await page.getByRole('button', { name: 'Targets…' }).click();
    assert.deepEqual(await last(), { type: 'chooseTargets' });
    await page.getByRole('button', { name: 'Export report' }).click();
    assert.deepEqual(await last(), { type: 'exportReport' });
    await page.getByRole('button', { name: 'models/encoder.onnx', exact: true }).first().click();
    assert.deepEqual(await last(), { type: 'open', location: { path: 'models/encoder.onnx' } });
  });

  it('asks for sizes where pins would settle a step, and only there', async () => {
    const { page } = checklist;
    const pin = page.getByRole('button', { name: 'Pin…' });
    await step('Pin or bucket').locator('.title').click();
    await step('Give TopK').locator('.title').click();
    await page.getByRole('button', { name: 'Rule page' }).nth(1).waitFor();
    assert.equal(await pin.count(), 0, 'reports of older releases name no pins');
    const findings = sampleReport().findings.map((finding) =>
      finding.rule === 'onnx/dynamic-dimension' ? { ...finding, pins: ['sequence'] } : finding,
    );
    await checklist.post(message(planned({ findings })));
    await pin.click();
    assert.deepEqual(await last(), { type: 'pin', findings: ['c000000000000001', 'c000000000000002'] });
  });

  it('says of each source how far it reaches', async () => {
    await step('Give TopK').locator('.title').click();
    const sources = await checklist.page.locator('.sources li').allTextContents();
    assert.deepEqual(sources, [
      'NCC_EVRF013, compiler error codescarried over from 2.32.0',
      'torch.compile referencerelease 2.33.1',
    ]);
    assert.match((await checklist.page.locator('.body dd').first().textContent()) ?? '', /documented$/);
  });

  it('keeps focus, open steps, typed text and scroll when a new report comes', async () => {
    const { page } = checklist;
    await step('Compile each model').locator('.title').click();
    await page.locator('.track .owner').click();
    await page.keyboard.type('an');
    await page.keyboard.press('ArrowLeft');
    const scroll = await page.evaluate(() => window.scrollY);
    const changed = planned();
    const phases = changed.plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((each) => ({ ...each, note: `${each.note ?? ''}!` })),
    }));
    await checklist.post({ ...message({ ...changed, plan: planOf(phases) }) });
    assert.equal(await page.inputValue('.track textarea'), '!');
    await page.keyboard.type('n');
    assert.equal(await page.inputValue('.track .owner'), 'ann');
    assert.equal(await page.evaluate(() => window.scrollY), scroll);
  });

  it('moves the focus on when a ticked step leaves the filtered list', async () => {
    const { page } = checklist;
    await page.locator('.filters').getByLabel('State').selectOption('open');
    const titles = await page.locator('.step .title').allTextContents();
    await page.locator('.tick input').nth(1).focus();
    await page.keyboard.press('Space');
    assert.equal(await page.locator('.step .title').count(), titles.length - 1);
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('.step')?.querySelector('.title')?.textContent),
      titles[2],
    );
  });

  it('remembers target, filters and open steps over a reload', async () => {
    const { page } = checklist;
    await page.check('.target input[value=trn2]', { force: true });
    await page.fill('.filters input', 'topk');
    await step('Give TopK').locator('.title').click();
    const remembered = await page.evaluate(() => (window as unknown as { remembered: unknown }).remembered);
    const second = await openChecklist(browser, { remembered });
    await second.post(message(planned()));
    assert.equal(await second.page.isChecked('.target input[value=trn2]'), true);
    assert.equal(await second.page.inputValue('.filters input'), 'topk');
    assert.equal(await second.page.locator('.step.open').count(), 1);
    await second.close();
  });

  it('speaks the language it is given', async () => {
    const strings = Object.fromEntries(Object.entries(STRINGS).map(([key, text]) => [key, `«${text}»`]));
    await checklist.post({ type: 'strings', strings, locale: 'de' });
    assert.equal(await checklist.page.textContent('h1'), '«Migration checklist»');
    assert.equal(await checklist.page.getAttribute('.filters input', 'placeholder'), '«Filter steps  ( / )»');
    const untranslated = await checklist.page.evaluate(() =>
      [...document.querySelectorAll('.button, .state, .now, .phases .at, .shown, .coverage .line > span')]
        .map((element) => element.textContent ?? '')
        .filter((text) => !text.includes('«')),
    );
    assert.deepEqual(untranslated, []);
  });
});
