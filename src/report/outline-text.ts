import { visible } from './escape';
import { type Outline, type OutlineTable, sectionsOf } from './outline';
import { createPage, type TextOptions } from './text/page';
import { count } from './words';

/** Items of each list; the others are counted. */
const LISTED = 60;
const INDENT = '    ';

/** The outline for a terminal. */
export function outlineText(outline: Outline, options: TextOptions = {}): string {
  const page = createPage(options);
  page.paragraph(`${visible(outline.title)}:`);
  page.paragraph(visible(outline.lead));
  for (const { heading, intro, items, table } of sectionsOf(outline)) {
    page.heading(visible(heading));
    if (intro !== undefined) page.paragraph(visible(intro));
    if (table !== undefined) for (const line of tableLines(table)) page.line(line);
    for (const { head, lines } of items.slice(0, LISTED)) {
      page.item(visible(head));
      for (const line of lines) page.hanging(INDENT, visible(line), INDENT.length);
    }
    if (items.length > LISTED) page.item(`and ${count(items.length - LISTED, 'more', 'more')}, in the JSON output`);
  }
  return page.toString();
}

/** Columns as wide as their longest cell, numbers to the right. */
function tableLines({ columns, rows }: OutlineTable): string[] {
  const all = [columns, ...rows].map((row) => row.map((cell) => visible(cell)));
  const widths = columns.map((_, i) => all.reduce((widest, row) => Math.max(widest, [...(row[i] ?? '')].length), 0));
  const numeric = columns.map((_, i) => rows.length > 0 && rows.every((row) => /^[\d,.–-]*$/.test(row[i] ?? '')));
  return all.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - [...cell].length);
        return numeric[i] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
