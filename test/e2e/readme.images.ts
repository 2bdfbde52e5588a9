// Takes the pictures that the README shows: `node test/run/e2e.mjs --images`, which puts them into docs/images.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { until } from '../host/until';
import { hoverOver, openChecklist, openContainer, openProblems, row, runCommand, verdict, webviewFrame } from './parts';
import { auditSample, sampleReport } from './sample';
import { smallPng } from './small-png';
import { openWorkbench, paint, pictureFile, type Workbench } from './workbench';

describe("the README's pictures", () => {
  const report = sampleReport();
  const blocker = report.findings.find(({ severity }) => severity === 'blocker');
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ settings: { 'editor.minimap.enabled': false } });
    await verdict(workbench.page).waitFor({ timeout: 60_000 });
  });
  after(() => workbench?.close());

  it('the checklist, in dark and light', async () => {
    const { page, folder } = workbench;
    const plan = () => readFileSync(path.join(folder, 'neuron-migration.plan.yaml'), 'utf8');
    const checklist = await openChecklist(page);
    await page.keyboard.press('Control+B'); // without the side bar
    await page.setViewportSize({ width: 1080, height: 1080 });
    for (const step of ['Keep the ONNX files', 'Compile each model once']) {
      const tick = checklist.locator('.step', { hasText: step }).locator('.tick input');
      await tick.focus();
      await page.keyboard.press('Space');
      await until('the tick', () => tick.isChecked());
    }
    await until('ticks in the plan file', () => plan().split('state: done').length > 2);
    await page.mouse.move(540, 330); // over nothing that answers the mouse
    await checklist.evaluate(() => window.scrollTo(0, 0));
    for (const scheme of ['light', 'dark'] as const) {
      await paint(page, scheme);
      await picture(page, `checklist-${scheme}`);
    }
  });

  it('findings, editor, Problems and hover', async () => {
    const { page } = workbench;
    await page.setViewportSize({ width: 1280, height: 800 });
    await runCommand(page, 'View: Close All Editors');
    await openContainer(page);
    await widenSideBar(workbench, 390);
    await row(page, 'Findings', blocker?.action ?? '')
      .locator('.monaco-tl-twistie')
      .click();
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill('answering/config.json');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'config.json' }).first().click();
    await openProblems(page);
    await hoverOver(page, '"num_attention_heads"', '28');
    await picture(page, 'workbench-dark');
    await page.keyboard.press('Escape');
  });

  it('the overview, with a pin typed', async () => {
    const { page } = workbench;
    await runCommand(page, 'View: Close All Editors');
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill('ranking-head.onnx');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'ranking-head.onnx' }).first().click();
    await page.setViewportSize({ width: 1180, height: 1080 });
    const overview = await webviewFrame(page, '.ops tbody tr');
    await runCommand(page, 'View: Close Primary Side Bar');
    await runCommand(page, 'View: Hide Panel');
    await overview.getByLabel('batch').fill('8');
    await overview.locator('.kpi', { hasText: '11 of 11' }).waitFor();
    await overview.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      window.scrollTo(0, 0);
    });
    await page.mouse.move(590, 1075); // over the status bar
    await picture(page, 'overview-dark');
  });

  it('the report', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
    const file = path.join(folder, 'report.html');
    auditSample('--format', 'html', '--output', file);
    const browser = await launchChromium();
    const page = await (
      await browser.newContext({ viewport: { width: 1100, height: 860 }, colorScheme: 'light' })
    ).newPage();
    await page.goto(pathToFileURL(file).href);
    await picture(page, 'report-light');
    await browser.close();
    rmSync(folder, { recursive: true });
  });
});

/** Saves what the page shows, in few bytes. */
async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const blank = await page.context().newPage();
  writeFileSync(pictureFile(name), await smallPng(blank, png));
  await blank.close();
}

/** Drags the edge of the side bar until it is `width` pixels wide. */
async function widenSideBar({ page }: Workbench, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  await page.mouse.move(box.x + box.width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + width, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
}
