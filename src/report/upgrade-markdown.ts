import type { Upgrade, UpgradeChange } from '../model/upgrade';
import { escapeMarkdown, httpsUrl, markdownCode, TITLE_LIMIT } from './escape';
import { pathsWords } from './route-words';
import {
  changeKind,
  moveWords,
  routeChangeWords,
  routeSubject,
  upgradeSummary,
  upgradeTitle,
  verdictWords,
} from './upgrade-words';
import { count } from './words';

const LISTED = 60;

/** The upgrade for a comment or a page of Markdown. */
export function upgradeMarkdown(upgrade: Upgrade): string {
  const { findings, routes, changes, verdicts, notes } = upgrade;
  const blocks = [
    `## ${escapeMarkdown(upgradeTitle(upgrade))}`,
    escapeMarkdown(upgradeSummary(upgrade)),
    verdicts.map((verdict) => `- ${verdictWords(verdict)}`).join('\n'),
    ...section('Findings', findings, (one) =>
      [
        `- **${moveWords(one)}**: ${escapeMarkdown(one.title, TITLE_LIMIT)}`,
        `  ${escapeMarkdown(one.message)} ${pathsWords(one.paths, markdownCode)}; ${markdownCode(one.rule)}`,
      ].join('\n'),
    ),
    ...section(
      'Routes',
      routes,
      (one) => `- ${escapeMarkdown(routeSubject(one, (path) => path))}: ${escapeMarkdown(routeChangeWords(one))}`,
    ),
    ...section(
      'Changes that touch this workspace',
      changes.filter(({ touches }) => touches),
      changeItem,
    ),
    ...section(
      'Other changes',
      changes.filter(({ touches }) => !touches),
      changeItem,
    ),
    ...section('Notes', notes, (note) => `- ${escapeMarkdown(note)}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function changeItem(change: UpgradeChange): string {
  const sources = change.evidence.map(({ title, url }) => {
    const address = httpsUrl(url);
    return address === null ? escapeMarkdown(title) : `[${escapeMarkdown(title)}](<${address}>)`;
  });
  return `- **${escapeMarkdown(change.subject)}** (${changeKind(change)}): ${escapeMarkdown(change.words)} ${sources.join(', ')}`;
}

function section<T>(heading: string, entries: readonly T[], item: (entry: T) => string): string[] {
  if (entries.length === 0) return [];
  const lines = entries.slice(0, LISTED).map(item);
  if (entries.length > LISTED)
    lines.push(`- and ${count(entries.length - LISTED, 'more', 'more')}, in the JSON output`);
  return [`### ${heading}`, lines.join('\n')];
}
