// The parts of the workbench that the end-to-end tests look at and use, as a user finds them.
import type { Frame, Locator, Page } from 'playwright-core';
import { until } from '../host/until';

/** Opens our view container, if it is not open. */
export async function openContainer(page: Page): Promise<void> {
  const ours = page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Neuron Migration"]') });
  if (!(await view(page, 'Findings').isVisible())) await ours.click();
  await view(page, 'Findings').waitFor();
  await page.mouse.move(640, 300); // off the icon, so that its tooltip covers nothing
}

/** One of our views by the start of its title. */
export function view(page: Page, title: string): Locator {
  return page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${title}"]`) });
}

/** What the header of a view says: title and description. */
export async function viewTitle(page: Page, title: string): Promise<string> {
  const header = view(page, title).locator('.pane-header');
  const parts = [header.locator('h3.title'), header.locator('.description')];
  const texts = await Promise.all(parts.map((part) => part.first().textContent()));
  return texts.map((text) => text?.trim()).join(' | ');
}

/** The row whose text holds `text`. */
export function row(page: Page, title: string, text: string): Locator {
  return view(page, title).locator('.monaco-list-row', { hasText: text }).first();
}

/** The rows of a view as they are drawn, label and description, once `wanted` holds for them. */
export function rowsWhere(page: Page, title: string, wanted: (rows: readonly string[]) => boolean): Promise<string[]> {
  let last: string[] = [];
  return until(
    `rows of ${title}`,
    async () => {
      last = await rows(page, title);
      if (!wanted(last)) throw new Error(`rows are ${JSON.stringify(last)}`);
      return last;
    },
    20_000,
  );
}

async function rows(page: Page, title: string): Promise<string[]> {
  const labels = view(page, title).locator('.monaco-list-row .monaco-icon-label-container');
  return labels.evaluateAll((all) =>
    all
      .map((label) => {
        const part = (name: string) => label.querySelector(name)?.textContent?.trim() ?? '';
        const top = label.closest('.monaco-list-row')?.getBoundingClientRect().top ?? 0;
        return { top, text: `${part('.label-name')} | ${part('.label-description')}` };
      })
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replace(/ \| $/, '').replaceAll('\u00a0', ' ')),
  );
}

/** Our entry of the status bar. */
export function verdict(page: Page): Locator {
  return page.locator('.statusbar-item[aria-label^="Neuron migration, "]');
}

/** Opens the Problems panel. */
export async function openProblems(page: Page): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M');
  await panel.waitFor();
  return panel;
}

/** Rests the mouse on a part of an editor's line until a hover shows, and returns the hover. */
export async function hoverOver(page: Page, line: string, text: string): Promise<Locator> {
  const part = page
    .locator('.editor-instance .view-line', { hasText: line })
    .locator('span span', { hasText: text })
    .last();
  const hover = page.locator('.editor-instance .monaco-hover:not(.hidden)').first();
  await until('a hover', async () => {
    await part.hover();
    return hover.isVisible();
  });
  await hover.getByText('What to do:').first().waitFor();
  return hover;
}

/** Runs a command by its full title ("Category: Title") through the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const command = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  // An editor that opens just now takes the focus, which closes the palette: then it is opened again.
  await until(`the command ${title}`, async () => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`, { timeout: 3000 });
    await command.click({ timeout: 3000 });
    return true;
  });
}

/** A row of the quick pick that is open. */
export function pick(page: Page, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** The tab of an editor. */
export function tab(page: Page, title: string): Locator {
  return page.locator('.tabs-container .tab', { hasText: title });
}

/** Opens our checklist and returns its document. */
export async function openChecklist(page: Page): Promise<Frame> {
  await runCommand(page, 'Neuron Migration: Open Checklist');
  return checklistFrame(page);
}

/** The checklist's document, once its steps are there. */
export function checklistFrame(page: Page): Promise<Frame> {
  return webviewFrame(page, '.step .tick input');
}

/** The document of the webview in which `selector` matches, once it is there. VS Code nests it two frames deep. */
export function webviewFrame(page: Page, selector: string, timeout = 30_000): Promise<Frame> {
  return until(
    `a webview with ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        if (frame.url().includes('fake.html') && (await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    },
    timeout,
  );
}
