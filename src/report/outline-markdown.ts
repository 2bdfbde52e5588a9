import { escapeMarkdown, TITLE_LIMIT } from './escape';
import { COMMENT_LIMIT } from './markdown';
import { type Outline, type OutlineTable, sectionsOf } from './outline';
import { count } from './words';

/** Items of each list, tried in turn until the whole fits a comment. */
const LIST_LENGTHS = [60, 30, 15, 8, 4, 2, 1] as const;

/** The outline for a comment of a pull request: long lists are shortened, and say so, until it fits {@link COMMENT_LIMIT}. */
export function outlineMarkdown(outline: Outline): string {
  let page = '';
  for (const length of LIST_LENGTHS) {
    page = write(outline, length);
    if (page.length <= COMMENT_LIMIT) break;
  }
  return page;
}

function write(outline: Outline, length: number): string {
  const blocks = [`## ${escapeMarkdown(outline.title)}`, escapeMarkdown(outline.lead)];
  for (const { heading, intro, items, table } of sectionsOf(outline)) {
    blocks.push(`### ${escapeMarkdown(heading)}`);
    if (intro !== undefined) blocks.push(escapeMarkdown(intro));
    if (table !== undefined) blocks.push(tableBlock(table, length));
    if (items.length === 0) continue;
    const lines = items
      .slice(0, length)
      .map(({ head, lines: below }) =>
        [`- ${escapeMarkdown(head, TITLE_LIMIT)}`, ...below.map((line) => `  ${escapeMarkdown(line)}`)].join('<br>\n'),
      );
    if (items.length > length) lines.push(`- and ${count(items.length - length, 'more', 'more')}, in the JSON output`);
    blocks.push(lines.join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

/** The last rows where there are too many: of a trend, the newest. */
function tableBlock({ columns, rows }: OutlineTable, length: number): string {
  const shown = [
    columns,
    columns.map(() => '---'),
    ...rows.slice(-length).map((row) => row.map((cell) => escapeMarkdown(cell))),
  ];
  const left =
    rows.length > length ? [`\n${count(rows.length - length, 'earlier row', 'earlier rows')} in the JSON output.`] : [];
  return [...shown.map((row) => `| ${row.join(' | ')} |`), ...left].join('\n');
}
