import { escapeMarkdown, markdownCode, TITLE_LIMIT } from '../escape';
import { modelNames, moreModels, type RouteGroup } from '../route-groups';
import { pathsWords } from '../route-words';
import { targetList } from '../words';

/** Rows of a table: models with the same answers, the targets, and the route to take there or the advice. */
export function routeRows(groups: readonly RouteGroup[]): string[] {
  return groups.flatMap((group) => {
    const names = modelNames(group).map(
      ({ model, paths }) => `${escapeMarkdown(model, TITLE_LIMIT)} ${pathsWords(paths, markdownCode)}`,
    );
    const models = [...names, moreModels(group) ?? ''].filter((words) => words !== '').join('; ');
    return group.answers.map(
      ({ targets, words }) => `| ${models} | ${targetList(targets)} | ${escapeMarkdown(words)} |`,
    );
  });
}

/** What a route needs, in a line. */
export function needItem({ route, words }: { readonly route: string; readonly words: string }): string {
  return `- ${escapeMarkdown(route)}: ${escapeMarkdown(words)}`;
}

/** What another release or a flag would change for one model. */
export function flipItem({ who, words }: { readonly who: string; readonly words: string }): string {
  return `- ${who === '' ? 'The workspace' : markdownCode(who)} on ${escapeMarkdown(words)}`;
}
