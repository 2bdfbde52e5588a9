import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, screenshot, type Workbench } from './workbench';

describe('the packaged extension in a fresh VS Code', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench?.close());

  it('activates on a folder with models and shows its view container', async () => {
    const tab = workbench.page
      .locator('.activitybar .action-item')
      .filter({ has: workbench.page.locator('[aria-label^="Neuron Migration"]') });
    await tab.waitFor({ timeout: 60_000 });
    await tab.click();
    await screenshot(workbench.page, 'smoke');
  });

  it('asks no host outside', () => {
    assert.deepEqual([...workbench.outside], []);
  });
});
