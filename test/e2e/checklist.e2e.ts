import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Frame, Locator } from 'playwright-core';
import { until } from '../host/until';
import { checklistFrame, openChecklist, openContainer, pick, row, runCommand, verdict, viewTitle } from './parts';
import { openWorkbench, paint, reload, screenshot, screenshots, type Workbench } from './workbench';

const STEP = 'Compile each model once on the target';

describe('the migration checklist, in the packaged extension', () => {
  let workbench: Workbench;
  let checklist: Frame;
  before(async () => {
    workbench = await openWorkbench();
    await verdict(workbench.page).waitFor({ timeout: 60_000 });
    checklist = await openChecklist(workbench.page);
  });
  after(() => workbench?.close());

  const step = (title: string): Locator => checklist.locator('.step', { hasText: title });
  const tick = (title: string): Locator => step(title).locator('.tick input');
  const inFolder = (file: string): string => path.join(workbench.folder, file);
  const plan = (): string => {
    const file = inFolder('neuron-migration.plan.yaml');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const ticked = () => until('the tick', () => tick(STEP).isChecked());

  it('shows a verdict for each target, models and phases', async () => {
    const cards = await checklist.locator('.target').allInnerTexts();
    assert.deepEqual(
      cards.map((card) =>
        card
          .split(/\s*\n\s*/)
          .slice(0, 4)
          .join(', '),
      ),
      ['Inf2, Inferentia2, Blocked, 1 blocker · 4 warnings', 'Trn2, Trainium2, Blocked, 1 blocker · 4 warnings'],
    );
    assert.equal(await checklist.locator('.models tbody tr').count(), 5);
    assert.equal(await checklist.locator('.plan h2').count(), 5);
    await screenshots(workbench.page, 'checklist');
  });

  it('keeps a tick set by keyboard in the plan file', async () => {
    const { page } = workbench;
    await tick(STEP).focus();
    await page.keyboard.press('Space');
    await until('the plan file', () => /state: done/.test(plan()));
    assert.match(plan(), /steps:\n {2}\S+:\n {4}title: "?Compile each model once on the target"?\n {4}state: done\n/);
    await ticked();
  });

  it('still has the tick after the window was reloaded', async () => {
    const { page } = workbench;
    await reload(page);
    checklist = await checklistFrame(page);
    await ticked();
    assert.equal(await step(STEP).locator('.state').innerText(), 'Done');
  });

  it('still has the tick after another audit with other findings', async () => {
    const file = inFolder('neuron-migration.yaml');
    const heads = step('Choose a tensor parallel degree');
    await heads.waitFor();
    writeFileSync(file, readFileSync(file, 'utf8').replace('tensorParallel: 8', 'tensorParallel: 4'));
    await heads.waitFor({ state: 'detached' });
    await ticked();
    await checklist.getByRole('button', { name: 'Audit again', exact: true }).click();
    await ticked();
  });

  it('exports the report as a page that a browser shows', async () => {
    const { page } = workbench;
    await checklist.getByRole('button', { name: 'Export report' }).click();
    await pick(page, 'HTML').click();
    const box = page.locator('.quick-input-widget input').first();
    await until('a file name', async () => (await box.inputValue()).endsWith('neuron-migration-report.html'));
    await page.keyboard.press('Enter');
    const file = inFolder('neuron-migration-report.html');
    await until('the report', () => existsSync(file) && readFileSync(file, 'utf8').endsWith('</html>\n'));
    const report = await page.context().newPage();
    await report.goto(pathToFileURL(file).href);
    assert.equal(await report.locator('h1').innerText(), 'Inf2 and Trn2 can be reached under conditions.');
    await report.close();
  });

  it('is judged for the targets that are chosen', async () => {
    const { page } = workbench;
    await runCommand(page, 'Neuron Migration: Choose Targets');
    await pick(page, 'Inf2').click();
    await pick(page, 'Trn3').click();
    await screenshot(page, 'choose-targets-dark');
    await page.keyboard.press('Enter');
    await until('targets in the planner file', () =>
      /^targets: \[trn2, trn3\]$/m.test(readFileSync(inFolder('neuron-migration.yaml'), 'utf8')),
    );
    await openContainer(page);
    await until('another title', async () => (await viewTitle(page, 'Findings')).startsWith('Findings: Trn2, Trn3'));
    await row(page, 'Findings', 'Blockers').waitFor();
  });

  it('stays readable beside other editors, in dark and light', async () => {
    const { page } = workbench;
    await runCommand(page, 'Neuron Migration: Open Checklist');
    checklist = await checklistFrame(page);
    await ticked();
    await paint(page, 'light');
    await screenshots(page, 'checklist-later');
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
