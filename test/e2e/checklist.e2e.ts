import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Frame, Locator } from 'playwright-core';
import { until } from '../host/until';
import {
  checklistFrame,
  openChecklist,
  openContainer,
  pick,
  row,
  runCommand,
  tab,
  verdict,
  view,
  viewTitle,
  webviewFrame,
} from './parts';
import { headsWarning, sampleReport } from './sample';
import { openWorkbench, reload, screenshot, screenshots, type Workbench } from './workbench';

describe('the migration checklist, in the packaged extension', () => {
  const report = sampleReport();
  const { step: headsStep } = headsWarning(report);
  const steps = report.plan.phases.flatMap((phase) => phase.steps);
  const common = steps.find(({ findings, state }) => findings.length === 0 && state === 'open');
  const STEP = common?.title ?? '';
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
    assert.match(cards[0] ?? '', /^Inf2\s+Inferentia2\s+Blocked\s+1 blocker · \d+ warnings/);
    assert.match(cards[1] ?? '', /^Trn2\s+Trainium2\s+Blocked\s+1 blocker · \d+ warnings/);
    assert.equal(cards.length, 2);
    assert.equal(await checklist.locator('.models tbody tr').count(), Math.min(report.artifacts.length, 12));
    assert.equal(await checklist.locator('.routes > ul > li').count(), 2);
    assert.equal(await checklist.locator('.plan h2').count(), report.plan.phases.length);
    await screenshots(workbench.page, 'checklist');
  });

  it('keeps a tick set by keyboard in the plan file', async () => {
    const { page } = workbench;
    await tick(STEP).focus();
    await page.keyboard.press('Space');
    await until('the plan file', () => /state: done/.test(plan()));
    assert.ok(plan().includes(`  ${common?.id}:\n`) && plan().includes(STEP), plan());
    await ticked();
  });

  it('takes the tick back with Ctrl+Z, and sets it again', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+z');
    await until('the plan file without the tick', () => !/state: done/.test(plan()));
    // An audit that was under way may still tell of the tick.
    await until('the step without the tick', async () => !(await tick(STEP).isChecked()));
    await page.keyboard.press('Control+Shift+Z');
    await until('the plan file with the tick', () => /state: done/.test(plan()));
    await ticked();
  });

  it('still has the tick after the window was reloaded', async () => {
    const { page } = workbench;
    await reload(page);
    checklist = await checklistFrame(page);
    await ticked();
    // The page first shows what it kept, then what the audit of the new window says.
    await until('the state', async () => (await step(STEP).locator('.state').innerText()) === 'Done');
  });

  it('still has the tick after another audit with other findings', async () => {
    const file = inFolder('neuron-migration.yaml');
    const heads = step(headsStep);
    await heads.waitFor();
    writeFileSync(file, readFileSync(file, 'utf8').replace('tensorParallel: 8', 'tensorParallel: 4'));
    await heads.waitFor({ state: 'detached' });
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
    const exported = await page.context().newPage();
    await exported.goto(pathToFileURL(file).href);
    assert.match(await exported.locator('h1').innerText(), /^Inf2 and Trn2 /);
    await exported.close();
    await tab(page, 'neuron-migration-report.html').waitFor();
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
    await runCommand(page, 'Notifications: Clear All Notifications');
    await screenshots(page, 'checklist-later');
  });

  it('asks for the sizes that a step leaves open, and writes all or none', async () => {
    const { page } = workbench;
    const planner = (): string => readFileSync(inFolder('neuron-migration.yaml'), 'utf8');
    const before = planner();
    const title = 'Pin p2o.DynamicDimension.1 and p2o.DynamicDimension.2';
    await step(title).locator('.title').click();
    const button = step(title).getByRole('button', { name: 'Pin…' });
    const box = page.locator('.quick-input-widget');
    const question = (pin: number) => box.getByText(`Pin p2o.DynamicDimension.${pin} of x (${pin} of 2)`).waitFor();
    const answer = async (text: string) => {
      await box.locator('input').first().fill(text);
      await page.keyboard.press('Enter');
    };
    await button.click();
    await question(1);
    await answer('0');
    await box.getByText('Type a whole number of at least 1.').waitFor();
    await screenshot(page, 'pin-dimensions-dark');
    await answer('736');
    await question(2);
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    assert.equal(planner(), before);

    await button.click();
    await question(1);
    await answer('736');
    await question(2);
    await answer('1280');
    await until('the pins', () => /DynamicDimension\.1: 736\n\s+p2o\.DynamicDimension\.2: 1280/.test(planner()));
    await step(title).locator('.state', { hasText: 'To do' }).waitFor({ state: 'hidden' });
  });

  it('opens a place in a model in its overview, with its row selected in the tree', async () => {
    const { page } = workbench;
    await step('before TopK').locator('.title').click();
    await step('before TopK').getByRole('button', { name: 'Open first place' }).click();
    await webviewFrame(page, '.kpi');
    await tab(page, 'ranking-head.onnx').waitFor();
    await view(page, 'Findings').locator('.monaco-list-row.selected', { hasText: '/rank/TopK' }).waitFor();
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
