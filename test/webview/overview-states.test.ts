import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { FromOverview } from '../../src/overview-protocol';
import { launchChromium } from '../host/browser';
import { attribute, modelBytes, node, tensorValue } from '../support/onnx-builder';
import { violations } from './axe';
import { type Told, told } from './overviews';
import { type Options, type Overview, openOverview, picture } from './page';

/** Boxes that NonZero finds: a shape that no pin reaches. */
function detector(): Uint8Array {
  return modelBytes({
    node: [
      node('Relu', ['image'], ['features'], [], { name: '/Relu' }),
      node('NonZero', ['features'], ['found'], [], { name: '/NonZero' }),
      node('Cast', ['found'], ['boxes'], [attribute.int('to', 1)], { name: '/Cast' }),
      node('Gelu', ['features'], ['custom'], [], { name: '/Gelu', domain: 'org.example' }),
    ],
    input: [tensorValue('image', 1, ['N', 3, null, 640]), tensorValue('threshold', 1, [])],
    output: [tensorValue('boxes', 1, null), tensorValue('custom', 1, null)],
  });
}

describe('the overview of a model, in each of its states', () => {
  let browser: Browser;
  let encoder: Told;
  before(async () => {
    browser = await launchChromium();
    encoder = await told();
  });
  after(() => browser?.close());

  async function opened(model: Told = encoder, options: Options = {}): Promise<Overview> {
    const overview = await openOverview(browser, { width: 900, ...options });
    await overview.post(model.summary);
    await overview.post(model.judged);
    return overview;
  }

  /** Messages of one kind, once there is one. */
  async function asked<T extends FromOverview['type']>(
    { page, sent }: Overview,
    type: T,
  ): Promise<Extract<FromOverview, { type: T }>[]> {
    await page.waitForFunction(
      (wanted) => (window as unknown as { sent: { type: string }[] }).sent.some((message) => message.type === wanted),
      type,
    );
    return (await sent()).filter((message): message is Extract<FromOverview, { type: T }> => message.type === type);
  }

  it('says that it reads, and shows the summary before anything is inferred', async () => {
    const overview = await openOverview(browser, { width: 900 });
    const { page } = overview;
    await overview.post({ type: 'reading', file: 'encoder.onnx' });
    assert.equal(await page.getByText('Reading encoder.onnx').isVisible(), true);
    await overview.post(encoder.summary);
    assert.equal(await page.getByText('108.9 M').isVisible(), true);
    assert.equal(await page.getByLabel('sequence').isVisible(), true);
    assert.equal(await page.getByText('Working out types and shapes').isVisible(), true);
    assert.equal(await page.locator('.ops').count(), 0);
    await picture(overview, 'overview-summary-only');
    assert.deepEqual(await violations(overview), []);
    await overview.post(encoder.judged);
    assert.equal(
      await page
        .locator('.ops tbody tr')
        .first()
        .innerText()
        .then((text) => text.includes('TopK')),
      true,
    );
    await overview.close();
  });

  it('asks once for what is typed, shows only the answer to the last question, and resets', async () => {
    const overview = await opened();
    const { page } = overview;
    await page.getByLabel('sequence').focus();
    await page.getByLabel('sequence').evaluate((input: HTMLInputElement) => {
      for (const text of ['1', '12', '128']) {
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
    assert.deepEqual(await asked(overview, 'preview'), [{ type: 'preview', changes: { sequence: 128 } }]);
    await overview.post(await encoder.previewed({ sequence: 64 }));
    assert.equal(await page.getByText('not saved', { exact: false }).first().isVisible(), true);
    assert.equal(await page.getByText('1 warning → 0').count(), 0);
    await overview.post(await encoder.previewed({ sequence: 128 }));
    assert.equal(await page.getByText('1 warning → 0').count(), 4);
    await page.keyboard.press('Escape');
    assert.equal(await page.getByText('1 warning → 0').count(), 0);
    assert.equal(await page.getByLabel('sequence').inputValue(), '');
    await overview.close();
  });

  it('saves with Enter, and what is saved is no longer a preview', async () => {
    const overview = await opened();
    const { page } = overview;
    await page.getByLabel('sequence').fill('128');
    await page.keyboard.press('Enter');
    assert.deepEqual(await asked(overview, 'save'), [{ type: 'save', changes: { sequence: 128 } }]);
    const saved = await told({ pins: { batch: 1, sequence: 128 } });
    await overview.post(saved.summary);
    await overview.post(saved.judged);
    assert.equal(await page.getByText('pinned in neuron-migration.yaml').count(), 2);
    assert.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0);
    assert.equal(await page.getByText('The shapes of all 666 values are fixed.').isVisible(), true);
    await overview.close();
  });

  it('pins all at once with the proposed sizes, and takes a saved pin out', async () => {
    const open = await told({ pins: {} });
    const overview = await opened(open);
    const { page } = overview;
    await page.getByRole('button', { name: 'Pin all' }).click();
    assert.deepEqual(await asked(overview, 'preview'), [{ type: 'preview', changes: { batch: 1, sequence: 128 } }]);
    await overview.close();
    const pinned = await opened();
    await pinned.page.getByLabel('batch').fill('');
    assert.deepEqual(await asked(pinned, 'preview'), [{ type: 'preview', changes: { batch: null } }]);
    assert.equal(await pinned.page.getByRole('button', { name: 'Save without pin batch' }).isVisible(), true);
    await pinned.close();
  });

  it('refuses what is no size, and says so at the field', async () => {
    const overview = await opened();
    const { page } = overview;
    for (const text of ['0', '-3', '1.5', '99999999999999999999']) {
      await page.getByLabel('sequence').fill(text);
      assert.equal(await page.getByText('a whole number of at least 1').isVisible(), true, text);
      assert.equal(await page.getByLabel('sequence').getAttribute('aria-invalid'), 'true', text);
    }
    await page.waitForTimeout(150);
    assert.deepEqual(
      (await overview.sent()).filter(({ type }) => type === 'preview'),
      [],
    );
    await overview.close();
  });

  it('names what no pin reaches', async () => {
    const overview = await opened(await told({ bytes: detector(), pins: {} }));
    const { page } = overview;
    const roots = await page.locator('.roots tbody').innerText();
    assert.match(roots, /NonZero\s+depends on data, at \/NonZero/);
    assert.match(roots, /N\s+graph input, at image:0/);
    assert.equal(await page.getByLabel('image:2').isVisible(), true);
    await picture(overview, 'overview-data-dependent');
    assert.deepEqual(await violations(overview), []);
    await overview.close();
  });

  it('says why a file cannot be read, and what is wrong with the settings', async () => {
    const overview = await openOverview(browser, { width: 900 });
    const { page } = overview;
    const reason = 'The file is a Git LFS pointer: its content was not downloaded. Run "git lfs pull".';
    await overview.post({ type: 'unreadable', file: 'encoder.onnx', reason });
    assert.equal(await page.getByText(reason).isVisible(), true);
    assert.equal(await page.locator('.cols').isVisible(), false);
    await picture(overview, 'overview-unreadable');
    await overview.post(encoder.summary);
    await overview.post({ type: 'failed', message: 'neuron-migration.yaml:2:7: pins must be a mapping.' });
    assert.equal(await page.getByText('pins must be a mapping').isVisible(), true);
    assert.equal(await page.getByText('Working out').isVisible(), false);
    await picture(overview, 'overview-failed');
    await page.getByRole('button', { name: 'Open neuron-migration.yaml' }).click();
    await asked(overview, 'plannerFile');
    assert.deepEqual(await violations(overview), []);
    await overview.close();
  });

  it('drops a message once something new is asked for or known', async () => {
    const overview = await opened();
    const { page } = overview;
    const message = page.getByText('The disk is full.');
    const fail = async () => {
      await overview.post({ type: 'failed', message: 'The disk is full.' });
      assert.equal(await message.isVisible(), true);
    };
    await fail();
    await overview.post(encoder.judged);
    assert.equal(await message.count(), 0);
    await fail();
    await page.getByLabel('sequence').fill('128');
    const changes = (await asked(overview, 'preview')).at(-1)?.changes ?? {};
    assert.equal(await message.count(), 0);
    await fail();
    await overview.post(await encoder.previewed(changes));
    assert.equal(await message.count(), 0);
    await fail();
    await page.getByRole('button', { name: /^Save/ }).click();
    await asked(overview, 'save');
    assert.equal(await message.count(), 0);
    await overview.close();
  });

  it('offers no saving where nothing can be written', async () => {
    const overview = await opened(await told({ plannerFile: null }));
    const { page } = overview;
    await page.getByLabel('sequence').fill('128');
    assert.equal(await page.getByText('This folder cannot be written').isVisible(), true);
    assert.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Reset' }).isVisible(), true);
    await overview.close();
  });

  it('keeps what is typed over a reload of the page', async () => {
    const overview = await openOverview(browser, { remembered: { typed: [['sequence', '64']], scroll: 0 } });
    await overview.post(encoder.summary);
    await overview.post(encoder.judged);
    assert.equal(await overview.page.getByLabel('sequence').inputValue(), '64');
    assert.deepEqual(await asked(overview, 'preview'), [{ type: 'preview', changes: { sequence: 64 } }]);
    await overview.close();
  });

  it('shows hostile names as text', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202egnp';
    const long = 'm'.repeat(3000);
    const bytes = modelBytes(
      {
        name: evil,
        node: [node(evil, [evil], ['out'], [], { name: evil, domain: '</script><script>alert(1)</script>' })],
        initializer: [{ name: `w${long}`, dataType: 1, dims: [2, 2] }],
        input: [tensorValue(evil, 1, ['<b>batch</b>', '__proto__']), tensorValue(long, 1, [long, 4])],
        output: [tensorValue('out', 1, [evil])],
      },
      { producerName: evil },
    );
    const overview = await opened(await told({ bytes, pins: {} }));
    const { page } = overview;
    assert.equal(await page.locator('img, main script, main b >> text=batch').count(), 0);
    assert.equal(await page.evaluate(() => document.body.innerText.includes('\u202e')), false);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 900);
    await picture(overview, 'overview-hostile');
    await page.getByRole('button', { name: 'Pin all' }).click();
    await asked(overview, 'preview');
    // As text: the way back out of the browser would take the second name for a prototype.
    const sent = await page.evaluate(() => JSON.stringify((window as unknown as { sent: unknown }).sent));
    assert.match(sent, /"changes":\{"<b>batch<\/b>":1,"__proto__":128,"m{3000}":1\}/);
    assert.deepEqual(overview.problems, []);
    await overview.close();
  });
});
