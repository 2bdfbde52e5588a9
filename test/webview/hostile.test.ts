import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Report } from '../../src/model/report';
import { launchChromium } from '../host/browser';
import { sampleFinding, sampleReport } from '../support/sample-report';
import { openChecklist } from './page';
import { message, withPlan } from './reports';

const MARKUP = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

/** Every string of a report that may come out of a model or a file, replaced. */
function hostile(text: string): Report {
  const { artifacts, coverage } = sampleReport();
  const finding = sampleFinding({
    fingerprint: text,
    artifact: text,
    action: text,
    message: text,
    why: text,
    remedy: text,
    neuronError: text,
    evidence: [{ title: text, url: text, sdk: '2.33.1' }],
    locations: [
      { path: text, graph: text, node: text, op: text, tensor: text },
      { path: text, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } } },
    ],
    occurrences: 2,
    targets: ['inf2'],
  });
  const waived = {
    ...finding,
    fingerprint: `${text} 2`,
    action: `${text} 2`,
    waived: { reason: text, by: text, expires: text },
  };
  const report = sampleReport({
    findings: [finding, waived],
    artifacts: artifacts.map((artifact, i) => ({ ...artifact, path: `${text}${i}`, reason: artifact.reason && text })),
    coverage: { ...coverage, notes: [text], cutShort: [text] },
  });
  return withPlan(report, [{ id: 'common/monitor', state: 'doing', owner: text, note: text }]);
}

describe('hostile strings in the checklist', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  async function everything(text: string) {
    const checklist = await openChecklist(browser);
    await checklist.post({ type: 'failed', message: text, location: { path: text } });
    await checklist.post({ ...message(hostile(text)), folder: text, planFile: text } as ReturnType<typeof message>);
    await checklist.post({ type: 'auditing', done: 1, total: 2, current: text });
    for (const title of await checklist.page.locator('.step .title').all()) await title.click();
    await checklist.page.getByRole('button', { name: 'Show what was not fully read' }).click();
    return checklist;
  }

  it('shows markup as text', async () => {
    const checklist = await everything(MARKUP);
    assert.equal(await checklist.page.locator('img, script:not([nonce])').count(), 0);
    assert.equal(await checklist.page.evaluate(() => 'hit' in window), false);
    assert.ok((await checklist.page.locator('.step .title').allTextContents()).includes(MARKUP));
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });

  it('makes control and direction characters visible', async () => {
    const checklist = await everything('a\u202eb\u0007c');
    assert.ok((await checklist.page.locator('.step .title').allTextContents()).includes('a\\u202eb\\x07c'));
    const shown = await checklist.page.evaluate(() => document.body.innerText);
    for (const char of ['\u202e', '\u0007']) assert.equal(shown.includes(char), false);
    await checklist.close();
  });

  it('shortens a megabyte and stays as wide as the window', async () => {
    const checklist = await everything('x'.repeat(1_000_000));
    const { wide, length } = await checklist.page.evaluate(() => ({
      wide: [...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > 900)
        .map((element) => element.outerHTML.slice(0, 80)),
      length: document.body.innerText.length,
    }));
    assert.deepEqual(wide, []);
    assert.ok(length < 100_000, `${length} characters`);
    await checklist.close();
  });
});
