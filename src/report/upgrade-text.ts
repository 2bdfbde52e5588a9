import type { Upgrade, UpgradeChange } from '../model/upgrade';
import { httpsUrl, visible, visibleName, visibleTitle } from './escape';
import { pathsWords } from './route-words';
import { createPage, type Page, type TextOptions } from './text/page';
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

/** Entries of each list; the others are counted. */
const LISTED = 60;
const INDENT = '    ';

/** The upgrade for a terminal: verdicts, findings, routes, then what the documents say. */
export function upgradeText(upgrade: Upgrade, options: TextOptions = {}): string {
  const page = createPage(options);
  const { findings, routes, changes, verdicts, notes } = upgrade;
  page.paragraph(`${upgradeTitle(upgrade)}: ${upgradeSummary(upgrade)}`);
  page.gap();
  for (const verdict of verdicts) page.paragraph(verdictWords(verdict));
  section(page, 'Findings', findings, (one) => {
    page.item(`${moveWords(one)}: ${visibleTitle(one.title)}`);
    page.hanging(INDENT, visible(one.message), INDENT.length);
    page.hanging(INDENT, `${pathsWords(one.paths, visibleName)}; ${visibleName(one.rule)}`, INDENT.length);
  });
  section(page, 'Routes', routes, (one) => {
    page.item(visible(routeSubject(one, visibleName)));
    page.hanging(INDENT, visible(routeChangeWords(one)), INDENT.length);
  });
  section(
    page,
    'Changes that touch this workspace',
    changes.filter(({ touches }) => touches),
    changeLines(page),
  );
  section(
    page,
    'Other changes',
    changes.filter(({ touches }) => !touches),
    changeLines(page),
  );
  section(page, 'Notes', notes, (note) => page.item(visible(note)));
  return page.toString();
}

function changeLines(page: Page): (change: UpgradeChange) => void {
  return (change) => {
    page.item(`${visibleName(change.subject)} (${changeKind(change)}): ${visible(change.words)}`);
    for (const { title, url } of change.evidence)
      page.hanging(INDENT, `${visible(title)}, ${httpsUrl(url) ?? visible(url)}`, INDENT.length);
  };
}

function section<T>(page: Page, heading: string, entries: readonly T[], line: (entry: T) => void): void {
  if (entries.length === 0) return;
  page.heading(heading);
  for (const entry of entries.slice(0, LISTED)) line(entry);
  if (entries.length > LISTED) page.item(`and ${count(entries.length - LISTED, 'more', 'more')}, in the JSON output`);
}
