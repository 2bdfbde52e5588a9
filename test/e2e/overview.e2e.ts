import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { until } from '../host/until';
import { encoderModel } from '../support/encoder-model';
import { webviewFrame } from './parts';
import { openWorkbench, screenshot, screenshots, type Workbench } from './workbench';

describe('the overview editor in VS Code', () => {
  let workbench: Workbench;
  let frame: Frame;
  before(async () => {
    workbench = await openWorkbench({ width: 1440, height: 1080 });
    writeFileSync(path.join(workbench.folder, 'models/encoder.onnx'), encoderModel());
  });
  after(() => workbench?.close());

  it('opens a model that is clicked in the Explorer', async () => {
    const { page } = workbench;
    const row = (name: string) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    if ((await row('encoder.onnx').count()) === 0) await row('models').click();
    await row('encoder.onnx').dblclick();
    frame = await webviewFrame(page, '.kpi');
    await frame.locator('.ops tbody tr').first().waitFor({ timeout: 30_000 });
    assert.match(await frame.locator('.ops tbody tr').first().innerText(), /^TopK/);
    await screenshots(page, 'overview');
  });

  it('judges typed pins at once, and saves them into the planner file', async () => {
    const { page, folder } = workbench;
    await frame.getByLabel('batch').fill('1');
    await frame.getByLabel('sequence').fill('128');
    await frame.locator('.kpi', { hasText: '666 of 666' }).waitFor();
    await screenshot(page, 'overview-preview');
    await frame.getByRole('button', { name: /^Save pin/ }).click();
    await until('the saved pin', () =>
      /sequence: 128/.test(readFileSync(path.join(folder, 'neuron-migration.yaml'), 'utf8')) ? true : undefined,
    );
    await frame.getByText('The shapes of all 666 values are fixed.').waitFor();
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
