import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { violations } from './axe';
import { type Told, told } from './overviews';
import { type Options, type Overview, openOverview, picture } from './page';

const VIEWS: Readonly<Record<string, Options>> = {
  dark: { theme: 'dark', width: 1000 },
  light: { theme: 'light', width: 1000 },
  contrast: { theme: 'contrast', width: 1000 },
  'contrast-light': { theme: 'contrast-light', width: 1000 },
  'narrow-dark': { theme: 'dark', width: 420 },
  'wide-light': { theme: 'light', width: 1500 },
  'forced-colors': { theme: 'contrast', width: 1000, forcedColors: true },
};

describe('the overview of a model', () => {
  let browser: Browser;
  let encoder: Told;
  before(async () => {
    browser = await launchChromium();
    encoder = await told();
  });
  after(() => browser?.close());

  async function opened(options: Options = {}): Promise<Overview> {
    const overview = await openOverview(browser, options);
    await overview.post(encoder.summary);
    await overview.post(encoder.judged);
    return overview;
  }

  for (const [name, options] of Object.entries(VIEWS)) {
    it(`breaks no rule of axe-core and overflows nowhere: ${name}`, async () => {
      const overview = await opened(options);
      const { page } = overview;
      await picture(overview, `overview-saved-${name}`);
      await page.getByLabel('sequence').fill('128');
      await page.waitForFunction(() =>
        (window as unknown as { sent: { type: string }[] }).sent.some(({ type }) => type === 'preview'),
      );
      await overview.post(await encoder.previewed({ sequence: 128 }));
      await picture(overview, `overview-${name}`);
      assert.deepEqual(await violations(overview), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), options.width);
      assert.deepEqual(overview.problems, []);
      await overview.close();
    });
  }
});
