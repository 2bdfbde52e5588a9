import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, screenshot, type Workbench } from './workbench';

describe('the packaged extension in a fresh VS Code', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it('activates on a folder with models, audits it and lists what it found', async () => {
    const { page } = workbench;
    await page.locator('.activitybar a.action-label[aria-label^="Neuron Migration"]').click();
    const blocker = page.locator('.pane-body .monaco-list-row', { hasText: 'TopK' }).first();
    await blocker.waitFor({ timeout: 60_000 });
    await page.mouse.move(700, 450); // no tooltip in the picture
    await screenshot(page, 'smoke');
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
