import type { Report } from '../../model/report';
import { visible, visibleName, visibleTitle } from '../escape';
import { flipLines, pathsWords, routesByModel } from '../route-words';
import { count, targetList } from '../words';
import type { Page } from './page';

/** Models, and rows of the matrix, named one by one; the others are counted. */
const MODELS = 20;
const ROWS = 20;

/** For each model the route to take on each target, in a sentence or two. */
export function routeLines(page: Page, report: Report): void {
  const models = routesByModel(report);
  if (models.length > 0) page.heading('Routes');
  for (const { paths, model, answers } of models.slice(0, MODELS)) {
    page.paragraph(`${pathsWords(paths, visibleName)}: ${visibleTitle(model)}`);
    for (const { targets, routes } of answers) {
      const label = targetList(targets);
      page.hanging(`  ${page.paint('bold', label)}  `, visible(routes.advice), label.length + 4);
    }
  }
  if (models.length > MODELS)
    page.item(`and ${count(models.length - MODELS, 'more model')}; the JSON report holds them`);
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
