import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { sampleReport } from '../support/sample-report';
import { type Checklist, openChecklist } from './page';
import { message, planned, withPlan } from './reports';

describe('the plan, edited in the checklist', () => {
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
  const step = (title: string) =>
    checklist.page.locator('.step', { has: checklist.page.locator('.title', { hasText: title }) });
  const records = async () =>
    (await checklist.sent()).flatMap((sent) => (sent.type === 'setStep' ? [sent.record] : []));
  const said = () => checklist.page.locator('[role=status]').textContent();
  /** Types into a field of the open step and leaves it. */
  async function fill(field: string, text: string): Promise<void> {
    await checklist.page.fill(`.track ${field}`, text);
    await checklist.page.locator(`.track ${field}`).blur();
  }

  it('takes a tick back with the button and with Ctrl+Z, and does it again', async () => {
    const { page } = checklist;
    const tick = step('Give TopK').locator('.tick input');
    await tick.click();
    assert.equal(await page.locator('.changed').innerText(), 'Give TopK floating-point scores: Done.\nUndo');
    assert.match((await said()) ?? '', /^Give TopK floating-point scores: Done\. Ctrl\+Z takes it back\.$/);
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await tick.isChecked(), false);
    assert.match((await said()) ?? '', /^Taken back: Give TopK/);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Redo');
    await page.keyboard.press('Enter');
    assert.equal(await tick.isChecked(), true);
    await tick.focus();
    await page.keyboard.press('Control+z');
    assert.equal(await tick.isChecked(), false);
    await page.keyboard.press('Control+Shift+Z');
    await page.keyboard.press('Control+y');
    assert.match((await said()) ?? '', /Nothing is left to do again/);
    assert.deepEqual(
      (await records()).map(({ state, owner }) => [state, owner]),
      ['done', 'doing', 'done', 'doing', 'done'].map((state) => [state, 'mira']),
    );
  });

  it('takes several changes back one by one, each with its own field only', async () => {
    const { page } = checklist;
    await step('Give TopK').locator('.title').click();
    await fill('.owner', 'ana');
    await fill('.note', '');
    await page.selectOption('.track select', 'done');
    await step('Give TopK').locator('.tick input').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
    assert.match((await said()) ?? '', /Nothing is left to take back/);
    assert.deepEqual(
      (await records()).slice(3).map(({ owner, note, state }) => [owner, note, state]),
      [
        ['ana', undefined, 'doing'],
        ['ana', 'new export on Monday', 'doing'],
        ['mira', 'new export on Monday', 'doing'],
      ],
    );
  });

  it('leaves Ctrl+Z in a field to the field', async () => {
    await step('Give TopK').locator('.tick input').click();
    await step('Give TopK').locator('.title').click();
    await checklist.page.locator('.track .owner').focus();
    await checklist.page.keyboard.type('x');
    await checklist.page.keyboard.press('Control+z');
    assert.equal(await checklist.page.inputValue('.track .owner'), 'mira');
    assert.equal((await records()).length, 1);
  });

  it('keeps what a new report shows when it takes back', async () => {
    await step('Give TopK').locator('.tick input').click();
    await checklist.post(message(planned()));
    await checklist.page.getByRole('button', { name: 'Undo' }).click();
    assert.equal((await records()).at(-1)?.state, 'doing');
    await checklist.post(message(withPlan(sampleReport({ findings: [] }))));
    await checklist.page.getByRole('button', { name: 'Redo' }).click();
    assert.equal((await records()).length, 2, 'a step that is gone is not written');
  });

  it('keeps effort, days spent and evidence, and refuses what is none', async () => {
    const { page } = checklist;
    const days = step('Give TopK').locator('.days').first();
    const left = () => page.locator('.shown').innerText();
    const before = await left();
    await step('Give TopK').locator('.title').click();
    await fill('.days', 'three');
    assert.equal(await page.locator('.track .problem').innerText(), 'Write days as 2 or 1-3.');
    assert.equal(await page.inputValue('.track .days'), 'three');
    assert.equal((await records()).length, 0);
    await fill('.days', '7-9');
    assert.equal(await page.locator('.track .problem').isVisible(), false);
    assert.equal(await days.innerText(), '7–9 d');
    assert.notEqual(await left(), before);
    await fill('.spent', '1.5');
    await fill('.proof', 'docs/topk.md');
    const last = (await records()).at(-1);
    assert.deepEqual(
      [last?.effort, last?.spentDays, last?.evidence],
      [{ minDays: 7, maxDays: 9 }, 1.5, 'docs/topk.md'],
    );
    await page.getByRole('button', { name: 'Open the evidence' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'open', location: { path: 'docs/topk.md' } });
    await fill('.proof', 'javascript:alert(1)');
    assert.equal(await page.getByRole('button', { name: 'Open the evidence' }).count(), 0);
    await fill('.proof', 'https://tickets.test/42');
    await page.getByRole('button', { name: 'Open the evidence' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'openUrl', url: 'https://tickets.test/42' });
    await fill('.days', '');
    assert.equal((await records()).at(-1)?.effort, undefined);
  });

  it('filters by owner, and by nobody', async () => {
    const { page } = checklist;
    await page.getByLabel('Owner', { exact: true }).first().selectOption({ label: 'mira' });
    assert.deepEqual(await page.locator('.step .title').allTextContents(), ['Give TopK floating-point scores']);
    await page.getByLabel('Owner', { exact: true }).first().selectOption({ label: 'No owner' });
    assert.ok((await page.locator('.step').count()) > 3);
    assert.equal(await page.locator('.step .who:not(.nobody)').count(), 0);
    await page.getByLabel('Owner', { exact: true }).first().selectOption({ label: 'Any owner' });
    assert.ok((await page.locator('.step .who:not(.nobody)').count()) > 1);
  });

  it('shows what a step comes after, and goes there through any filter', async () => {
    const { page } = checklist;
    const waiting = page.locator('.step', { hasText: /waits for \d+ steps?/ }).first();
    const title = (await waiting.locator('.title').textContent()) ?? '';
    await page.fill('.filters input', title);
    await waiting.locator('.title').click();
    const link = waiting.locator('.before .link').first();
    const wanted = await link.textContent();
    await link.click();
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('.step')?.querySelector('.title')?.textContent),
      wanted,
    );
    assert.equal(await page.inputValue('.filters input'), '');
  });

  it('waits for nothing more once that is ticked', async () => {
    const { page } = checklist;
    const tags = page.locator('.step .tag', { hasText: /waits for/ });
    const before = await tags.allTextContents();
    const open = page.locator('.step:not(.closed) .tick input:not([aria-disabled]):not(:checked)');
    await open.first().click();
    assert.notDeepEqual(await tags.allTextContents(), before);
  });

  it('says what the tool itself sees of a step', async () => {
    const report = planned();
    const phases = report.plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((each) =>
        each.title.startsWith('Give TopK')
          ? { ...each, check: { state: 'open' as const, says: 'The last audit finds it in 2 files.' } }
          : each,
      ),
    }));
    await checklist.post(message({ ...report, plan: { ...report.plan, phases } }));
    await step('Give TopK').locator('.title').click();
    assert.match(
      await step('Give TopK').locator('.check').innerText(),
      /The tool sees it as not done\s+The last audit finds it in 2 files\./,
    );
    assert.match(await checklist.page.locator('.estimates').innerText(), /estimates of this tool/);
  });

  it('pins and waives the focused step by key, and says where nothing is to pin', async () => {
    const { page } = checklist;
    const findings = sampleReport().findings.map((finding) =>
      finding.rule === 'onnx/dynamic-dimension' ? { ...finding, pins: ['sequence'] } : finding,
    );
    await checklist.post(message(planned({ findings })));
    await step('Pin or bucket').locator('.tick input').focus();
    await page.keyboard.press('p');
    assert.deepEqual((await checklist.sent()).at(-1), {
      type: 'pin',
      findings: ['c000000000000001', 'c000000000000002'],
    });
    await page.keyboard.press('w');
    assert.deepEqual((await checklist.sent()).at(-1), {
      type: 'waive',
      rule: 'onnx/dynamic-dimension',
      paths: ['models/encoder.onnx', 'models/reranker.onnx'],
    });
    const before = (await checklist.sent()).length;
    await step('Give TopK').locator('.tick input').focus();
    await page.keyboard.press('p');
    assert.match((await said()) ?? '', /leaves no dimension open/);
    await page.locator('.step', { hasText: 'Waived by ml-platform' }).locator('.tick input').focus();
    await page.keyboard.press('w');
    assert.match((await said()) ?? '', /nothing that a waiver could settle/);
    assert.equal((await checklist.sent()).length, before);
    await step('Give TopK').locator('.title').click();
    await page.getByRole('button', { name: 'Waive…' }).click();
    const sent = (await checklist.sent()).at(-1);
    assert.ok(sent?.type === 'waive' && sent.paths.length === 2);
  });
});
