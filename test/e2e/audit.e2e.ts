import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findingsTree } from '../../src/vscode/views/findings';
import { modelsTree } from '../../src/vscode/views/models';
import { statusText } from '../../src/vscode/views/status-text';
import {
  hoverOver,
  openContainer,
  openProblems,
  row,
  rowsWhere,
  runCommand,
  tab,
  verdict,
  view,
  viewTitle,
  webviewFrame,
} from './parts';
import { asRoot, headsWarning, sampleReport, shownRows } from './sample';
import { openWorkbench, screenshots, type Workbench } from './workbench';

describe('the audit of a folder, in the packaged extension', () => {
  const report = sampleReport();
  const { finding: heads } = headsWarning(report);
  let workbench: Workbench;
  before(async () => {
    // High enough for every row: what is out of sight is not on the page.
    workbench = await openWorkbench({ height: 1700 });
  });
  after(() => workbench?.close());

  it('runs by itself: the verdict stands in the status bar', async () => {
    const { page } = workbench;
    await verdict(page).waitFor({ timeout: 60_000 });
    assert.equal((await verdict(page).textContent())?.trim(), statusText([asRoot(report)]));
  });

  it('lists the findings by severity under targets and release', async () => {
    const { page } = workbench;
    await openContainer(page);
    const expected = shownRows(findingsTree([asRoot(report)], 'severity'));
    assert.match(expected[0] ?? '', /^Blockers \| \d+$/);
    const rows = await rowsWhere(page, 'Findings', (all) => all.length === expected.length);
    assert.deepEqual(rows, expected);
    assert.equal(
      await viewTitle(page, 'Findings'),
      `Findings: Inf2, Trn2 | SDK ${report.settings.sdk} · knowledge verified ${report.knowledge.verified}`,
    );
  });

  it('lists the models with their verdicts, and what was read', async () => {
    const { page } = workbench;
    const expected = shownRows(modelsTree([asRoot(report)]));
    const models = await rowsWhere(page, 'Models', (all) => all.length === expected.length);
    assert.deepEqual(models, expected);
    assert.ok(models.includes('ranking-head.onnx | blocked'));
    assert.equal(await viewTitle(page, 'Coverage'), `Coverage | ${report.coverage.files} files looked at`);
    await view(page, 'Coverage').getByText('Every file that was found was read in full').waitFor();
    await screenshots(page, 'views');
  });

  it('leads from a finding to its place', async () => {
    const { page } = workbench;
    await row(page, 'Findings', heads.action).locator('.monaco-tl-twistie').click();
    await row(page, 'Findings', 'config.json:7').click();
    await tab(page, 'config.json').waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 7, Col 28 (2 selected)' }).waitFor();
  });

  it('leads from a place in a model to its overview, and offers to pin what is open', async () => {
    const { page } = workbench;
    const open = row(page, 'Findings', 'Pin batch');
    await open.hover();
    await open.locator('.action-label[aria-label^="Pin Dimensions"]').click();
    await page.locator('.quick-input-widget').getByText('Pin batch of question').waitFor();
    await page.keyboard.press('Escape');
    await open.locator('.monaco-tl-twistie').click();
    const place = row(page, 'Findings', 'question');
    await place.click();
    await tab(page, 'ranking-head.onnx').waitFor();
    await webviewFrame(page, '.kpi');
    await view(page, 'Findings').locator('.monaco-list-row.selected', { hasText: 'question' }).waitFor();
    await open.locator('.monaco-tl-twistie').click();
  });

  it('puts each problem at its exact place', async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: heads.message }).first();
    await problem.waitFor();
    const text = (await problem.textContent()) ?? '';
    assert.ok(text.startsWith(heads.message) && text.endsWith(`neuron${heads.rule}[Ln 7, Col 26]`), text);
    await problem.dblclick();
    await page.locator('.statusbar-item', { hasText: 'Ln 7, Col 28 (2 selected)' }).waitFor();
    await page.locator('.editor-instance .squiggly-warning').first().waitFor();
  });

  it('explains a problem where the mouse rests on it', async () => {
    const { page } = workbench;
    const hover = await hoverOver(page, '"num_attention_heads"', '28');
    const text = (await hover.textContent()) ?? '';
    const parts = [
      heads.message,
      heads.why,
      `What to do: ${heads.remedy}`,
      ...heads.evidence.map(({ title }) => title),
    ];
    for (const part of [...parts, heads.confidence]) assert.ok(text.includes(part), `${part} is not in ${text}`);
    await screenshots(page, 'hover');
    await page.keyboard.press('Escape');
  });

  it("opens the rule's page from the code of a problem", async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: heads.message }).first();
    await problem.locator('a', { hasText: heads.rule }).click();
    const preview = await webviewFrame(page, 'h1');
    assert.match((await preview.locator('body').textContent()) ?? '', /Rule config\/heads-tensor-parallel/);
    await screenshots(page, 'rule-page');
  });

  it('judges again what is typed into a config and saved', async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: heads.message }).first();
    await problem.dblclick();
    await page.locator('.statusbar-item', { hasText: 'Ln 7, Col 28 (2 selected)' }).waitFor();
    // A click on a problem may leave the keyboard in the list, where typing filters it.
    await runCommand(page, 'View: Focus Active Editor Group');
    await page.locator('.editor-group-container .monaco-editor.focused').waitFor();
    await page.keyboard.type('32');
    await page.keyboard.press('Control+S');
    await problem.waitFor({ state: 'detached' });
    await rowsWhere(page, 'Findings', (all) => all.length > 0 && all.every((text) => !text.startsWith(heads.action)));
  });

  it('names a mistake in the planner file at its place, and keeps the last good audit', async () => {
    const { page, folder } = workbench;
    const file = path.join(folder, 'neuron-migration.yaml');
    const planner = readFileSync(file, 'utf8');
    writeFileSync(file, planner.replace('tensorParallel: 8', 'tensorParallel: four'));
    const message = view(page, 'Findings').locator('.message', { hasText: 'tensorParallel' });
    await message.waitFor();
    assert.match((await message.textContent()) ?? '', /The last good audit is shown\.$/);
    const rows = await rowsWhere(page, 'Findings', (all) => all[0]?.startsWith('neuron-migration.yaml:13') === true);
    assert.match(rows[1] ?? '', /^Blockers/);
    const mistake = (await openProblems(page)).locator('.monaco-list-row', { hasText: 'tensorParallel' });
    assert.match((await mistake.textContent()) ?? '', /neuron\[Ln 13, Col 19\]$/);
    await screenshots(page, 'planner-mistake');
    await mistake.dblclick();
    await page.locator('.statusbar-item', { hasText: 'Ln 13, Col 23 (4 selected)' }).waitFor();

    writeFileSync(file, planner);
    await message.waitFor({ state: 'hidden' });
    await mistake.waitFor({ state: 'detached' });
  });

  it('says so where there is nothing to audit', async () => {
    const { page, folder, show } = workbench;
    const empty = path.join(path.dirname(folder), 'empty');
    mkdirSync(empty);
    writeFileSync(path.join(empty, 'README.md'), '# No models\n');
    await show(empty);
    await openContainer(page);
    await view(page, 'Findings').getByText('Nothing to audit was found').waitFor();
    await view(page, 'Models').waitFor({ state: 'hidden' });
    await verdict(page).waitFor({ state: 'hidden' });
    await screenshots(page, 'nothing');
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
