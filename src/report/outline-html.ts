import { html, type Markup, NOTHING } from './html/markup';
import { page } from './html/page';
import { type Outline, type OutlineItem, type OutlineTable, sectionsOf } from './outline';
import { count } from './words';

const LISTED = 500;

/** The outline as one page without script or external resource, in the dress of the report. `figures`: drawings below the summary. */
export function outlineHtml(outline: Outline, kicker: string, figures: Markup = NOTHING): string {
  const sections = sectionsOf(outline).map(
    ({ heading, intro, items, table }) => html`<section><h2>${heading}</h2>
${intro === undefined ? NOTHING : html`<p>${intro}</p>`}${table === undefined ? NOTHING : tableMarkup(heading, table)}${itemList(items)}</section>
`,
  );
  return page(
    kicker,
    html`<header class="mast"><div><p class="quiet">${kicker}</p><h1>${outline.title}</h1></div></header>
<main>
<p class="lead">${outline.lead}</p>
${figures}${sections}</main>`,
  );
}

function itemList(items: readonly OutlineItem[]): Markup {
  if (items.length === 0) return NOTHING;
  const hidden = items.length - LISTED;
  return html`<ul class="plain">${items.slice(0, LISTED).map(({ head, lines }) =>
    lines.length === 0
      ? html`<li>${head}</li>
`
      : html`<li><b>${head}</b>${lines.map((line) => html`<br>${line}`)}</li>
`,
  )}</ul>${hidden > 0 ? html`<p class="quiet">and ${count(hidden, 'more', 'more')}, in the JSON output</p>` : NOTHING}`;
}

function tableMarkup(caption: string, { columns, rows }: OutlineTable): Markup {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(
    ([first = '', ...others]) =>
      html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  );
  return html`<table aria-label="${caption}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
