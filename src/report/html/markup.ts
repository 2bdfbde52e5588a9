/** HTML that cannot forget to escape: every string put into {@link html} is made visible and escaped, unless it is markup itself. */
import { escapeHtml, httpsUrl, visible, visibleName, visibleTitle } from '../escape';

export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[];

/** Template tag. Interpolations belong into text or into double-quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] ?? '');
  return { markup };
}

export const NOTHING: Markup = { markup: '' };

/** The markup where the condition holds, else nothing. */
export function when(condition: boolean, markup: () => Markup): Markup {
  return condition ? markup() : NOTHING;
}

/** A title, shortened more than a sentence is. */
export function title(text: string): Markup {
  return { markup: escapeHtml(visibleTitle(text)) };
}

/** A name, shortened more than a title is. */
export function name(text: string): Markup {
  return { markup: escapeHtml(visibleName(text)) };
}

/** {@link name} as code. */
export function code(text: string): Markup {
  return html`<code>${name(text)}</code>`;
}

/** A link where the address is an `https:` one, else the text alone. */
export function link(url: string, text: string): Markup {
  const address = httpsUrl(url);
  if (address === null) return html`${text}`;
  return { markup: `<a href="${escapeHtml(address)}" rel="noreferrer">${markupOf(text)}</a>` };
}

function markupOf(value: Value): string {
  if (typeof value === 'string') return escapeHtml(visible(value));
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map((entry) => entry.markup).join('');
}
