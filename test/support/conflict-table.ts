/** The table of conflicts in docs/knowledge.md. */
import { DATA } from '../../src/neuron/data';
import type { Conflict } from '../../src/neuron/knowledge';

const HEAD = '| topic | documents say | chosen | why |';

/** The page with its table of conflicts as the data has them. Throws where the page has no such table. */
export function withConflictTable(markdown: string, conflicts: readonly Conflict[] = DATA.conflicts): string {
  const lines = markdown.split('\n');
  const from = lines.indexOf(HEAD);
  if (from === -1) throw new Error('docs/knowledge.md has no table of conflicts');
  const end = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
  const rest = end === -1 ? [] : lines.slice(end);
  return [...lines.slice(0, from), HEAD, '| --- | --- | --- | --- |', ...conflicts.map(row), ...rest].join('\n');
}

function row({ topic, statements, chosen, why }: Conflict): string {
  return `| ${[topic, statements.map(({ words }) => words).join('; '), chosen, why].map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
