import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { planOf } from '../../src/plan/progress';
import { launchChromium } from '../host/browser';
import { emptyReport, sampleFinding, sampleReport } from '../support/sample-report';
import { type Checklist, openChecklist } from './page';
import { finished, message, planned, withPlan } from './reports';

describe('the states of the checklist', () => {
  let browser: Browser;
  let checklist: Checklist;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    checklist = await openChecklist(browser);
  });
  afterEach(async () => {
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });
  const text = async (selector: string): Promise<string> =>
    (await checklist.page.innerText(selector)).replace(/\s+/g, ' ');

  it('offers an audit before the first one', async () => {
    assert.match(await text('.status'), /No audit yet/);
    await checklist.page.getByRole('button', { name: 'Audit workspace' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'audit' });
  });

  it('shows how far the first audit is, and stops it', async () => {
    await checklist.post({ type: 'auditing', done: 0, total: null, current: '' });
    assert.match(await text('.status'), /Searching for models/);
    await checklist.post({ type: 'auditing', done: 123, total: 212, current: 'models/qwen3-32b/config.json' });
    assert.match(
      await text('.status'),
      /Auditing: 123 of 212 files models\/qwen3-32b\/config\.json Cancel Verdicts stay unknown/,
    );
    assert.equal(
      await checklist.page.locator('progress').evaluate((bar) => (bar as HTMLProgressElement).position.toFixed(2)),
      '0.58',
    );
    await checklist.page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'cancel' });
  });

  it('keeps the last report while an audit runs, and the focus on Cancel', async () => {
    await checklist.post(message(planned()));
    await checklist.post({ type: 'auditing', done: 1, total: 4, current: 'a.onnx' });
    await checklist.page.getByRole('button', { name: 'Cancel' }).focus();
    await checklist.post({ type: 'auditing', done: 2, total: 4, current: 'b.onnx' });
    assert.match(await text('.coverage'), /Auditing: 2 of 4 files b\.onnx Cancel/);
    assert.equal(await checklist.page.evaluate(() => document.activeElement?.textContent), 'Cancel');
    assert.ok((await checklist.page.locator('.step').count()) > 5);
    await checklist.post(message(planned()));
    assert.equal(await checklist.page.locator('progress').count(), 0);
  });

  it('says why an audit failed, where, and that the last one stays', async () => {
    await checklist.post(message(planned()));
    const location = {
      path: 'neuron-migration.yaml',
      range: { start: { line: 6, column: 19 }, end: { line: 6, column: 23 } },
    };
    await checklist.post({ type: 'failed', message: 'tensorParallel wants a number.', location });
    assert.match(
      await text('.status'),
      /The audit could not run tensorParallel wants a number\. The last good audit stays below\./,
    );
    await checklist.page.getByRole('button', { name: 'Open line 6, neuron-migration.yaml' }).click();
    assert.deepEqual((await checklist.sent()).at(-1), { type: 'open', location });
    assert.match(await text('[role=status]'), /could not run/);
    await checklist.post(message(planned()));
    assert.equal(await text('.status'), '');
  });

  it('says of nothing to audit what that does not prove', async () => {
    await checklist.post(message(emptyReport()));
    assert.match(
      await text('.outcome'),
      /Nothing here to audit.*node_modules is never searched.*says nothing about models that are downloaded/,
    );
    for (const part of ['.targets', '.models', '.filters', '.plan'])
      assert.equal(await checklist.page.isVisible(part), false);
    assert.doesNotMatch(await text('main'), /Ready/);
  });

  it('names what was not read with its reason, and never calls it clean', async () => {
    await checklist.post(message(planned()));
    assert.match(
      await text('.coverage'),
      /4 files looked at, 1 unreadable, 2 left out by ignore rules Show Ticks are saved in neuron-migration\.plan\.yaml/,
    );
    await checklist.page.getByRole('button', { name: 'Show what was not fully read' }).click();
    assert.match(
      await text('.coverage'),
      /legacy\/ner\.onnx unreadable: It is a Git LFS pointer; the model of 418 MB was not fetched\. third_party/,
    );
    for (const count of await checklist.page.locator('.target').allInnerTexts())
      assert.match(count, /1 file not fully read/);
  });

  it('says that an audit was cut short', async () => {
    const sample = finished();
    const cutShort = ['The search ended after 20,000 files.'];
    await checklist.post(message({ ...sample, coverage: { ...sample.coverage, cutShort } }));
    assert.match(
      await text('.outcome'),
      /All steps for Inf2 are closed, but its verdict is ready What could not be read/,
    );
    assert.match(await text('.coverage'), /cut short/);
  });

  it('says when nothing is left that a compile has to prove it', async () => {
    await checklist.post(message(finished()));
    assert.match(await text('.outcome'), /Nothing left on Inf2 Still compile it/);
    assert.equal(await checklist.page.locator('.phases .left').count(), 0);
  });

  it('does not say so while a ticked cause is still found', async () => {
    const report = withPlan(sampleReport({ findings: [sampleFinding()] }));
    const phases = report.plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((step) => ({ ...step, state: 'done' as const })),
    }));
    await checklist.post(message({ ...report, plan: planOf(phases) }));
    assert.match(
      await text('.outcome'),
      /All steps for Inf2 are ticked, but its verdict is blocked The last audit still finds the cause of 1 ticked step/,
    );
  });

  it('hides steps of other targets until asked for', async () => {
    await checklist.post(message(planned()));
    await checklist.page.check('.target input[value=trn2]', { force: true });
    assert.equal(await checklist.page.getByText('Choose a target with a documented route').count(), 0);
    await checklist.page.getByRole('button', { name: 'Not for Trn2 3' }).click();
    assert.match((await checklist.page.textContent('.step.other')) ?? '', /only for Inf2/);
  });

  it('says where ticks go when the folder cannot be written', async () => {
    await checklist.post({ type: 'report', report: planned(), folder: 'models', planFile: null });
    assert.match(await text('.coverage'), /This folder cannot be written: the editor keeps the ticks/);
  });

  it('says that the knowledge is old', async () => {
    const { knowledge } = sampleReport();
    await checklist.post(
      message(planned({ knowledge: { ...knowledge, stale: 'The knowledge base is 190 days old.' } })),
    );
    assert.match(await text('.top'), /The knowledge base is 190 days old\./);
  });
});
