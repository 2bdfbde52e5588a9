import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../host/browser';
import { type Checklist, openChecklist } from './page';
import { large, message } from './reports';

/** Milliseconds that the page's main thread has worked so far: processor time, so that other programs do not count. */
async function workClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    if (task === undefined) throw new Error('Chromium gives no task duration');
    return task.value * 1000;
  };
}

const frame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));

describe('a checklist of 5,000 findings, each with a cause of its own', () => {
  let browser: Browser;
  let checklist: Checklist;
  let page: Page;
  let worked: () => Promise<number>;
  before(async () => {
    browser = await launchChromium();
    await open();
  });
  after(() => browser?.close());

  /** A fresh page, with the message at hand. */
  async function open(): Promise<void> {
    checklist = await openChecklist(browser);
    page = checklist.page;
    worked = await workClock(page);
    await page.evaluate(
      (data) => {
        (window as unknown as { big: unknown }).big = data;
      },
      message(large(5000, 400)),
    );
  }

  /** How long the page works on something until it is painted. */
  async function cost(action: () => Promise<unknown>): Promise<number> {
    const start = await worked();
    await action();
    await frame(page);
    return (await worked()) - start;
  }

  /** The first steps are drawn at once, the others while the page is idle. */
  const drawn = (steps: number): Promise<unknown> =>
    page.waitForFunction((count) => document.querySelectorAll('.step').length >= count, steps);

  it('is painted after less than 300 ms of work, more than a screen of steps', async (context) => {
    let best = Number.POSITIVE_INFINITY;
    // A busy machine stretches single measurements: the best of three fresh pages counts.
    for (let tries = 0; tries < 3 && best >= 300; tries += 1) {
      if (tries > 0) await open();
      const wall = await page.evaluate(() => performance.now());
      let height = 0;
      const time = await cost(async () => {
        height = await page.evaluate(() => {
          window.dispatchEvent(new MessageEvent('message', { data: (window as unknown as { big: unknown }).big }));
          const steps = [...document.querySelectorAll('.phase:first-of-type .step')];
          return (steps.at(-1)?.getBoundingClientRect().bottom ?? 0) - (steps[0]?.getBoundingClientRect().top ?? 0);
        });
      });
      assert.ok(height > (page.viewportSize()?.height ?? 0), `${height} px of steps`);
      const waited = (await page.evaluate(() => performance.now())) - wall;
      context.diagnostic(`${time.toFixed(0)} ms of work, ${waited.toFixed(0)} ms by the clock`);
      best = Math.min(best, time);
    }
    await drawn(101);
    assert.ok(best < 300, `${best} ms`);
  });

  it('scrolls without a long task, also with more steps asked for', async (context) => {
    const few = await page.locator('.step').count();
    for (let i = 1; i <= 3; i++) {
      await page.locator('.phase .more').first().click();
      await drawn(few + 100 * i);
    }
    assert.equal(await page.locator('.step').count(), few + 300);
    await page.evaluate(() => window.scrollTo(0, 0));
    await frame(page);
    const frames: number[] = [];
    for (let i = 0; i < 60; i++) frames.push(await cost(() => page.evaluate(() => window.scrollBy(0, 300))));
    frames.sort((a, b) => a - b);
    const [middle = 0, longest = 0] = [frames[30], frames.at(-1)];
    context.diagnostic(
      `of 60 frames the longest ${longest.toFixed(0)} ms of work, half of them under ${middle.toFixed(0)} ms`,
    );
    // A long task has 50 ms; the middle frame, as a busy machine makes single ones longer than they are.
    assert.ok(middle < 50, `${middle} ms`);
  });

  it('answers a tick and a letter in the filter with less than 150 ms of work', async (context) => {
    // The best of three each: a busy machine can only make a figure larger than it is.
    const ticks: number[] = [];
    for (const nth of [20, 21, 22])
      ticks.push(await cost(() => page.locator('.step .tick input').nth(nth).dispatchEvent('click')));
    const letters: number[] = [];
    for (const text of ['4', '42', '4']) letters.push(await cost(() => page.locator('.filters input').fill(text)));
    const [tick, letter] = [Math.min(...ticks), Math.min(...letters)];
    context.diagnostic(`tick ${tick.toFixed(0)} ms, letter ${letter.toFixed(0)} ms`);
    assert.ok(tick < 150, `${tick} ms`);
    assert.ok(letter < 150, `${letter} ms`);
  });
});
