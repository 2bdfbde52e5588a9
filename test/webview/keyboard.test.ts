import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { withOutlook } from './outlook';
import { type Checklist, openChecklist } from './page';
import { message, planned } from './reports';

describe('the checklist by keyboard', () => {
  let browser: Browser;
  let checklist: Checklist;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    checklist = await openChecklist(browser);
    await checklist.post(message(planned()));
  });
  afterEach(async () => {
    assert.deepEqual(checklist.problems, []);
    await checklist.close();
  });

  /** The title of the step that has the focus on its checkbox, or the focused element's key or tag. */
  const focused = (): Promise<string> =>
    checklist.page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const step = element.matches('.tick > input') ? element.closest('.step')?.querySelector('.title') : null;
      return step?.textContent ?? element.dataset.key ?? element.tagName.toLowerCase();
    });
  const press = (...keys: string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => checklist.page.keyboard.press(key)), Promise.resolve());
  const titles = (): Promise<string[]> => checklist.page.locator('.step .title').allTextContents();

  it('passes every part of the page in order, the closed steps as one stop', async () => {
    await checklist.post(message(withOutlook(planned())));
    const stops: string[] = [];
    for (let i = 0; i < 40; i++) {
      await press('Tab');
      const part = await checklist.page.evaluate(() => {
        const parts = [
          '.top',
          '.targets',
          '.models',
          '.routes',
          '.matrix',
          '.folding',
          '.phases',
          '.filters',
          '.plan',
          '.keys',
          '.coverage',
        ];
        return parts.find((part) => document.activeElement?.closest(part)) ?? 'none';
      });
      if (part === 'none') break;
      stops.push(part);
    }
    assert.deepEqual(
      [...new Set(stops)],
      [
        '.top',
        '.targets',
        '.models',
        '.routes',
        '.matrix',
        '.folding',
        '.phases',
        '.filters',
        '.plan',
        '.keys',
        '.coverage',
      ],
    );
    assert.equal(stops.filter((part) => part === '.plan').length, 1);
    assert.equal(stops.filter((part) => part === '.targets').length, 1);
  });

  it('changes the target with the arrows and keeps the focus in the switch', async () => {
    await checklist.page.focus('.target input[value=inf2]');
    await press('ArrowRight');
    assert.equal(await focused(), 'target trn2');
    assert.equal(await checklist.page.locator('.models .chosen').first().textContent(), 'Trn2');
    assert.match((await checklist.page.textContent('[role=status]')) ?? '', /^Trn2: Blocked\. 1 blocker · 1 warning\./);
  });

  it('moves between steps with arrows, Home and End', async () => {
    const all = await titles();
    await checklist.page.focus('.tick input[tabindex="0"]');
    assert.equal(await focused(), all[0]);
    await press('ArrowDown', 'ArrowDown');
    assert.equal(await focused(), all[2]);
    await press('ArrowUp');
    assert.equal(await focused(), all[1]);
    await press('End');
    assert.equal(await focused(), all.at(-1));
    await press('ArrowDown');
    assert.equal(await focused(), all.at(-1));
    await press('Home');
    assert.equal(await focused(), all[0]);
    assert.equal(await checklist.page.locator('.tick input[tabindex="0"]').count(), 1);
  });

  it('opens and closes with Enter and the arrows, and comes back with Escape', async () => {
    const tick = checklist.page.locator('.tick input[tabindex="0"]');
    const body = checklist.page.locator('.step .body').first();
    await tick.focus();
    await press('Enter');
    assert.equal(await body.isVisible(), true);
    assert.equal(await tick.getAttribute('aria-expanded'), 'true');
    await press('ArrowLeft');
    assert.equal(await body.isVisible(), false);
    await press('ArrowRight', 'o');
    assert.match(await focused(), /^owner /);
    await press('Escape');
    assert.equal(await focused(), (await titles())[0]);
  });

  it('ticks with Space and keeps the focus on the step', async () => {
    await checklist.page.focus('.tick input[tabindex="0"]');
    await press('End', 'Space');
    const last = (await titles()).at(-1);
    assert.equal(await focused(), last);
    const sent = (await checklist.sent()).at(-1);
    assert.ok(sent?.type === 'setStep');
    assert.equal(sent.record.state, 'done');
    assert.equal(sent.record.title, last);
  });

  it('leaves what the planner file waives alone', async () => {
    const waived = checklist.page.locator('.step', { hasText: 'Waived by ml-platform' });
    await waived.locator('.tick input').focus();
    const before = (await checklist.sent()).length;
    await press('Space');
    assert.equal(await waived.locator('.tick input').isChecked(), false);
    assert.equal((await checklist.sent()).length, before);
  });

  it('goes into the filter with / and clears it with Escape', async () => {
    await press('/');
    await checklist.page.keyboard.type('qwen3');
    assert.deepEqual(await titles(), ['Choose a target with a documented route for qwen3']);
    assert.match((await checklist.page.textContent('[role=status]')) ?? '', /^1 of \d+ steps$/);
    await press('Escape');
    assert.ok((await titles()).length > 5);
    await press('Escape');
    assert.equal(await focused(), 'Choose a target with a documented route for qwen3');
  });

  it('types a slash in a text field as a slash', async () => {
    await checklist.page.focus('.tick input[tabindex="0"]');
    await press('o');
    await checklist.page.keyboard.type('a/b');
    assert.match(await checklist.page.inputValue('.track .owner'), /a\/b$/);
  });

  it('jumps to a phase with Alt and its number, and the editor around hears none of it', async () => {
    await checklist.page.evaluate(() => {
      window.addEventListener('keydown', (event) => {
        (window as unknown as { heard: string[] }).heard = [
          ...((window as unknown as { heard?: string[] }).heard ?? []),
          event.key,
        ];
      });
    });
    await press('Alt+4');
    assert.equal(await focused(), "Enter both sides' prices with date and source");
    assert.equal(
      await checklist.page.evaluate(() => (window as unknown as { heard?: string[] }).heard?.includes('4') ?? false),
      false,
    );
  });
});
