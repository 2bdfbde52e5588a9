import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  hoverOver,
  openContainer,
  openProblems,
  row,
  rowsWhere,
  tab,
  verdict,
  view,
  viewTitle,
  webviewFrame,
} from './parts';
import { openWorkbench, screenshots, type Workbench } from './workbench';

describe('the audit of a folder, in the packaged extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it('runs by itself: the verdict stands in the status bar', async () => {
    const { page } = workbench;
    await verdict(page).waitFor({ timeout: 60_000 });
    assert.equal((await verdict(page).textContent())?.trim(), 'Inf2: blocked by 1 (nearest of 2)');
  });

  it('lists the findings by severity under targets and release', async () => {
    const { page } = workbench;
    await openContainer(page);
    const rows = await rowsWhere(page, 'Findings', (all) => all.length > 5);
    assert.deepEqual(
      rows.filter((text) => /^(Blockers|Warnings|Unknown|Notes|Waived)/.test(text)),
      ['Blockers | 1', 'Warnings | 4', 'Notes | 5', 'Waived | 1 · until 2028-06-30'],
    );
    assert.equal(rows[1], 'Cast integer data to float32 before TopK | NCC_EVRF013 · 1 place');
    assert.equal(await viewTitle(page, 'Findings'), 'Findings: Inf2, Trn2 | SDK 2.33.1');
  });

  it('lists the models with their verdicts, and what was read', async () => {
    const { page } = workbench;
    const models = await rowsWhere(page, 'Models', (all) => all.length > 3);
    assert.deepEqual(models, [
      'ranking-head.onnx | blocked',
      'models/answering/config.json | attention',
      'ch_PP-OCRv4_det_infer.onnx | attention',
      'ch_PP-OCRv4_rec_infer.onnx | attention',
      'ch_ppocr_mobile_v2.0_cls_infer.onnx | attention',
    ]);
    assert.equal(await viewTitle(page, 'Coverage'), 'Coverage | 5 files looked at');
    await view(page, 'Coverage').getByText('Every file that was found was read in full').waitFor();
    await screenshots(page, 'views');
  });

  it('leads from a finding to its place', async () => {
    const { page } = workbench;
    await row(page, 'Findings', 'Choose a tensor parallel degree').locator('.monaco-tl-twistie').click();
    await row(page, 'Findings', 'config.json:7').click();
    await tab(page, 'config.json').waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 7, Col 28 (2 selected)' }).waitFor();
  });

  it('puts each problem at its exact place', async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: '28 attention heads do not divide' });
    await problem.waitFor();
    const text = (await problem.textContent()) ?? '';
    assert.match(text, /tensor parallel degree 8\.neuronconfig\/heads-tensor-parallel\[Ln 7, Col 26\]$/);
    const heads = panel.locator('.monaco-list-row', { hasText: '4 key/value heads' });
    await heads.dblclick();
    await page.locator('.statusbar-item', { hasText: 'Ln 8, Col 27 (1 selected)' }).waitFor();
    assert.equal(await page.locator('.editor-instance .squiggly-warning').count(), 1);
  });

  it('explains a problem where the mouse rests on it', async () => {
    const { page } = workbench;
    const hover = await hoverOver(page, '"num_attention_heads"', '28');
    const text = (await hover.textContent()) ?? '';
    assert.match(text, /28 attention heads do not divide into tensor parallel degree 8\./);
    assert.match(text, /The attention heads are split over the cores\./);
    assert.match(text, /What to do: .*1, 2 or 4\./);
    assert.match(text, /NxD Inference: tensor parallelism · SDK 2\.32\.0.* · inferred/);
    await screenshots(page, 'hover');
    await page.keyboard.press('Escape');
  });

  it("opens the rule's page from the code of a problem", async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: '28 attention heads do not divide' });
    await problem.locator('a', { hasText: 'config/heads-tensor-parallel' }).click();
    const preview = await webviewFrame(page, 'h1');
    assert.match((await preview.locator('body').textContent()) ?? '', /config\/heads-tensor-parallel/);
    await screenshots(page, 'rule-page');
  });

  it('judges again what is typed into a config and saved', async () => {
    const { page } = workbench;
    const panel = await openProblems(page);
    const problem = panel.locator('.monaco-list-row', { hasText: '28 attention heads do not divide' });
    await problem.dblclick();
    await page.locator('.statusbar-item', { hasText: 'Ln 7, Col 28 (2 selected)' }).waitFor();
    await page.keyboard.type('32');
    await page.keyboard.press('Control+S');
    await problem.waitFor({ state: 'detached' });
    await rowsWhere(page, 'Findings', (all) => all.includes('Warnings | 3'));
    await rowsWhere(page, 'Models', (all) => all.includes('models/answering/config.json | ready'));
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
    assert.ok(rows.includes('Blockers | 1'));
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
