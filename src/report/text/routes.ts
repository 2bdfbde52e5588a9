import type { Report } from '../../model/report';
import { visible, visibleName, visibleTitle } from '../escape';
import { modelNames, moreModels, routeGroups, routeNeeds } from '../route-groups';
import { flipLines, pathsWords } from '../route-words';
import { count, targetList } from '../words';
import type { Page } from './page';

/** Groups of models, and rows of the matrix, shown one by one; the others are counted. */
const GROUPS = 8;
const ROWS = 20;

/** The route to take on each target in a line or two, models with the same answers together. */
export function routeLines(page: Page, report: Report): void {
  const groups = routeGroups(report);
  if (groups.length > 0) page.heading('Routes');
  for (const group of groups.slice(0, GROUPS)) {
    for (const { model, paths } of modelNames(group))
      page.paragraph(`${visibleTitle(model)}: ${pathsWords(paths, visibleName)}`);
    const others = moreModels(group);
    if (others !== null) page.paragraph(others);
    for (const { targets, words } of group.answers) {
      const label = targetList(targets);
      page.hanging(`  ${page.paint('bold', label)}  `, visible(words), label.length + 4);
    }
  }
  const more = groups.slice(GROUPS).flatMap(({ models }) => models);
  if (more.length > 0) page.item(`and ${count(more.length, 'more kind')} of model; the JSON report holds them`);
}

/** What the routes need, each once. */
export function needLines(page: Page, report: Report): void {
  const needs = routeNeeds(routeGroups(report));
  if (needs.length > 0) page.heading('What the routes need');
  for (const { route, words } of needs) page.item(`${visible(route)}: ${visible(words)}`);
}

/** What another release or a flag would change. */
export function matrixLines(page: Page, report: Report): void {
  const lines = flipLines(report);
  if (lines.length > 0) page.heading('Other releases and flags');
  for (const { who, words } of lines.slice(0, ROWS))
    page.item(`${who === '' ? 'The workspace' : visibleName(who)} on ${visible(words)}`);
  if (lines.length > ROWS)
    page.item(`and ${count(lines.length - ROWS, 'more', 'more')}; the JSON report holds them all`);
}
